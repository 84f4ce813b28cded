import Foundation
import Testing

/// The wrong answers of `practicals/wrong-answers` get the points that they declare, and the words.
@Suite("Wrong answers")
struct WrongAnswerTests {
  private static let folder = PracticalProgram.package.appending(path: "practicals")

  /// The slugs of all practicals.
  private static let slugs = names(in: folder).filter { $0.hasSuffix(".md") }
    .map { String($0.dropLast(3)) }

  private static func names(in folder: URL) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func everyFolderIsThatOfAPractical() {
    let folders = Self.names(in: Self.folder.appending(path: "wrong-answers"))
    #expect(folders == Self.slugs)
  }

  @Test(arguments: slugs)
  func theyScoreAsDeclaredAndAreToldWhy(_ slug: String) async throws {
    let files = Self.names(in: Self.folder.appending(path: "wrong-answers/\(slug)"))
    try #require(files.count >= 10)
    #expect(files.allSatisfy { $0.hasSuffix(".md") })
    let path = Self.folder.appending(path: slug + ".md").path
    let finished = try await PracticalProgram.run(
      ["lint", path, "--only", "wrong-answers"], in: try Workplace(), seconds: 600)
    #expect(finished.status == 0, "\(finished.output)\n\(finished.errors)")
    #expect(
      finished.output.hasPrefix("✓ wrong answers: \(files.count), of which 0 not as declared"))
  }

  @Test func oneThatScoresOtherwiseOrIsNotToldWhyIsAnError() async throws {
    let folder = try Workplace()
    try folder.write(
      """
      ```swift {#double .exercise points=2}
      func double(_ x: Int) -> Int {
        // BEGIN SOLUTION
        x * 2
        // END SOLUTION
      }
      ```
      ```swift {#check-double .check for=double points=2}
      check("twice 2", double(2), .equals(4))
      check("twice 3 (9: squared)", double(3), .equals(6))
      ```

      """, to: "practical.md")
    try folder.write(
      """
      ---
      title: Squared
      exercise: double
      score: 2
      says: halved
      ---
      Students mix the two up.

      ```swift {#double .exercise}
      func double(_ x: Int) -> Int {
        x * x
      }
      ```

      """, to: "wrong-answers/practical/double-squared.md")
    let finished = try await PracticalProgram.run(
      ["lint", "practical.md", "--only", "wrong-answers"], in: folder)
    #expect(finished.status == 1)
    #expect(
      finished.output.contains("error: \"Squared\" gets 1 points, not the declared 2"))
    #expect(finished.output.contains("error: no check that fails says \"halved\""))
    #expect(finished.output.contains("they say: twice 3 (9: squared): expected 6, got 9"))
  }
}
