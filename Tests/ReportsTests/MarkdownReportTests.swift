import Notebooks
import Testing

@testable import Reports

@Suite("The report as Markdown")
struct MarkdownReportTests {
  @Test("Prose, code, output, plots and checks in GitHub's Markdown")
  func document() {
    var exercise = Samples.cell("relu", .exercise, code: "//| title: The rectifier\nlet a = 1\n")
    exercise.title = "The rectifier"
    let check = Samples.cell("check-relu", .check, line: 20, code: "check(a)\n")
    let document = ReportWriter.markdown(
      practical: Samples.practical([
        .prose(Prose(markdown: "# Sample\n\nSee *this*.\n", line: 1)), .cell(exercise),
        .cell(check),
      ]),
      result: Samples.result(
        cells: [
          Samples.ran(exercise, output: "\u{1B}[31m```\u{1B}[0m\n", plots: ["plots/relu-1.png"]),
          Samples.ran(check),
        ],
        checks: [
          Samples.check(
            "a | b", in: "check-relu", for: "relu", .failed, message: "<got>\n`2`")
        ]),
      details: ReportDetails(date: "today"),
      plot: { _ in PlotFile(png: [], width: 1, height: 1, alternativeText: "A [line]") })
    #expect(
      document == """
        > **Sample** · **0 of 1 points**\\
        > 2 of 2 cells ran · 0 of 1 check passed · 8.10 s · today

        # Sample

        See *this*.

        ✗ **The rectifier** · 0 of 1 points

        ```swift
        let a = 1
        ```

        ````text
        ```
        ````

        ![A \\[line\\]](plots/relu-1.png)

        ✗ **check-relu** · 0 of 1 points

        ```swift
        check(a)
        ```

        | | Check | Points | |
        | --- | --- | ---: | --- |
        | ✗ | a \\| b | 0 / 1 | &lt;got&gt; \\`2\\` |

        ## Summary

        | Cell | Status | Time | Peak memory |
        | --- | --- | ---: | ---: |
        | The rectifier | ✗ failed | 250 ms | 31 MB |
        | check-relu | ✗ failed | 250 ms | 31 MB |

        | Detail | |
        | --- | --- |
        | Practical | 01-sample |
        | Seed | 389 |
        | Compiling | 800 ms |

        """)
  }

  @Test("A plot with a dark one follows the reader's setting on GitHub, at the size of the figure")
  func darkPlots() {
    let cell = Samples.cell("relu")
    var file = PlotFile(
      png: [], width: 320, height: 200, alternativeText: "a\n\n\"><script>x</script>")
    file.darkPNG = []
    let report = ReportWriter.markdown(
      practical: Samples.practical([.cell(cell)]),
      result: Samples.result(cells: [Samples.ran(cell, plots: ["plots/relu-1.png"])]),
      details: ReportDetails(), plot: { _ in file })
    #expect(
      report.contains(
        """
        <picture><source media="(prefers-color-scheme: dark)" srcset="plots/relu-1-dark.png">\
        <img src="plots/relu-1.png" width="320" \
        alt="a &quot;&gt;&lt;script&gt;x&lt;/script&gt;"></picture>
        """))
  }

  @Test("Errors, questions and hints")
  func others() {
    let cell = Samples.cell("a")
    let document = ReportWriter.markdown(
      practical: Samples.practical([
        .cell(cell),
        .quiz(
          Quiz(
            id: "q", points: 1, title: nil, question: "Which?",
            choices: [.init(markdown: "one", isTicked: true, line: 1)], line: 1)),
        .answer(FreeAnswer(id: "why", points: 1, title: nil, text: "So.\n\nYes.", line: 1)),
        .hint(Hint(exercise: "a_b<", markdown: "Try.", line: 1)),
      ]), result: Samples.result(cells: [Samples.failed(cell, .trap, "out of range", column: 7)]),
      details: ReportDetails(isInterrupted: true), plot: { _ in nil })
    #expect(document.contains("**Crashed** at line 11, column 7:\n\n```text\nout of range\n```\n"))
    #expect(document.contains("**q**\n\nWhich?\n\n- [x] one\n"))
    #expect(document.contains("> So.\n> \n> Yes.\n"))
    #expect(document.contains("<details><summary>Hint for a_b&lt;</summary>\n\nTry.\n\n</details>"))
    #expect(document.contains("> **This run was interrupted."))
  }

  @Test(
    "Only paths below the report become links",
    arguments: [
      ("plots/a-1.png", "plots/a-1.png"), ("plots/a b).png", "plots/a%20b%29.png"),
      ("../x.png", nil), ("/etc/x.png", nil), ("javascript:x", "javascript%3Ax"), ("", nil),
    ])
  func addresses(_ path: String, _ expected: String?) {
    #expect(MarkdownEscaping.relativeAddress(path) == expected)
  }
}
