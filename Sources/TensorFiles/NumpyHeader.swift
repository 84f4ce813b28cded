/// The header of a `.npy` file: a Python dictionary of a type, an order and a shape.
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
internal struct NumpyHeader: Equatable {
  internal let type: ScalarType
  internal let bigEndian: Bool
  internal let fortranOrder: Bool
  internal let sizes: [Int]

  internal init(parsing text: [UInt8]) throws(ContentError) {
    var parser = NumpyHeaderParser(bytes: text)
    var description: String?
    var order: Bool?
    var sizes: [Int]?
    try parser.expect("{")
    while !parser.skip("}") {
      let key = try parser.string()
      try parser.expect(":")
      switch key {
      case "descr" where description == nil:
        if parser.isAtList {
          throw ContentError(
            message: "the scalars are records with several fields",
            help: "save each field as an array of its own: array[\"name\"]")
        }
        description = try parser.string()
      case "fortran_order" where order == nil: order = try parser.boolean()
      case "shape" where sizes == nil: sizes = try parser.tuple()
      default: throw .damaged("the header of the array has the key `\(key.printable)`")
      }
      if parser.skip("}") { break }
      try parser.expect(",")
    }
    guard parser.isAtEnd else { throw .damaged("the header of the array does not end") }
    guard let description, let order, let sizes else {
      throw .damaged("the header of the array lacks its type, its order or its shape")
    }
    (type, bigEndian) = try NumpyHeader.scalarType(description)
    fortranOrder = order
    self.sizes = sizes
  }

  /// The type behind NumPy's name for it, such as `<f4`: a byte order, a kind, a size.
  private static func scalarType(
    _ description: String
  ) throws(ContentError) -> (ScalarType, bigEndian: Bool) {
    let bigEndian = description.hasPrefix(">")
    let name = description.drop { "<>|=".contains($0) }
    let type: ScalarType? =
      switch name {
      case "b1": .boolean
      case "i1": .int8
      case "u1": .uint8
      case "i2": .int16
      case "u2": .uint16
      case "i4": .int32
      case "u4": .uint32
      case "i8": .int64
      case "u8": .uint64
      case "f2": .float16
      case "f4": .float32
      case "f8": .float64
      default: nil
      }
    if let type, description.utf8.count - name.utf8.count <= 1 { return (type, bigEndian) }
    let kind =
      switch name.first {
      case "c": "complex numbers"
      case "O": "Python objects, which can run code when they are read"
      case "U", "S", "a": "texts"
      case "M", "m": "dates or times"
      default: "of a kind that a tensor cannot hold"
      }
    throw ContentError(
      message: "the scalars are \(kind) (`\(description.printable)`)",
      help: "save the array as 32-bit floats: array.astype(\"float32\")")
  }
}

/// Reads the few forms of Python literals that such a header consists of.
private struct NumpyHeaderParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func skipSpace() {
    while position < bytes.count && (bytes[position] == 0x20 || bytes[position] == 0x0A) {
      position += 1
    }
  }

  private mutating func next() -> UInt8? {
    skipSpace()
    return position < bytes.count ? bytes[position] : nil
  }

  var isAtEnd: Bool {
    mutating get { next() == nil }
  }

  var isAtList: Bool {
    mutating get { next() == UInt8(ascii: "[") }
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(ContentError) {
    if !skip(character) {
      throw .damaged("the header of the array lacks a `\(character)` at byte \(position)")
    }
  }

  mutating func string() throws(ContentError) -> String {
    guard let quote = next(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw .damaged("the header of the array lacks a text at byte \(position)")
    }
    let start = position + 1
    guard let end = bytes[start...].firstIndex(of: quote) else {
      throw .damaged("a text in the header of the array does not end")
    }
    position = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  mutating func boolean() throws(ContentError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw .damaged("the header of the array lacks True or False at byte \(position)")
  }

  mutating func tuple() throws(ContentError) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !skip(")") {
      numbers.append(try number())
      if skip(")") { break }
      try expect(",")
    }
    return numbers
  }

  private mutating func number() throws(ContentError) -> Int {
    skipSpace()
    let digits = bytes[position...].prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
      throw .damaged("the shape of the array has no number that fits at byte \(position)")
    }
    position = digits.endIndex
    return number
  }
}
