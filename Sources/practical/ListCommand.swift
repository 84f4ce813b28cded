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
  }

  mutating func run() throws {
    let course = Course.find()
    let paths = course.practicalPaths()
    guard !paths.isEmpty else {
      throw UsageError(
        "there are no practicals in \(Course.shortened(course.root))/practicals",
        help: "go to the folder of the course, or run a file with `practical run FILE.md`")
    }
    let entries = try paths.map { try entry(at: $0) }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      StandardOutput.writeLine(String(decoding: try encoder.encode(entries), as: UTF8.self))
      return
    }
    let width = entries.map(\.title.count).max() ?? 0
    for entry in entries {
      let number = entry.number.map(String.init) ?? "–"
      let title = entry.title.padding(toLength: width, withPad: " ", startingAt: 0)
      let points = "\(RunView.points(entry.points)) points"
      var line = "\(number)  \(TerminalStyle.harmless(title))  \(points)"
      if let score = entry.score, let maxScore = entry.maxScore {
        line += "  last run \(RunView.points(score)) of \(RunView.points(maxScore))"
      } else {
        line += "  not run yet"
      }
      StandardOutput.writeLine(line)
    }
  }

  private func entry(at path: String) throws -> Entry {
    let practical = try PracticalParser.read(path: path)
    let result = FileManager.default.contents(
      atPath: ".practical/\(practical.slug)/result.json"
    ).flatMap { try? JSONDecoder().decode(RunResult.self, from: $0) }
    return Entry(
      number: practical.frontMatter.number, slug: practical.slug,
      title: practical.frontMatter.title, path: path,
      exercises: practical.cells.count { $0.kind == .exercise },
      points: practical.declaredPoints, score: result?.score, maxScore: result?.maxScore)
  }
}
