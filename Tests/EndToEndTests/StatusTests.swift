import Foundation
import Testing

/// `practical status`: which results still hold, and why others do not.
@Suite("Status")
struct StatusTests {
  private static let markdown = """
    ---
    title: Status
    seed: 2
    settings:
      size: 3
    ---

    ```swift {#weights .cell}
    let weights = (try? Tensor(contentsOf: "weights.npy")) ?? Tensor([1, 2, 3])
    ```

    ```swift {#broken .cell}
    let list = [1, 2]
    print(list[list.count])
    ```

    ```swift {#relu .exercise points=2}
    func relu(_ x: Float) -> Float { max(0, x) }
    ```

    ```swift {#check-relu .check for=relu}
    check("of one", relu(1), .equals(1))
    check("of minus one", relu(-1), .equals(-1))
    ```
    """

  private struct Document: Decodable {
    struct Cell: Decodable {
      var id: String
      var kind: String
      var line: Int
      var state: String
      var reason: String
    }
    var practical: String
    var title: String
    var cells: [Cell]

    func states() -> [String] { cells.map(\.state) }
    func reason(_ id: String) -> String? { cells.first { $0.id == id }?.reason }
  }

  /// A folder in which the practical has been run; each test has its own copy.
  private static let shared = Task { try await PracticalRun.of(markdown) }

  /// Runs nothing: each test writes its change and asks.
  private func status(
    after text: String = markdown, in folder: Workplace, _ options: String...,
    environment: [String: String?] = [:]
  ) async throws -> Document {
    try folder.write(text, to: "small.md")
    let finished = try await PracticalProgram.run(
      ["status", "small.md", "--json"] + options, in: folder, environment: environment)
    #expect(finished.errors.isEmpty)
    return try JSONDecoder().decode(Document.self, from: Data(finished.output.utf8))
  }

  @Test func beforeAnyRunNothingHasRun() async throws {
    let folder = try Workplace()
    let document = try await status(in: folder)
    #expect(document.states() == Array(repeating: "neverRun", count: 4))
    #expect(!folder.has(".practical"), "asking leaves nothing behind")
  }

  @Test func everyStateHasItsReason() async throws {
    let run = try await PracticalRun.of(Self.markdown)
    let folder = run.folder
    let fresh = try await status(in: folder)
    #expect(fresh.states() == ["fresh", "failed", "fresh", "failed"])
    let line = try run.line("list.count")
    #expect(fresh.reason("broken")?.hasPrefix("trap at line \(line): ") == true)
    #expect(fresh.reason("check-relu")?.contains("of minus one") == true)

    // Prose moves cells and changes nothing else; the line of an error moves along.
    let prose = Self.markdown.replacing("```swift {#broken", with: "More.\n\n```swift {#broken")
    let moved = try await status(after: prose, in: folder)
    #expect(moved.states() == fresh.states())
    #expect(moved.reason("broken")?.hasPrefix("trap at line \(line + 2): ") == true)

    let edited = try await status(
      after: Self.markdown.replacing("[1, 2]", with: "[1, 2, 3]"), in: folder)
    #expect(edited.states() == ["fresh", "stale", "stale", "stale"])
    #expect(edited.reason("broken") == "its code changed")
    #expect(edited.reason("relu") == "`broken` above it changed")

    let points = try await status(
      after: Self.markdown.replacing("points=2", with: "points=4"), in: folder)
    #expect(points.states() == ["fresh", "failed", "stale", "stale"])
    #expect(points.reason("check-relu")?.contains("points") == true)

    let added = try await status(
      after: Self.markdown.replacing(
        "```swift {#relu", with: "```swift {#extra .cell}\nprint(1)\n```\n\n```swift {#relu"),
      in: folder)
    #expect(added.states() == ["fresh", "failed", "neverRun", "stale", "stale"])
    #expect(added.reason("extra") == "added since the last run")
    #expect(added.reason("relu") == "`extra` above it was put in")

    let start = try #require(Self.markdown.firstRange(of: "```swift {#broken")).lowerBound
    let end = try #require(Self.markdown.firstRange(of: "```swift {#relu")).lowerBound
    let removed = try await status(
      after: String(Self.markdown[..<start] + Self.markdown[end...]), in: folder)
    #expect(removed.states() == ["fresh", "stale", "stale"])
    #expect(removed.reason("relu") == "`broken`, which stood above it, is gone")

    for (text, reason) in [
      ("seed: 2", "the last run had the seed 2, not 7"), ("size: 3", "the setting `size` was"),
    ] {
      let other = text.replacing(/\d/, with: "7")
      let changed = try await status(after: Self.markdown.replacing(text, with: other), in: folder)
      #expect(changed.states() == Array(repeating: "stale", count: 4))
      #expect(changed.reason("relu")?.contains(reason) == true)
    }

    let environment = try await status(in: folder, environment: ["OMP_NUM_THREADS": "2"])
    #expect(environment.reason("weights")?.contains("OMP_NUM_THREADS changed") == true)

    try folder.write("not numbers", to: "weights.npy")
    let read = try await status(in: folder)
    #expect(read.states() == Array(repeating: "stale", count: 4))
    #expect(read.reason("weights") == "it read weights.npy, which changed")
    #expect(read.reason("relu") == "`weights` above it read weights.npy, which changed")
  }

  @Test func cellsThatTheLastRunDidNotComeTo() async throws {
    let run = try await PracticalRun.of(Self.markdown, "--until", "weights")
    let document = try await status(in: run.folder)
    #expect(document.states() == ["fresh", "neverRun", "neverRun", "neverRun"])
    #expect(document.reason("relu") == "the last run did not come to it")
  }

  @Test func aDamagedStateIsNone() async throws {
    let run = try await PracticalRun.of(Self.markdown, "--until", "weights")
    for text in ["", "{", "[]", "{\"version\": 1}"] {
      try run.folder.write(text, to: ".practical/small/state.json")
      #expect(try await status(in: run.folder).states() == Array(repeating: "neverRun", count: 4))
    }
  }

  @Test func theExitStatusAndThePlainText() async throws {
    let text = "```swift {#a .cell}\nprint(1)\n```\n"
    let run = try await PracticalRun.of(text)
    let fresh = try await PracticalProgram.run(["status", "small.md"], in: run.folder)
    #expect(fresh.status == 0)
    #expect(fresh.output.contains("✓ a  fresh"))
    try run.folder.write(text.replacing("1", with: "2"), to: "small.md")
    let stale = try await PracticalProgram.run(["status", "small.md"], in: run.folder)
    #expect(stale.status == 1)
    #expect(stale.output.contains("~ a  stale: its code changed"))
    let none = try await PracticalProgram.run(["status", "99"], in: run.folder)
    #expect(none.status == 2 && none.errors.contains("help: "))
  }
}
