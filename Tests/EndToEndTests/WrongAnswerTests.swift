import Foundation
import Notebooks
import Testing

/// The wrong answers of `practicals/wrong-answers` get the points that they declare, and the words.
@Suite("Wrong answers")
struct WrongAnswerTests {
  /// A file with a wrong answer.
  struct File: Sendable, CustomTestStringConvertible {
    /// The slug of the practical, which is the name of the folder.
    var slug: String
    var name: String

    var url: URL { folder.appending(path: "wrong-answers/\(slug)/\(name)") }
    var testDescription: String { "\(slug)/\(name)" }
  }

  private static let folder = PracticalProgram.package.appending(path: "practicals")

  /// The slugs of all practicals.
  private static let slugs = names(in: folder).filter { $0.hasSuffix(".md") }
    .map { String($0.dropLast(3)) }

  private static let files: [File] = names(in: folder.appending(path: "wrong-answers"))
    .flatMap { slug in
      names(in: folder.appending(path: "wrong-answers/\(slug)")).map { File(slug: slug, name: $0) }
    }

  /// Where the answers to a practical run, one after the other and under one name: then what the cells
  /// around an exercise compile to is found in the cache.
  private struct Lane: Sendable {
    let gate = Gate(width: 1)
    let place: Workplace

    init() throws { place = try Workplace() }
  }

  private static let lanes: Result<[String: Lane], any Error> = Result {
    try Dictionary(uniqueKeysWithValues: slugs.map { ($0, try Lane()) })
  }

  private static func names(in folder: URL) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test(arguments: slugs)
  func everyPracticalHasWrongAnswers(_ slug: String) {
    #expect(Self.files.contains { $0.slug == slug && $0.name.hasSuffix(".md") })
  }

  @Test func everyFolderIsThatOfAPractical() {
    #expect(Set(Self.files.map(\.slug)).subtracting(Self.slugs).isEmpty)
  }

  @Test(arguments: files)
  func itScoresAsDeclaredAndIsToldWhy(_ file: File) async throws {
    let answer = try WrongAnswerParser.read(path: file.url.path)
    let author = Self.folder.appending(path: file.slug + ".md")
    let practical = try PracticalParser.read(path: author.path)
    let lane = try #require(try Self.lanes.get()[file.slug], "no practical \(file.slug)")
    let text = try practical.text(with: answer)
    let finished = try await lane.gate.pass {
      try lane.place.write(text, to: "\(file.slug).md")
      return try await PracticalProgram.run(
        ["run", "\(file.slug).md", "--only", answer.exercise, "--json"], in: lane.place)
    }
    try #require(finished.status == 1, "status \(finished.status)\n\(finished.errors)")
    let result = try JSONDecoder().decode(RunDocument.self, from: Data(finished.output.utf8))

    let checks = result.checks.filter { $0.for == answer.exercise }
    let lost = checks.filter { $0.status != .passed }
    let told = lost.map { "\n\($0.status): \($0.name): \($0.message)" }.joined()
    let score = checks.map(\.score).reduce(0, +)
    #expect(abs(score - answer.score) < 0.001, "declared \(answer.score), scores \(score)\(told)")
    #expect(
      lost.contains { $0.name.contains(answer.says) || $0.message.contains(answer.says) },
      "no check says \"\(answer.says)\"\(told)")
  }
}
