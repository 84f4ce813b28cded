/// Names of students, as people and files write them.
public enum StudentName {
  /// A name as a part of the name of a file: letters, digits, `-`, `_`, `.` and `@`; all else becomes `-`.
  ///
  /// - Parameter name: the name.
  /// - Returns: the part, at most 80 bytes; `student` where nothing is left.
  public static func filePart(_ name: String) -> String {
    var part = ""
    for character in name {
      let isPlain = character.isLetter || character.isNumber || "-_.@".contains(character)
      if isPlain {
        part.append(character)
      } else if !part.hasSuffix("-") {
        part.append("-")
      }
    }
    while let first = part.first, "-.".contains(first) { part.removeFirst() }
    while let last = part.last, "-.".contains(last) { part.removeLast() }
    while part.utf8.count > 80 { part.removeLast() }
    return part.isEmpty ? "student" : part
  }

  /// A name without what differs between the ways of writing it: case, spaces, dots and hyphens.
  static func simplified(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
