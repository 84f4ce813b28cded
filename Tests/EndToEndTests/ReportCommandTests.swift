import Foundation
import Testing

/// `practical report`: the course on a page, and reports written again.
@Suite("The report command")
struct ReportCommandTests {
  private static let markdown = """
    ---
    number: 1
    title: First steps & more
    ---
    # First steps & more

    ```swift {#double .exercise points=2}
    //| title: Twice `x`
    func double(_ x: Double) -> Double { 2 * x }
    ```

    ```swift {#figure .cell}
    show(Figure(title: "Twice").line([0.0, 2, 4]))
    show(Table(columns: ["x", "twice"], rows: [[1, 2], [10, 20]]))
    ```

    ```swift {#check-double .check for=double points=2}
    check("twice two is four", double(2), .equals(4))
    ```
    """

  private func course() async throws -> Workplace {
    let folder = try Workplace()
    try folder.write(Self.markdown, to: "practicals/01-first.md")
    try folder.write(
      "# Second\n\n```swift {#b .exercise}\ntodo(\"b\")\n```\n", to: "practicals/02-second.md")
    return folder
  }

  @Test("A report that is written again is the same, and says when its practical has changed")
  func again() async throws {
    let folder = try await course()
    let run = try await PracticalProgram.run(["run", "1", "--quiet"], in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let page = ".practical/01-first/report.html"
    let first = try #require(folder.bytes(page))
    let markdown = try #require(folder.bytes(".practical/01-first/report.md"))
    for name in ["report.html", "report.md"] {
      try FileManager.default.removeItem(
        at: folder.url.appending(path: ".practical/01-first/\(name)"))
    }
    let report = try await PracticalProgram.run(["report", "1"], in: folder)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.output == "report: \(page)\n")
    #expect(folder.bytes(page) == first)
    #expect(folder.bytes(".practical/01-first/report.md") == markdown)
    let edited = Self.markdown.replacing("2 * x }", with: "x + x }")
    try folder.write(edited, to: "practicals/01-first.md")
    _ = try await PracticalProgram.run(["report", "1"], in: folder)
    let text = try #require(folder.text(page))
    #expect(text.contains("The practical has changed since this run: the results of 3 cells"))
  }

  @Test("Without a run there is nothing to write")
  func noRun() async throws {
    let report = try await PracticalProgram.run(["report", "2"], in: try await course())
    #expect(report.status == 2)
    #expect(report.errors.contains("there is no run of `02-second` in .practical/02-second"))
    #expect(report.errors.contains("help: run it first with `practical run 2`"))
  }

  @Test("The page of the course leads to the reports that there are")
  func courses() async throws {
    let folder = try await course()
    _ = try await PracticalProgram.run(["run", "1", "--quiet"], in: folder)
    let report = try await PracticalProgram.run(["report"], in: folder)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.output == "course page: .practical/index.html\n")
    let page = try #require(folder.text(".practical/index.html"))
    #expect(page.contains("1 of 2 practicals run · 1 of 2 exercises done"))
    #expect(page.contains("href=\"01-first/report.html\">First steps &amp; more</a>"))
    #expect(page.contains("href=\"01-first/report.html#cell-double\">Twice <code>x</code></a>"))
    #expect(page.contains("not run yet · 1 exercise"))
    let elsewhere = try await PracticalProgram.run(["report", "--out", "site/a"], in: folder)
    #expect(elsewhere.status == 0)
    let other = try #require(folder.text("site/a/index.html"))
    #expect(other.contains("href=\"../../.practical/01-first/report.html\""))
  }

  @Test("A folder that cannot be written to is told")
  func folders() async throws {
    let folder = try await course()
    try folder.write("a file", to: "taken")
    let report = try await PracticalProgram.run(["report", "--out", "taken"], in: folder)
    #expect(report.status == 2)
    #expect(report.errors.contains("help: choose a folder that can be written to with --out"))
  }
}
