import Tensors

/// Several named tensors in one file, as Hugging Face's library writes them: the length of a header,
/// the header in JSON, the scalars.
///
/// **Source:** Hugging Face, safetensors, <https://huggingface.co/docs/safetensors>.
internal enum Safetensors {
  private static let metadataName = "__metadata__"

  /// What the original library reads at most.
  private static let maximumHeaderSize = 100_000_000

  internal static func decode(_ bytes: [UInt8]) throws(ContentError) -> TensorFile {
    let length = try bytes.littleEndian(at: 0, as: UInt64.self)
    guard length <= maximumHeaderSize else {
      throw .damaged("this is no safetensors file: its header would have \(length) bytes")
    }
    let header = try bytes.range(
      from: 8, count: Int(length), within: bytes.indices, of: "the header")
    guard header.isEmpty || bytes[header.lowerBound] == UInt8(ascii: "{"),
      case .object(let members) = try JSONValue(parsing: Array(bytes[header]))
    else { throw .damaged("this is no safetensors file: its header is no object") }

    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    for member in members {
      if member.name == metadataName {
        metadata = try texts(member.value)
      } else {
        do throws(ContentError) {
          entries.append(try Entry(member))
        } catch {
          throw error.inTensor(member.name)
        }
      }
    }

    // Sorted, they must follow one another without a gap up to the end: then no byte is in two
    // tensors, and none in no tensor.
    entries.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    var file = TensorFile()
    var position = 0
    for entry in entries {
      guard entry.start == position else {
        throw .damaged("tensor `\(entry.name.printable)` does not start where the last one ends")
      }
      do throws(ContentError) {
        let range = try bytes.range(
          from: header.upperBound + entry.start, count: entry.end - entry.start,
          within: bytes.indices, of: "the tensor")
        file[entry.name] = try entry.type.tensor(bytes, in: range, shape: entry.shape)
      } catch {
        throw error.inTensor(entry.name)
      }
      position = entry.end
    }
    guard position == bytes.count - header.upperBound else {
      throw .damaged(
        "\(bytes.count - header.upperBound - position) bytes of the file are in no tensor")
    }
    file.metadata = metadata
    return file
  }

  internal static func encode(_ file: TensorFile) throws(ContentError) -> [FilePiece] {
    var members: [String] = []
    if !file.metadata.isEmpty {
      // Sorted, so that equal contents make equal files.
      let texts = file.metadata.sorted { $0.key < $1.key }
      let fields = texts.map { $0.key.json + ":" + $0.value.json }
      members.append(metadataName.json + ":{" + fields.joined(separator: ",") + "}")
    }
    var pieces: [FilePiece] = []
    var offset = 0
    for (name, tensor) in file {
      if name == metadataName {
        throw ContentError(
          message: "`\(name)` cannot be the name of a tensor", help: "the format keeps it for texts"
        )
      }
      let piece = FilePiece.scalars(tensor)
      let end = offset + piece.byteCount
      let sizes = tensor.shape.dimensions.map { "\($0)" }.joined(separator: ",")
      members.append(
        name.json + ":{\"dtype\":\"F32\",\"shape\":[\(sizes)],\"data_offsets\":[\(offset),\(end)]}")
      pieces.append(piece)
      offset = end
    }
    var header = Array(("{" + members.joined(separator: ",") + "}").utf8)
    // The scalars start at a multiple of 8 bytes.
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    guard header.count <= maximumHeaderSize else {
      throw ContentError(
        message: "the names and texts have \(header.count) bytes",
        help: "the format allows \(maximumHeaderSize)")
    }
    var length: [UInt8] = []
    length.appendLittleEndian(UInt64(header.count))
    return [.bytes(length), .bytes(header)] + pieces
  }

  private static func texts(_ value: JSONValue) throws(ContentError) -> [String: String] {
    guard case .object(let members) = value else {
      throw .damaged("the metadata in the header is no object")
    }
    var texts: [String: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else {
        throw .damaged("the metadata `\(member.name.printable)` is no text")
      }
      texts[member.name] = text
    }
    return texts
  }
}

/// What the header says of one tensor.
private struct Entry {
  let name: String
  let type: ScalarType
  let shape: Shape
  let start: Int
  let end: Int

  init(_ member: JSONValue.Member) throws(ContentError) {
    name = member.name
    guard case .object(let fields) = member.value, fields.count == 3 else {
      throw .damaged("the header does not give a type, a shape and a place")
    }
    var dtype: String?
    var sizes: [Int]?
    var offsets: [Int]?
    for field in fields {
      switch (field.name, field.value) {
      case ("dtype", .string(let text)): dtype = text
      case ("shape", .array(let values)): sizes = try Entry.integers(values)
      case ("data_offsets", .array(let values)): offsets = try Entry.integers(values)
      default: throw .damaged("the header has a strange field `\(field.name.printable)`")
      }
    }
    guard let dtype, let sizes, let offsets, offsets.count == 2 else {
      throw .damaged("the header does not give a type, a shape and a place")
    }
    guard let type = Entry.types[dtype] else {
      throw ContentError(
        message: "the scalars are of the type `\(dtype.printable)`, which is not read",
        help: "save the tensor as 32-bit floats")
    }
    let (shape, byteCount) = try Shape.checked(sizes, of: type)
    guard offsets[0] <= offsets[1], offsets[1] - offsets[0] == byteCount else {
      throw .damaged(
        "shape \(shape) needs \(byteCount) bytes, but the bytes \(offsets[0]) to \(offsets[1]) "
          + "are given")
    }
    self.type = type
    self.shape = shape
    (start, end) = (offsets[0], offsets[1])
  }

  private static let types: [String: ScalarType] = [
    "BOOL": .boolean, "I8": .int8, "U8": .uint8, "I16": .int16, "U16": .uint16, "I32": .int32,
    "U32": .uint32, "I64": .int64, "U64": .uint64, "F16": .float16, "BF16": .bfloat16,
    "F32": .float32, "F64": .float64,
  ]

  private static func integers(_ values: [JSONValue]) throws(ContentError) -> [Int] {
    var integers: [Int] = []
    for value in values {
      guard case .integer(let integer) = value else {
        throw .damaged("a size or place in the header is no number")
      }
      integers.append(integer)
    }
    return integers
  }
}
