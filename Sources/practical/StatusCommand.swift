import ArgumentParser
import Foundation
import Notebooks

/// `practical status`.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say which results of the last run still hold, and why others do not.",
    discussion: """
      Nothing is run. A cell is fresh when a run would give what the last one gave, stale when something \
      that decides its result has changed, failed, or never run. The exit status is 0 when all are fresh.
      """)

  @Argument(help: "The practical: its number, its slug, or the path of a Markdown file.")
  var practical: String

  @Option(name: .customLong("out"), help: "The folder that the run wrote to.")
  var output: String?

  @Flag(help: "Print one JSON document on standard output, and nothing else.")
  var json = false

  mutating func run() throws {
    let course = Course.find()
    let document = try PracticalParser.read(path: course.path(for: practical))
    let folder = output ?? ".practical/\(document.slug)"
    let states = try Self.states(of: document, in: folder, course: course)
    if json {
      try writeJSON(states, document)
    } else {
      write(states, document)
    }
    if states.contains(where: { $0.state != .fresh }) { throw ExitCode(ExitStatus.failure) }
  }

  /// The states of the cells of a practical.
  static func states(
    of document: Practical, in folder: String, course: Course
  ) throws -> [CellFreshness] {
    let surroundings = try RunSurroundings(Toolchain.find(), datasets: course.datasets)
    return SavedRun.freshness(
      of: document, since: SavedRun(folder: folder), surroundings: surroundings,
      showing: Course.shortened)
  }

  private func write(_ states: [CellFreshness], _ document: Practical) {
    let style = TerminalStyle.detect()
    let title = TerminalStyle.harmless(document.frontMatter.title)
    StandardOutput.writeLine("\(style.bold(title))  \(Self.summary(states))")
    let width = min(32, states.map(\.cell.id.count).max() ?? 0)
    for state in states {
      let (mark, word) =
        switch state.state {
        case .fresh: (style.green("✓"), "fresh")
        case .stale: (style.yellow("~"), "stale: ")
        case .failed: (style.red("✗"), "failed: ")
        case .neverRun: (style.dim("·"), "never run: ")
        }
      let padding = String(repeating: " ", count: max(0, width - state.cell.id.count))
      let reason = TerminalStyle.harmless(String(state.reason.prefix(300)))
        .replacingOccurrences(of: "\n", with: " ")
      StandardOutput.writeLine("\(mark) \(state.cell.id)\(padding)  \(word)\(reason)")
    }
    if states.allSatisfy({ $0.state == .neverRun }) {
      StandardOutput.writeLine("run it with `practical run \(practical)`")
    }
  }

  /// How many cells are in which state, in words.
  static func summary(_ states: [CellFreshness]) -> String {
    let words: [(CellFreshness.State, String)] = [
      (.fresh, "fresh"), (.stale, "stale"), (.failed, "failed"), (.neverRun, "never run"),
    ]
    let parts = words.compactMap { state, word in
      let count = states.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(word)"
    }
    return "\(RunView.counted(states.count, "cell")): \(parts.joined(separator: ", "))"
  }

  private struct Document: Encodable {
    struct Cell: Encodable {
      var id: String
      var kind: CellKind
      var line: Int
      var state: CellFreshness.State
      var reason: String
    }
    var practical: String
    var title: String
    var cells: [Cell]
  }

  private func writeJSON(_ states: [CellFreshness], _ document: Practical) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = try encoder.encode(
      Document(
        practical: document.slug, title: document.frontMatter.title,
        cells: states.map {
          Document.Cell(
            id: $0.cell.id, kind: $0.cell.kind, line: $0.cell.line, state: $0.state,
            reason: $0.reason)
        }))
    StandardOutput.writeLine(String(decoding: text, as: UTF8.self))
  }
}
