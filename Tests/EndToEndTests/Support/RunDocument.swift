import Foundation
import Testing

/// `result.json`, declared from the documentation of the format and not from the program's own types.
struct RunDocument: Decodable, Equatable, Sendable {
  struct Cell: Decodable, Equatable, Sendable {
    struct Failure: Decodable, Equatable, Sendable {
      enum Kind: String, Decodable {
        case compile, thrown, trap, timeout, memory, todo, missing
      }
      var kind: Kind
      var message: String
      var line: Int
      var column: Int
    }
    enum Kind: String, Decodable {
      case cell, exercise, check
    }
    enum Status: String, Decodable {
      case ok, failed, skipped
    }
    var id: String
    var kind: Kind
    var line: Int
    var status: Status
    var seconds: Double
    var peakMemoryBytes: Int
    var cached: Bool
    var output: String
    var plots: [String]
    var error: Failure?
  }

  struct Check: Decodable, Equatable, Sendable {
    enum Status: String, Decodable {
      case passed, failed, notGradable
    }
    var name: String
    var cell: String
    var `for`: String
    var status: Status
    var score: Double
    var maxScore: Double
    var message: String
    var hidden: Bool
  }

  var practical: String
  var title: String
  var seed: UInt64
  var score: Double
  var maxScore: Double
  var seconds: Double
  var compileSeconds: Double
  var cells: [Cell]
  var checks: [Check]

  /// The cell with an id.
  func cell(_ id: String) throws -> Cell {
    try #require(cells.first { $0.id == id }, "there is no cell \(id) in the result")
  }

  /// The error of a cell that has one.
  func failure(_ id: String) throws -> Cell.Failure {
    try #require(try cell(id).error, "the cell \(id) has no error")
  }

  /// The check with a name.
  func check(_ name: String) throws -> Check {
    try #require(checks.first { $0.name == name }, "there is no check \"\(name)\" in the result")
  }

  /// The ids of the cells that ended in a way.
  func ids(_ status: Cell.Status) -> [String] { cells.filter { $0.status == status }.map(\.id) }
}

/// One run of a small practical, kept for the tests that look at it.
struct PracticalRun: Sendable {
  var markdown: String
  var finished: Finished
  var result: RunDocument

  var status: Int { finished.status }
  var output: String { finished.output }
  var folder: Workplace { finished.folder }

  /// Writes a practical into a folder of its own, runs it there, and reads the result.
  static func of(
    _ markdown: String, _ options: String..., named name: String = "small",
    environment: [String: String?] = [:]
  ) async throws -> PracticalRun {
    let folder = try Workplace()
    try folder.write(markdown, to: name + ".md")
    return try await again(
      markdown, ["run", name + ".md"] + options, named: name, in: folder, environment: environment)
  }

  /// Runs what is in a folder already.
  static func again(
    _ markdown: String, _ arguments: [String], named name: String = "small", in folder: Workplace,
    environment: [String: String?] = [:]
  ) async throws -> PracticalRun {
    let finished = try await PracticalProgram.run(arguments, in: folder, environment: environment)
    let file = folder.url.appending(path: ".practical/\(name)/result.json")
    let data = try #require(
      FileManager.default.contents(atPath: file.path),
      "no result.json; status \(finished.status)\n\(finished.output)\n\(finished.errors)")
    return PracticalRun(
      markdown: markdown, finished: finished,
      result: try JSONDecoder().decode(RunDocument.self, from: data))
  }

  /// A file of the output folder.
  func file(_ name: String) throws -> [UInt8] {
    try #require(
      folder.bytes(".practical/\(result.practical)/\(name)"), "\(name) was not written")
  }

  /// The 1-based line of the Markdown that holds a text.
  func line(_ text: String) throws -> Int { try line(holding: text, in: markdown) }

  /// Where a text stands: its 1-based line and column.
  func place(_ text: String) throws -> (line: Int, column: Int) {
    let line = try line(text)
    let content = markdown.split(separator: "\n", omittingEmptySubsequences: false)[line - 1]
    let start = try #require(content.firstRange(of: text)).lowerBound
    return (line, content.distance(from: content.startIndex, to: start) + 1)
  }
}

/// The 1-based line that holds a text.
func line(holding text: String, in markdown: String) throws -> Int {
  let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
  return try #require(lines.firstIndex { $0.contains(text) }, "\"\(text)\" is not in the text") + 1
}

extension PracticalRun {
  fileprivate func line(holding text: String, in markdown: String) throws -> Int {
    try EndToEndTests.line(holding: text, in: markdown)
  }
}
