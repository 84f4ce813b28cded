import Foundation
import Notebooks

/// How an instructor says what the names of submissions mean: `{student}/{time}.md`.
///
/// `{student}`, `{id}`, `{time}`, `{attempt}` and `{any}` stand for any text without `/`, `{late}` for a
/// piece that may be missing and then says that it is not late, `*` for any text without `/`, `**` for any
/// text; all else is meant as it stands.
public struct NamePattern: Sendable {
  /// The text that it was made of.
  public let text: String
  /// `Regex` is not sendable, so it is made anew from its text.
  private let expression: String

  private static let fields = ["student", "id", "time", "attempt", "any", "late"]

  /// Reads a pattern.
  ///
  /// - Parameter text: the pattern.
  /// - Throws: `UsageError` when it names no `{student}`, or something unknown.
  public init(_ text: String) throws {
    self.text = text
    var expression = ""
    var seen: Set<String> = []
    var rest = text[...]
    while let character = rest.first {
      if rest.hasPrefix("**") {
        expression += ".*"
        rest = rest.dropFirst(2)
      } else if character == "*" {
        expression += "[^/]*"
        rest = rest.dropFirst()
      } else if character == "{" {
        let name = String(rest.dropFirst().prefix { $0 != "}" })
        guard Self.fields.contains(name), name == "any" || seen.insert(name).inserted,
          rest.count > name.count + 1
        else { throw Self.unknown(name, in: text) }
        expression += Self.expression(for: name)
        rest = rest.dropFirst(name.count + 2)
      } else {
        for scalar in String(character).unicodeScalars {
          expression +=
            scalar.properties.isAlphabetic ? "\(scalar)" : "\\u{\(String(scalar.value, radix: 16))}"
        }
        rest = rest.dropFirst()
      }
    }
    guard seen.contains("student") else {
      throw UsageError(
        "the pattern `\(text)` does not say where the student's name stands",
        help: "write {student} there, as in --pattern '{student}_{time}.md'")
    }
    self.expression = expression
    _ = try Regex(expression)
  }

  private static func expression(for field: String) -> String {
    switch field {
    case "any": "[^/]*?"
    case "late": "(?<late>[._\\- ]*(?:[Ll]ate|LATE))?"
    case "attempt", "id": "(?<\(field)>[A-Za-z0-9]+?)"
    default: "(?<\(field)>[^/]+?)"
    }
  }

  private static func unknown(_ name: String, in text: String) -> UsageError {
    UsageError(
      fields.contains(name)
        ? "the pattern `\(text)` has {\(name)} twice" : "the pattern `\(text)` has {\(name)}",
      help:
        "a pattern knows {student}, {id}, {time}, {attempt}, {late} and {any}, each once but the "
        + "last, `*` and `**`")
  }

  /// What the name of a file says.
  ///
  /// - Parameter path: the path below the folder of submissions, with `/`.
  /// - Returns: what it says; nil where the pattern does not fit.
  /// - Throws: `UsageError` when a `{time}` cannot be read.
  func name(of path: String) throws -> HandInName? {
    guard let match = try Regex(expression).wholeMatch(in: path),
      let student = match["student"]?.substring, !student.isEmpty
    else { return nil }
    var name = HandInName(student: String(student))
    name.identifier = expression.contains("(?<id>") ? match["id"]?.substring.map(String.init) : nil
    if expression.contains("(?<late>") { name.isLate = match["late"]?.substring != nil }
    if expression.contains("(?<attempt>") {
      name.attempt = (match["attempt"]?.substring).flatMap { Int($0) }
    }
    if expression.contains("(?<time>"), let text = match["time"]?.substring {
      guard let time = TimeText.date(String(text)) else {
        throw UsageError(
          "`\(text)` in the name `\(path)` is no time that can be read",
          help: "{time} reads 2026-11-21T13:05:00Z, 2026-11-21 13-05, 20261121130500 and seconds "
            + "since 1970")
      }
      name.time = time
    }
    return name
  }
}
