import Testing

/// What a run leaves behind for people.
@Suite("Figures and reports")
struct ReportTests {
  static let markdown = """
    ---
    title: Pictures & <reports>
    ---
    # Pictures

    Some *prose* with $x^2$ and <b onclick="steal()">markup</b>.

    ```swift
    let shownOnly = "never compiled"
    ```

    ```swift {#figures .cell title="Two figures"}
    show(Figure(title: "Loss").line([3.0, 2, 1], label: "train"))
    print("between")
    show(
      Figure(title: "Points").scatter([1.0, 2, 3], [2.0, 4, 8], label: "data"))
    ```

    ```swift {#table .cell}
    show(Table(title: "Sizes", columns: ["name", "count"], rows: [["alpha", 12], ["beta", 3]]))
    ```

    ```swift {#images .cell}
    show(Tensor((0..<32).map { Float($0) / 32 }, shape: [2, 4, 4]), columns: 2)
    ```

    ```swift {#markup .cell}
    print("<script>alert(1)</script> & \\"quotes\\" ```")
    ```

    ```swift {#fails .cell}
    show(Figure(title: "Before the end").line([1.0, 2]))
    fatalError("<img src=x onerror=alert(2)>")
    ```

    ```swift {#check .check points=1}
    check("<i>name</i>", "<script>alert(3)</script>", .equals("other"))
    ```

    ```quiz {#question points=1}
    Which?

    - [ ] this
    - [x] that
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func run() async throws -> PracticalRun { try await Self.shared.value }

  @Test func plotsAreListedInOrder() async throws {
    let run = try await run()
    #expect(run.status == 1)
    #expect(
      try run.result.cell("figures").plots == ["plots/figures-1.png", "plots/figures-2.png"])
    #expect(try run.result.cell("images").plots == ["plots/images-1.png"])
    #expect(try run.result.cell("table").plots == [])
    #expect(try run.result.cell("fails").plots == ["plots/fails-1.png"])
  }

  @Test(arguments: ["figures-1", "figures-2", "images-1", "fails-1"])
  func aPlotIsAPicture(_ name: String) async throws {
    let png = try await run().file("plots/\(name).png")
    #expect(png.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(Array(png[12..<16]) == Array("IHDR".utf8))
    let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
    let height = png[20..<24].reduce(0) { $0 << 8 | Int($1) }
    #expect((100...4000).contains(width), "\(width) pixels wide")
    #expect((50...4000).contains(height), "\(height) pixels high")
    #expect(Array(png.suffix(8).prefix(4)) == Array("IEND".utf8))
  }

  @Test func whatIsShownStandsInTheOutput() async throws {
    let run = try await run()
    #expect(try run.result.cell("figures").output.contains("between\n"))
    let table = try run.result.cell("table").output
    for word in ["Sizes", "name", "count", "alpha", "12", "beta"] {
      #expect(table.contains(word), "\(word) is missing in\n\(table)")
    }
    #expect(run.output.contains("▸ plots/figures-1.png"))
    #expect(run.output.contains("alpha"))
  }

  @Test func thePageHoldsEverythingAndNoMarkupOfTheCells() async throws {
    let page = String(decoding: try await run().file("report.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!doctype html>") || page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("Pictures &amp; &lt;reports&gt;"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;"))
    for markup in [
      "<script>alert", "<img src=x", "<i>name</i>", "onclick=\"steal()\"", "<b onclick",
    ] {
      #expect(!page.contains(markup), "\(markup) is in the page")
    }
    for word in [
      "data:image/png;base64,", "Two figures", "never compiled", "between", "Sizes", "Which?",
    ] {
      #expect(page.contains(word), "\(word) is missing in the page")
    }
    // Nothing is fetched from elsewhere when it is opened.
    for reference in ["src=\"http", "href=\"http", "url(http", "src=\"plots/"] {
      #expect(!page.contains(reference), "\(reference) is in the page")
    }
  }

  @Test func theMarkdownHoldsTheOutputToo() async throws {
    let report = String(decoding: try await run().file("report.md"), as: UTF8.self)
    for word in ["plots/figures-1.png", "between", "alpha", "figures", "0 of 1"] {
      #expect(report.contains(word), "\(word) is missing in the report")
    }
  }

  @Test func whatIsShownStandsWhereItWasShown() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#mixed .cell}
      for step in 0..<30 {
        print("before \\(step)")
        show(Table(columns: ["step"], rows: [["shown \\(step)"]]))
        print("after \\(step)")
      }
      ```
      """)
    let words = run.result.cells[0].output.split(separator: "\n").filter {
      $0.hasPrefix("before") || $0.hasPrefix("shown") || $0.hasPrefix("after")
    }.map { $0.filter { $0 != " " } }
    let expected = (0..<30).flatMap { ["before\($0)", "shown\($0)", "after\($0)"] }
    #expect(words == expected)
  }

  @Test func plotsOfAnEarlierRunAreGone() async throws {
    let folder = try Workplace()
    try folder.write("```swift {#old .cell}\nshow(Figure().line([1, 2]))\n```\n", to: "small.md")
    let first = try await PracticalProgram.run(["run", "small.md"], in: folder)
    #expect(first.status == 0)
    #expect(folder.has(".practical/small/plots/old-1.png"))
    try folder.write("```swift {#new .cell}\nshow(Figure().line([1, 2]))\n```\n", to: "small.md")
    let second = try await PracticalProgram.run(["run", "small.md"], in: folder)
    #expect(second.status == 0)
    #expect(!folder.has(".practical/small/plots/old-1.png"))
    #expect(folder.has(".practical/small/plots/new-1.png"))
  }
}
