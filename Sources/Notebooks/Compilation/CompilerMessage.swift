/// One message of the compiler.
struct CompilerMessage: Sendable, Equatable, Codable {
  /// The file, as named by `#sourceLocation`.
  var path: String
  /// The 1-based line.
  var line: Int
  /// The 1-based column, in bytes.
  var column: Int
  /// `error`, `warning` or `note`.
  var severity: String
  /// The compiler's words.
  var message: String

  /// Finds the messages in what the compiler printed: lines of the form `path:line:column: severity: words`.
  static func parse(_ output: String) -> [CompilerMessage] {
    output.split(separator: "\n").compactMap { line in
      for severity in ["error", "warning", "note"] {
        guard let marker = line.firstRange(of: ": \(severity): ") else { continue }
        let place = line[..<marker.lowerBound].split(
          separator: ":", omittingEmptySubsequences: false)
        guard place.count >= 3, let column = Int(place[place.count - 1]),
          let number = Int(place[place.count - 2])
        else { continue }
        return CompilerMessage(
          path: place[..<(place.count - 2)].joined(separator: ":"), line: number, column: column,
          severity: severity, message: String(line[marker.upperBound...]))
      }
      return nil
    }
  }

  /// The name that the compiler could not find, when that is what the message says.
  var missingName: String? {
    for prefix in ["cannot find '", "cannot find type '"] where message.hasPrefix(prefix) {
      return message.dropFirst(prefix.count).split(separator: "'").first.map(String.init)
    }
    return nil
  }

  /// The message without what the generated code around a value brings into it.
  var withoutScaffold: CompilerMessage {
    let start = "conflicting arguments to generic parameter 'Value' ("
    guard message.hasPrefix(start) else { return self }
    let types = message.dropFirst(start.count).split(separator: "'").filter { $0 != " vs. " }
    guard types.count >= 2 else { return self }
    var copy = self
    copy.message =
      "cannot convert value of type '\(types[0])' to specified type '\(types[1])'"
    return copy
  }
}
