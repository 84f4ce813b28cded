import Tensors
import Testing

@testable import TensorFiles

/// Damaged and malicious contents give tensors or an error, never a trap and never more memory than
/// they warrant.
@Suite("Damaged and hostile files")
struct HostileFileTests {
  private static let samples: [(String, FileFormat)] = [
    ("matrix.npy", .numpyArray), ("version2.npy", .numpyArray), ("written.npz", .numpyArchive),
    ("types.npz", .numpyArchive), ("compressed.npz", .numpyArchive),
    ("types.safetensors", .safetensors), ("written.safetensors", .safetensors),
  ]

  @Test("Thousands of mutations never trap", arguments: samples.indices)
  func mutations(index: Int) throws {
    let (name, format) = Self.samples[index]
    let intact = try Fixture.bytes(name)
    var random = RandomGenerator(seed: 389 &+ UInt64(index))
    var readable = 0
    for _ in 0..<(intact.count > 1000 ? 700 : 3000) {
      let bytes = mutated(intact, with: &random)
      guard let file = try? format.decode(bytes) else { continue }
      readable += 1
      #expect(file.allSatisfy { $0.tensor.count == $0.tensor.shape.count })
      #expect(file.reduce(0) { $0 + $1.tensor.count } <= (bytes.count + 1) * 1032)
    }
    // Not all may be refused, or the mutations would only ever reach the first check.
    #expect(readable > 0)
  }

