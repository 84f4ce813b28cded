/// Words for messages about names that do not exist.
package enum Suggestion {
  /// A help line: the nearest known name, if one is near, and all the names that could stand there.
  package static func help(for word: String, among names: [String], all: String) -> String {
    guard let nearest = nearest(to: word, among: names) else { return all }
    return "did you mean `\(nearest)`? \(all.prefix(1).uppercased())\(all.dropFirst())"
  }

  /// The known name that a typing error turns into `word`, or nil when none is near enough.
  static func nearest(to word: String, among names: [String]) -> String? {
    // A name is at most this long, so that the distance costs little however long the word is.
    guard word.utf8.count <= Identifier.maximumLength else { return nil }
    let letters = Array(word.lowercased().utf8)
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = editDistance(letters, Array(name.lowercased().utf8))
      if distance <= max(1, letters.count / 3), distance < best?.distance ?? .max {
        best = (name, distance)
      }
    }
    return best?.name
  }

  /// The number of bytes to insert, delete, replace or swap with a neighbour to turn one word into the other.
  static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...second.count)
    for row in first.indices {
      var current = [row + 1]
      for column in second.indices {
        let isSame = first[row] == second[column]
        var distance = min(
          previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          distance = min(distance, beforePrevious[column - 1] + 1)
        }
        current.append(distance)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[second.count]
  }
}

extension String {
  /// The text in backquotes, fit for one line of a message: short, and without control characters.
  package var quotedForMessage: String {
    if isEmpty { return "an empty text" }
    let limit = 40
    let shown = unicodeScalars.prefix(limit).map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "?"
      default: Character(scalar)
      }
    }
    return "`\(String(shown))\(unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")`"
  }

  /// The text with its line ends turned to spaces, and without white space at its ends.
  package var onOneLine: String {
    split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
  }

  /// The text without white space at its ends.
  package var trimmed: String {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    let tail = utf8.drop(while: isSpace)
    guard let last = tail.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(self[tail.startIndex...last])
  }
}
