/// Tells the lines that the Swift runtime prints when it stops a program from those of the program.
///
///     Tensors/ShapeCheck.swift:14: Fatal error:
///     matmul: the inner sizes differ
///       expected: as many rows on the right as columns on the left
///     Current stack trace:
///     0    libswiftCore.so                    0x00007f34c1a5f130 swift_reportError + 33
struct RuntimeLines: Sendable {
  /// The words of the last fatal error, over several lines when the kit's error has several.
  private(set) var words: String?
  /// Whether the words of an error are still to come, on lines of their own.
  private var awaitsWords = false
  private var wordLines = 0

  /// The most lines that one error has; what comes after them is the program's again.
  private static let maximumLines = 12

  /// Takes in a line; returns whether it is the runtime's.
  mutating func takes(_ line: some StringProtocol) -> Bool {
    if let words = Self.wordsOfFatalError(line) {
      self.words = String(words)
      // The kit's errors begin on a line of their own.
      awaitsWords = words.allSatisfy(\.isWhitespace)
      wordLines = 0
      return true
    }
    if line.hasPrefix("Fatal error: failed to allocate ") { return true }
    if line.hasPrefix("Current stack trace:") {
      awaitsWords = false
      return true
    }
    if awaitsWords && wordLines < Self.maximumLines {
      let line = line.last == "\n" ? line.dropLast() : line[...]
      words = wordLines == 0 ? String(line) : (words ?? "") + "\n" + line
      wordLines += 1
      return true
    }
    // 7    libCells_91857a8e125a_0.so         0x00007fe881786560 function + 109
    let parts = line.split(separator: " ", maxSplits: 3)
    return parts.count == 4 && Int(parts[0]) != nil && parts[2].hasPrefix("0x")
      && parts[2].count == 18
  }

  /// What follows `FILE:LINE: Fatal error: ` in a line that has it.
  private static func wordsOfFatalError<Line: StringProtocol>(
    _ line: Line
  ) -> Line.SubSequence? {
    let marker = ": Fatal error:"
    guard let range = line.firstRange(of: marker) else { return nil }
    let place = line[..<range.lowerBound].split(separator: ":")
    guard place.count >= 2, place.last.map({ Int($0) != nil }) ?? false else { return nil }
    let rest = line[range.upperBound...]
    guard rest.first.map({ $0 == " " || $0 == "\n" }) ?? true else { return nil }
    return rest.drop { $0 == " " }
  }
}
