import ArgumentParser
import Foundation
import Notebooks

/// `practical list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the practicals, their points, and the last results.")

  @Flag(help: "Print one JSON document on standard output, and nothing else.")
  var json = false

  /// One practical, as the list has it.
  private struct Entry: Encodable {
    var number: Int?
    var slug: String
    var title: String
    var path: String
    var exercises: Int
    var points: Double
    var score: Double?
    var maxScore: Double?
    /// The exercises that the last run solved.
    var solved: Int?
    /// The exercises that it found not implemented.
    var notImplemented: Int?
    /// The cells whose results no longer hold, or that never ran.
    var stale: Int?
    /// The hints there are, and those that were shown.
    var hints: Int
    var hintsShown: Int
  }

  mutating func run() throws {
    let course = Course.find()
    let paths = course.practicalPaths()
    guard !paths.isEmpty else {
      throw UsageError(
        "there are no practicals in \(Course.shortened(course.root))/practicals",
        help: "go to the folder of the course, or run a file with `practical run FILE.md`")
    }
    let entries = try paths.map { try entry(at: $0, of: course) }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      StandardOutput.writeLine(String(decoding: try encoder.encode(entries), as: UTF8.self))
      return
    }
    let style = TerminalStyle.detect()
    let width = entries.map(\.title.count).max() ?? 0
    for entry in entries {
      let number = entry.number.map(String.init) ?? "–"
      let title = entry.title.padding(toLength: width, withPad: " ", startingAt: 0)
      let line = "\(number)  \(TerminalStyle.harmless(title))  \(progress(of: entry, style))"
      StandardOutput.writeLine(line)
    }
    let reached = entries.compactMap(\.score).reduce(0, +)
    let points = entries.reduce(0) { $0 + ($1.maxScore ?? $1.points) }
    StandardOutput.writeLine(
      "\(RunView.points(reached)) of \(RunView.points(points)) points in all")
  }

  /// What a practical has come to, in words.
  private func progress(of entry: Entry, _ style: TerminalStyle) -> String {
    guard let score = entry.score, let maxScore = entry.maxScore else {
      return "\(RunView.points(entry.points)) points  not run yet"
    }
    let length = 10
    let share = maxScore > 0 ? min(1, max(0, score / maxScore)) : 1
    let filled = Int((share * Double(length)).rounded(.down))
    let bar = String(repeating: "█", count: filled)
    let rest = String(repeating: "░", count: length - filled)
    let exercises = RunView.counted(entry.exercises, "exercise")
    var parts = ["\(entry.solved ?? 0) of \(exercises) done"]
    if let open = entry.notImplemented, open > 0 { parts.append("\(open) not implemented") }
    if let stale = entry.stale, stale > 0 {
      parts.append(style.yellow("\(RunView.counted(stale, "cell")) stale"))
    }
    if entry.hintsShown > 0 { parts.append(RunView.counted(entry.hintsShown, "hint")) }
    return "\(RunView.points(entry.points)) points  \(style.green(bar))\(style.dim(rest))  "
      + "last run \(RunView.points(score)) of \(RunView.points(maxScore)); "
      + parts.joined(separator: ", ")
  }

  private func entry(at path: String, of course: Course) throws -> Entry {
    let practical = try PracticalParser.read(path: path)
    let folder = ".practical/\(practical.slug)"
    let result = RunResult(folder: folder)
    let exercises = practical.cells.filter { $0.kind == .exercise }.map(\.id)
    // A machine without a toolchain still lists.
    let states = result.flatMap { _ in
      try? StatusCommand.states(of: practical, in: folder, course: course)
    }
    let record = HintRecord(folder: folder)
    return Entry(
      number: practical.frontMatter.number, slug: practical.slug,
      title: practical.frontMatter.title, path: path, exercises: exercises.count,
      points: practical.declaredPoints, score: result?.score, maxScore: result?.maxScore,
      solved: result.map { result in exercises.count { practical.isSolved($0, in: result) } },
      notImplemented: result.map { result in
        result.cells.count { $0.kind == .exercise && $0.error?.kind == .todo }
      },
      stale: states.map { states in states.count { $0.state == .stale || $0.state == .neverRun } },
      hints: practical.hints.count, hintsShown: practical.hints.count { record.has($0) })
  }
}
