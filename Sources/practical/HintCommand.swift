import ArgumentParser
import Foundation
import Notebooks
import Reports

/// `practical hint`.
struct HintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint", abstract: "Show the next hint for an exercise.",
    discussion: """
      Hints are shown one at a time; which were shown, and when, is kept in .practical/SLUG/hints.json. \
      Without an id it is the first exercise with hints that the last run did not solve.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Argument(help: "The id of the exercise.")
  var id: String?

  @Flag(help: "Show the last hint again, instead of the next.")
  var again = false

  @Flag(help: "Show all hints of the exercise.")
  var all = false

  @Flag(help: "Print one JSON document on standard output, and nothing else.")
  var json = false

  mutating func validate() throws {
    if again && all { throw ValidationError("--again and --all exclude each other") }
  }

  mutating func run() throws {
    let document = try PracticalParser.read(path: Course.find().path(for: practical))
    let folder = ".practical/\(document.slug)"
    let exercise = try chooseExercise(of: document, in: folder)
    let hints = document.hints.filter { $0.exercise == exercise }
    var record = HintRecord(folder: folder)
    let next = hints.firstIndex { !record.has($0) }
    let wanted: Range<Int>
    if all {
      wanted = hints.indices
    } else if again {
      guard let last = hints.lastIndex(where: { record.has($0) }) else {
        throw UsageError(
          "no hint for `\(exercise)` has been shown yet",
          help: "`\(command(exercise))` shows the first")
      }
      wanted = last..<(last + 1)
    } else {
      let start = next ?? hints.endIndex
      wanted = start..<min(start + 1, hints.endIndex)
    }
    for index in wanted { record.note(hints[index]) }
    if !wanted.isEmpty && !again {
      try OutputFolder.keeping { try record.write(folder: folder) }
    }
    let left = hints.count { !record.has($0) }
    if json { return try writeJSON(hints, wanted, exercise, left: left) }
    write(hints, wanted, exercise, left: left)
  }

  /// The exercise that is asked for, or the first that the last run did not solve.
  private func chooseExercise(of document: Practical, in folder: String) throws -> String {
    let hinted = document.hintedIDs
    let list = hinted.joined(separator: ", ")
    guard !hinted.isEmpty else {
      throw UsageError(
        "there are no hints in this practical", help: "`practical show` explains what the kit has")
    }
    if let id {
      if hinted.contains(id) { return id }
      let known =
        document.cells.map(\.id) + document.quizzes.map(\.id) + document.answers.map(\.id)
      let shown = TerminalStyle.harmless(String(id.prefix(60)))
      throw UsageError(
        known.contains(id)
          ? "there are no hints for `\(shown)`" : "there is no exercise `\(shown)` here",
        help: "there are hints for \(list)")
    }
    let result = RunResult(folder: folder)
    let exercises = document.cells.filter { $0.kind == .exercise }.map(\.id)
    let open = exercises.filter { id in result.map { !document.isSolved(id, in: $0) } ?? true }
    if let first = open.first(where: hinted.contains) { return first }
    throw UsageError(
      open.isEmpty
        ? "the last run solved every exercise"
        : "there are no hints for what is not solved: \(open.joined(separator: ", "))",
      help: "name an exercise; there are hints for \(list)")
  }

  private func command(_ exercise: String) -> String { "practical hint \(practical) \(exercise)" }

  private func write(_ hints: [Hint], _ wanted: Range<Int>, _ exercise: String, left: Int) {
    let style = TerminalStyle.detect()
    let width = min(TerminalStyle.width, 100)
    let renderer = TerminalProse(width: width - 2, hasColor: style.hasColor)
    for index in wanted {
      let title = "\(exercise): hint \(index + 1) of \(hints.count)"
      StandardOutput.writeLine(style.bold(title))
      let text = renderer.text(of: TerminalStyle.harmless(hints[index].markdown))
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        StandardOutput.writeLine(line.isEmpty ? "" : "  \(line)")
      }
      StandardOutput.writeLine("")
    }
    if wanted.isEmpty {
      let count = hints.count == 1 ? "its only hint has" : "all \(hints.count) hints have"
      StandardOutput.writeLine("\(style.bold(exercise)): \(count) been shown")
      StandardOutput.writeLine(
        "  \(command(exercise)) --all shows \(hints.count == 1 ? "it" : "them") again")
      StandardOutput.writeLine(
        "  practical run \(practical) --only \(exercise) says what the checks make of your code")
    } else if left > 0 {
      StandardOutput.writeLine(
        style.dim("\(RunView.counted(left, "more hint")): \(command(exercise))"))
    } else {
      StandardOutput.writeLine(
        style.dim("no more hints; practical run \(practical) --only \(exercise) tries your code"))
    }
  }

  private struct Document: Encodable {
    struct Hint: Encodable {
      var number: Int
      var markdown: String
    }
    var exercise: String
    var hints: [Hint]
    var count: Int
    var left: Int
  }

  private func writeJSON(
    _ hints: [Hint], _ wanted: Range<Int>, _ exercise: String, left: Int
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      exercise: exercise,
      hints: wanted.map { Document.Hint(number: $0 + 1, markdown: hints[$0].markdown) },
      count: hints.count, left: left)
    StandardOutput.writeLine(String(decoding: try encoder.encode(document), as: UTF8.self))
  }
}

extension RunResult {
  /// The result of the last run in a folder; nil when there is none that can be read.
  init?(folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/result.json"),
      let result = try? JSONDecoder().decode(RunResult.self, from: data)
    else { return nil }
    self = result
  }
}
