/// What a cell prints, up to a limit.
struct CellOutput: Sendable {
  /// The most bytes that are kept of one cell.
  static let limit = 1 << 20

  private var bytes: [UInt8] = []
  private var isCut = false

  /// Takes in what was printed; returns the part that is kept, as it can be shown.
  mutating func append(_ part: ArraySlice<UInt8>) -> String {
    guard !isCut else { return "" }
    let room = Self.limit - bytes.count
    bytes.append(contentsOf: part.prefix(room))
    var text = String(decoding: part.prefix(room), as: UTF8.self)
    if part.count > room {
      isCut = true
      text += Self.notice
    }
    return text
  }

  private static let notice = "\n… the output was cut after \(limit >> 20) MB\n"

  /// All that is kept, without the lines that the Swift runtime prints when it stops a program.
  var text: String {
    let text = String(decoding: bytes, as: UTF8.self) + (isCut ? Self.notice : "")
    guard text.contains("Fatal error: ") else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !Self.isFatal($0) }.joined(separator: "\n")
  }

  /// The words of the last fatal error that the runtime printed, if it did.
  var fatalError: String? {
    let tail = String(decoding: bytes.suffix(1 << 16), as: UTF8.self)
    guard let line = tail.split(separator: "\n").last(where: Self.isFatal) else { return nil }
    guard let marker = line.firstRange(of: "Fatal error: ") else { return nil }
    return String(line[marker.upperBound...])
  }

  private static func isFatal(_ line: some StringProtocol) -> Bool {
    guard let marker = line.firstRange(of: ": Fatal error: ") else { return false }
    let place = line[..<marker.lowerBound].split(separator: ":")
    return place.count >= 2 && place.last.map { Int($0) != nil } ?? false
  }
}