  @Test("A file that was cut off is refused at every length", arguments: samples.indices)
  func prefixes(index: Int) throws {
    let (name, format) = Self.samples[index]
    let intact = try Fixture.bytes(name)
    for length in stride(from: 0, to: intact.count, by: intact.count > 1000 ? 7 : 1) {
      #expect(throws: ContentError.self, "\(name) cut to \(length)") {
        _ = try format.decode(Array(intact.prefix(length)))
      }
    }
  }

  private static let texts: [(String, String)] = [
    (
      "",
      "the header is no JSON of a safetensors file: neither a text, a whole number, a list nor an object at byte 0"
    ),
    ("[]", "this is no safetensors file: its header is no object"),
    (" {}", "this is no safetensors file: its header is no object"),
    ("{} x", "the header is no JSON of a safetensors file: something after its end at byte 3"),
    (#"{"a":1}"#, "tensor `a`: the header does not give a type, a shape and a place"),
    (
      #"{"a":-1}"#,
      "the header is no JSON of a safetensors file: neither a text, a whole number, a list nor an object at byte 5"
    ),
    (
      #"{"a":01}"#,
      "the header is no JSON of a safetensors file: no whole number that fits at byte 5"
    ),
    (
      #"{"a":99999999999999999999}"#,
      "the header is no JSON of a safetensors file: no whole number that fits at byte 5"
    ),
    (
      #"{"a":[[[[[1]]]]]}"#,
      "the header is no JSON of a safetensors file: too many brackets in one another at byte 9"
    ),
    (
      #"{"a":{},"a":{}}"#,
      "the header is no JSON of a safetensors file: the name `a` for the 2nd time at byte 11"
    ),
    (#"{"a""#, "the header is no JSON of a safetensors file: no `:` at byte 4"),
    (#"{"a":[1"#, "the header is no JSON of a safetensors file: no `]` at byte 7"),
    (#"{"a":1"#, "the header is no JSON of a safetensors file: no `}` at byte 6"),
    (#"{1:1}"#, "the header is no JSON of a safetensors file: no name at byte 1"),
    (#"{"a"#, "the header is no JSON of a safetensors file: a text that does not end at byte 3"),
    (
      "{\"a\n\":1}",
      "the header is no JSON of a safetensors file: a control character in a text at byte 4"
    ),
    (#"{"\x":1}"#, "the header is no JSON of a safetensors file: an unknown escape at byte 4"),
    (
      #"{"\u12"#,
      "the header is no JSON of a safetensors file: an escape without four digits at byte 4"
    ),
    (
      #"{"\ud800":1}"#,
      "the header is no JSON of a safetensors file: half a surrogate pair at byte 8"
    ),
    (
      #"{"\ud800\u0041":1}"#,
      "the header is no JSON of a safetensors file: half a surrogate pair at byte 14"
    ),
    (#"{"__metadata__":1}"#, "the metadata in the header is no object"),
    (#"{"__metadata__":{"x":1}}"#, "the metadata `x` is no text"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"places":[0,4]}}"#,
      "tensor `a`: the header has a strange field `places`"
    ),
    (
      #"{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}"#,
      "tensor `a`: a size or place in the header is no number"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
      "tensor `a`: shape [2] needs 8 bytes, but the bytes 0 to 4 are given"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
      "tensor `a`: shape [1] needs 4 bytes, but the bytes 4 to 0 are given"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#,
      "tensor `a`: the shape [4611686018427387904, 4] is impossible"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}"#,
      "tensor `a`: the shape [0, 4611686018427387904, 4] is impossible"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
      "tensor `a`: the file ends before the end of the tensor"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
      "4 bytes of the file are in no tensor"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      "tensor `b` does not start where the last one ends"
    ),
    (
      #"{"a\u001b[2J\u202e":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}"#,
      "tensor `a�[2J�` does not start where the last one ends"
    ),
  ]

  @Test("Headers of safetensors that are not right", arguments: texts.indices)
  func safetensorsHeaders(index: Int) {
    let (header, message) = Self.texts[index]
    let bytes = safetensors(header, scalars: 1)
    let error = #expect(throws: ContentError.self) { try FileFormat.safetensors.decode(bytes) }
    #expect(error == .damaged(message))
  }

  @Test("Escapes in the header mean what they do in JSON")
  func escapes() throws {
    let header = #"{"__metadata__":{"\u0041\ud83d\ude42\/\b\f\n\r\t\"\\":"\u00e9"}}"#
    let file = try FileFormat.safetensors.decode(safetensors(header, scalars: 0))
    #expect(file.metadata == ["A🙂/\u{8}\u{C}\n\r\t\"\\": "é"])
    let invalid = safetensors("{}", scalars: 0).map { $0 == UInt8(ascii: "{") ? 0xFF : $0 }
    #expect(throws: ContentError.self) { try FileFormat.safetensors.decode(invalid) }
  }

  private static let headers: [(String, String)] = [
    ("", "the header of the array lacks a `{` at byte 0"),
    (
      "{'descr': '<f4', 'fortran_order': False}",
      "the header of the array lacks its type, its order or its shape"
    ),
    ("{'descr': '<f4', 'descr': '<f4'}", "the header of the array has the key `descr`"),
    ("{'descr' '<f4'}", "the header of the array lacks a `:` at byte 9"),
    ("{'descr': '<f4' 'x'}", "the header of the array lacks a `,` at byte 16"),
    ("{'descr': <f4}", "the header of the array lacks a text at byte 10"),
    ("{'descr: ", "a text in the header of the array does not end"),
    ("{'fortran_order': 0}", "the header of the array lacks True or False at byte 18"),
    ("{'shape': 3}", "the header of the array lacks a `(` at byte 10"),
    ("{'shape': (3 4)}", "the header of the array lacks a `,` at byte 13"),
    ("{'shape': (-3,)}", "the shape of the array has no number that fits at byte 11"),
    (
      "{'shape': (99999999999999999999,)}",
      "the shape of the array has no number that fits at byte 11"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
      "the header of the array does not end"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4611686018427387904, 4)}",
      "the shape [0, 4611686018427387904, 4] is impossible"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,)}",
      "the file ends before the end of the array"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
      "4 bytes follow the array of shape []"
    ),
  ]

  @Test("Headers of NumPy arrays that are not right", arguments: headers.indices)
  func numpyHeaders(index: Int) {
    let (header, message) = Self.headers[index]
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes.appendLittleEndian(UInt16(header.utf8.count))
    bytes += Array(header.utf8) + [UInt8](repeating: 0, count: 8)
    let error = #expect(throws: ContentError.self) { try FileFormat.numpyArray.decode(bytes) }
    #expect(error == .damaged(message))
  }

  @Test("Other files are told from arrays and archives")
  func otherFiles() {
    let text = Array("a,b,c\n1,2,3\n4,5,6\n7,8,9\n".utf8)
    let expected: [(FileFormat, String)] = [
      (.numpyArray, "this is no NumPy array: it does not start with `\\x93NUMPY`"),
      (.numpyArchive, "this is no NumPy archive: it does not end as a ZIP archive does"),
      (
        .safetensors,
        "this is no safetensors file: its header would have 3184337832590322785 bytes"
      ),
    ]
    for (format, message) in expected {
      let error = #expect(throws: ContentError.self) { try format.decode(text) }
      #expect(error == .damaged(message))
    }
    let version = [0x93] + Array("NUMPY".utf8) + [4, 0, 0, 0, 0, 0]
    let error = #expect(throws: ContentError.self) { try FileFormat.numpyArray.decode(version) }
    #expect(error?.message == "the array has version 4 of NumPy's format")
  }

  @Test("Archives that lie about their entries")
  func archives() throws {
    let intact = try Fixture.bytes("compressed.npz")
    let directory = Int(try intact.littleEndian(at: intact.count - 6, as: UInt32.self))
    let name = Int(try intact.littleEndian(at: directory + 28, as: UInt16.self))
    // What is changed in the first entry of the directory, by its place there.
    let lies: [(Int, [UInt8], String)] = [
      (0, [0], "the archive's directory has an entry that is none"),
      (16, [0, 0, 0, 0], "tensor `u1`: the checksum is wrong"),
      (20, [1, 0], "tensor `u1`: the compressed data is not whole"),
      (24, [0xFF, 0xFF, 0xFF, 0xFE], "cannot hold 4278190079"),
      (24, [1, 0], "tensor `u1`: the compressed data is not whole"),
      (24, [255, 0], "tensor `u1`: the compressed data is not whole"),
      (42, [1], "tensor `u1`: the archive has no entry where its directory says so"),
      (46, [0xFF], "the name of an entry is not in UTF-8"),
      (46, Array("u2".utf8), "the archive has two entries named `u2.npy`"),
    ]
    #expect(name == 6)
    for (place, bytes, message) in lies {
      var changed = intact
      changed.replaceSubrange((directory + place)..<(directory + place + bytes.count), with: bytes)
      let error = #expect(throws: ContentError.self) {
        try FileFormat.numpyArchive.decode(changed)
      }
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
    for (place, byte) in [(8, UInt8(1)), (10, 99)] {
      var changed = intact
      changed[directory + place] = byte
      let error = #expect(throws: ContentError.self) {
        try FileFormat.numpyArchive.decode(changed)
      }
      #expect(
        error?.message == "the entry `u1.npy` is encrypted or compressed in an unusual way")
    }
    var large = intact
    for place in 20..<24 { large[directory + place] = 0xFF }
    #expect(throws: ZipArchive.tooLarge) { try FileFormat.numpyArchive.decode(large) }
  }

  /// A file of a header and so many scalars.
  private func safetensors(_ header: String, scalars: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(UInt64(header.utf8.count))
    return bytes + Array(header.utf8) + [UInt8](repeating: 0, count: 4 * scalars)
  }

  /// Changes, inserts, removes, repeats or cuts off bytes in a few places.
  private func mutated(_ bytes: [UInt8], with random: inout RandomGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.index(below: 3) where !bytes.isEmpty {
      let place = random.index(below: bytes.count)
      let likely: [UInt8] = Array("{}[]()'\",:0129PK\\".utf8) + [0, 1, 0x7F, 0x80, 0xFF]
      switch random.index(below: 7) {
      case 0, 1: bytes[place] = likely[random.index(below: likely.count)]
      case 2: bytes[place] = UInt8(random.index(below: 256))
      case 3: bytes[place] ^= 1 << UInt8(random.index(below: 8))
      case 4: bytes.insert(likely[random.index(below: likely.count)], at: place)
      case 5: bytes.remove(at: place)
      default:
        let end = min(place + random.index(below: 40), bytes.count)
        bytes.insert(contentsOf: bytes[place..<end], at: random.index(below: bytes.count + 1))
      }
    }
    return bytes
  }
}
