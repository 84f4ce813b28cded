/// The text of a file, with the means to point into it.
public struct SourceFile: Sendable, Equatable {
  /// The path as the user would write it, used in messages.
  public let path: String
  /// The text, with line ends as `\n`.
  public let text: String
  /// The lines, without their ends.
  public let lines: [String]

  /// Makes a source from its text; `\r\n` and lone `\r` become `\n`, a byte-order mark is dropped.
  public init(path: String, text: String) {
    self.path = path
    // Bytes, because a walk over the characters of a text takes twenty times as long.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var previousWasReturn = false
    for byte in text.utf8.dropFirst(text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0) {
      let isReturn = byte == UInt8(ascii: "\r")
      if byte != UInt8(ascii: "\n") || !previousWasReturn {
        bytes.append(isReturn ? UInt8(ascii: "\n") : byte)
      }
      previousWasReturn = isReturn
    }
    self.text = String(decoding: bytes, as: UTF8.self)
    self.lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a 1-based line, or nil when there is no such line.
  public func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }
}
