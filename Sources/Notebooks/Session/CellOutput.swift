/// What a cell prints, up to a limit.
struct CellOutput: Sendable {
  /// The most bytes that are kept of one cell.
  static let limit = 1 << 20

  private var bytes: [UInt8] = []
  private var isCut = false
  /// The beginning of a character whose end has not arrived.
  private var unfinishedCharacter: [UInt8] = []
  /// The beginning of a line on standard error whose end has not arrived.
  private var unfinishedErrorLine: [UInt8] = []
  private var runtime = RuntimeLines()

  /// Takes in what was printed; returns the part that is kept, as it can be shown.
  mutating func append(_ part: ArraySlice<UInt8>) -> String {
    guard !isCut else { return "" }
    let room = Self.limit - bytes.count
    bytes.append(contentsOf: part.prefix(room))
    var shown = unfinishedCharacter + part.prefix(room)
    unfinishedCharacter = []
    if part.count > room {
      isCut = true
    } else {
      let count = Self.unfinishedCount(at: shown)
      unfinishedCharacter = Array(shown.suffix(count))
      shown.removeLast(count)
    }
    return String(decoding: shown, as: UTF8.self) + (isCut ? Self.notice : "")
  }

  /// Takes in what was printed on standard error; lines of the Swift runtime's own are kept, but not shown.
  mutating func appendErrors(_ part: ArraySlice<UInt8>) -> String {
    var shown = ""
    unfinishedErrorLine.append(contentsOf: part)
    while let end = unfinishedErrorLine.firstIndex(of: UInt8(ascii: "\n")) {
      let line = unfinishedErrorLine[...end]
      shown += appendErrorLine(Array(line))
      unfinishedErrorLine.removeSubrange(...end)
    }
    // A line without end must not grow without end.
    if unfinishedErrorLine.count > 1 << 16 { shown += finish() }
    return shown
  }

  /// Takes in that no more comes; returns what is still to be shown.
  mutating func finish() -> String {
    defer { unfinishedErrorLine = [] }
    return unfinishedErrorLine.isEmpty ? "" : appendErrorLine(unfinishedErrorLine)
  }

  private mutating func appendErrorLine(_ line: [UInt8]) -> String {
    let shown = append(line[...])
    return runtime.takes(String(decoding: line, as: UTF8.self)) ? "" : shown
  }

  private static let notice = "\n… the output was cut after \(limit >> 20) MB\n"

  /// How many bytes at the end begin a character that is not whole.
  private static func unfinishedCount(at bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0b1100_0000 == 0b1000_0000 { continue }
      let length = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1
      return length > back ? back : 0
    }
    return 0
  }

  /// All that is kept, without the lines that the Swift runtime prints when it stops a program.
  var text: String {
    let text = String(decoding: bytes, as: UTF8.self) + (isCut ? Self.notice : "")
    guard text.contains("Fatal error: ") else { return text }
    var runtime = RuntimeLines()
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !runtime.takes($0) }.joined(separator: "\n")
  }

  /// The words of the last fatal error that the runtime printed, if it did.
  var fatalError: String? {
    let tail = String(decoding: bytes.suffix(1 << 16), as: UTF8.self)
    var runtime = RuntimeLines()
    for line in tail.split(separator: "\n") { _ = runtime.takes(line) }
    return runtime.words
  }

  /// Whether the runtime said that no more memory was to be had.
  var saysOutOfMemory: Bool {
    let tail = String(decoding: bytes.suffix(1 << 14), as: UTF8.self)
    return tail.contains("Fatal error: failed to allocate ")
      || tail.contains("Could not allocate memory")
  }
}
