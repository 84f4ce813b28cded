import Foundation
import Testing

/// The options of `practical run`.
@Suite("Options of run")
struct OptionTests {
  static let markdown = """
    ---
    title: Options
    seed: 3
    settings:
      epochs: 20
      rate: 0.5
      name: adam
    ---

    ```swift {#base .cell}
    var values = [1.0, 2, 3]
    print("base")
    ```

    ```swift {#unrelated .cell}
    print("unrelated")
    ```

    ```swift {#double .exercise points=2}
    func double(_ x: Double) -> Double { 2 * x }
    ```

    ```swift {#change .cell}
    values.append(4)
    ```

    ```swift {#use .cell}
    print(values.map(double))
    ```

    ```swift {#check-double .check for=double}
    check("of two", double(2), .equals(4))
    check("of three", double(3), .equals(7))
    ```

    ```swift {#settings .cell}
    print(setting("epochs", default: 1), setting("rate", default: 0.1), setting("name", default: "sgd"))
    print(setting("undeclared", default: 9))
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func again(_ options: String...) async throws -> PracticalRun {
    let first = try await Self.shared.value
    let folder = try Workplace()
    try folder.write(Self.markdown, to: "small.md")
    // What is compiled already is not compiled again.
    try FileManager.default.copyItem(
      at: first.folder.url.appending(path: ".practical"),
      to: folder.url.appending(path: ".practical"))
    return try await PracticalRun.again(Self.markdown, ["run", "small.md"] + options, in: folder)
  }

  @Test func untilStopsAfterACell() async throws {
    let run = try await again("--until", "double")
    #expect(run.status == 0)
    #expect(run.result.ids(.ok) == ["base", "unrelated", "double"])
    #expect(run.result.ids(.skipped) == ["change", "use", "check-double", "settings"])
    #expect(run.result.cells.allSatisfy { $0.error == nil })
    #expect(run.result.checks.isEmpty)
  }

  @Test func onlyRunsACellAndWhatItNeeds() async throws {
    let run = try await again("--only", "use")
    #expect(run.status == 0)
    #expect(run.result.ids(.ok) == ["base", "double", "change", "use"])
    #expect(try run.result.cell("use").output == "[2.0, 4.0, 6.0, 8.0]\n")
    #expect(!run.output.contains("unrelated"))
  }

  @Test func onlyAnExerciseRunsItsChecks() async throws {
    let run = try await again("--only", "double")
    #expect(run.status == 1)
    #expect(run.result.ids(.ok) == ["double", "check-double"])
    #expect(run.result.checks.map(\.status) == [.passed, .failed])
    #expect(run.result.score == 1 && run.result.maxScore == 2)
  }

  @Test func settingsComeFromTheFrontMatterAndTheCommandLine() async throws {
    #expect(
      try await Self.shared.value.result.cell("settings").output == "20 0.5 adam\n9\n")
    let run = try await again("--set", "epochs=5", "--set", "name=a=b", "--only", "settings")
    #expect(try run.result.cell("settings").output == "5 0.5 a=b\n9\n")
  }

  @Test func aSettingThatDoesNotReadEndsTheCell() async throws {
    let run = try await again("--set", "epochs=many", "--only", "settings")
    #expect(run.status == 1)
    let failure = try run.result.failure("settings")
    #expect(failure.message == "the setting `epochs` is \"many\", which is no Int")
    #expect(failure.line == (try run.line("setting(\"epochs\"")))
  }

  @Test func outNamesTheFolder() async throws {
    let folder = try Workplace()
    try folder.write("```swift {#one .cell}\nshow(Figure().line([1, 2]))\n```\n", to: "small.md")
    let finished = try await PracticalProgram.run(
      ["run", "small.md", "--out", "results/here"], in: folder)
    #expect(finished.status == 0)
    for name in ["result.json", "report.html", "report.md", "plots/one-1.png"] {
      #expect(folder.has("results/here/" + name), "\(name) is missing")
    }
    #expect(!folder.has(".practical/small"))
    #expect(finished.output.contains("report: results/here/report.html"))
  }

  @Test func jsonIsOneDocumentAndNothingElse() async throws {
    let run = try await again("--json")
    let document = try JSONDecoder().decode(RunDocument.self, from: Data(run.output.utf8))
    #expect(document == run.result)
    #expect(run.finished.errors.isEmpty)
    #expect(run.status == 1)
  }

  @Test func quietTellsOnlyWhatFailed() async throws {
    let run = try await again("--quiet")
    #expect(run.output.contains("of three"))
    #expect(run.output.contains("expected 7, got 6"))
    #expect(run.output.contains("1 of 2 points"))
    for word in ["of two", "unrelated", "base", "compiled"] {
      #expect(!run.output.contains(word), "\(word) is shown")
    }
  }

  @Test func noCacheCompilesAnew() async throws {
    let run = try await again("--no-cache")
    #expect(run.result.ids(.ok).count == 7)
    let cached = try await again()
    #expect(cached.result.compileSeconds < run.result.compileSeconds)
    #expect(cached.result.cells.map(\.output) == run.result.cells.map(\.output))
  }

  @Test func aPracticalIsFoundByNumberSlugAndPath() async throws {
    let folder = try Workplace()
    let text = "---\ntitle: Found\n---\n```swift {#one .cell}\nprint(1)\n```\n"
    try folder.write(text, to: "practicals/07-found.md")
    try folder.write(text, to: "practicals/10-other.md")
    for name in ["7", "07", "07-found", "practicals/07-found.md"] {
      let run = try await PracticalRun.again(text, ["run", name], named: "07-found", in: folder)
      #expect(run.status == 0, "run \(name)")
    }
    #expect(!folder.has(".practical/10-other"))
    let list = try await PracticalProgram.run(["list"], in: folder)
    #expect(list.status == 0)
    #expect(list.output.contains("Found"))
  }
}
