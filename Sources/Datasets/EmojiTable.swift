/// The table of what the pictures of emoji are called.
struct EmojiTable: Equatable {
  /// How many emoji there are.
  static let count = 3655
  private static let header = "code points\tgroup\tsubgroup\tname"

  private(set) var characters: [String] = []
  private(set) var groups: [String] = []
  private(set) var subgroups: [String] = []
  private(set) var names: [String] = []

  /// Reads the table, a line an emoji.
  init(path: String, count: Int = Self.count) throws(DatasetError) {
    let bytes = try FileContents.read(path, maximumByteCount: 5_000_000)
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    guard lines.popLast()?.isEmpty == true else {
      throw .damaged(path, line: lines.count + 1, "the last line does not end in a line feed")
    }
    guard lines.first.map({ $0.elementsEqual(Self.header.utf8) }) == true else {
      throw .damaged(
        path, line: 1,
        "the header should be `code points`, `group`, `subgroup` and `name`, with tabs between")
    }
    for (number, line) in lines.enumerated().dropFirst() {
      try append(line, path: path, line: number + 1)
    }
    guard names.count == count else {
      throw .damaged(path, "the file has \(names.count) emoji, but should have \(count)")
    }
  }

  private mutating func append(
    _ line: ArraySlice<UInt8>, path: String, line number: Int
  ) throws(DatasetError) {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw .damaged(path, line: number, "the line is no UTF-8 text")
    }
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 4 else {
      throw .damaged(path, line: number, "the line has \(fields.count) of 4 fields")
    }
    guard let character = Self.character(fields[0]) else {
      throw .damaged(
        path, line: number, "the code points should be hexadecimal numbers with spaces between")
    }
    guard fields.dropFirst().allSatisfy({ !$0.isEmpty }), !CaptionWords.split(fields[3]).isEmpty
    else { throw .damaged(path, line: number, "a field is empty") }
    characters.append(character)
    groups.append(fields[1])
    subgroups.append(fields[2])
    names.append(fields[3])
  }

  private static func character(_ codePoints: String) -> String? {
    var scalars = String.UnicodeScalarView()
    for field in codePoints.split(separator: " ", omittingEmptySubsequences: false) {
      guard field.utf8.count <= 6, let value = UInt32(field, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return nil }
      scalars.append(scalar)
    }
    return String(scalars)
  }
}
