import Drawing
import Notebooks
import Plots

@testable import Reports

/// A practical that has every kind of element in every state, and what it came to.
enum EveryElement {
  static let markdown = ##"""
    ---
    number: 7
    title: Every element of a report
    data: [mnist-5k]
    seed: 389
    ---
    # Every element of a report

    Prose with *emphasis*, **weight**, `code`, ~~an error~~, a [link](https://example.org/) and one to
    [an exercise](#relu). Inline $x_1^2 + \sqrt{y}$, and on a line of its own

    $$\frac{\partial L}{\partial w} = \sum_{i=1}^{n} \left(\sigma(w^\top x_i) - y_i\right) x_i$$

    A formula that is wider than a phone:

    $$a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14} = \prod_{k} b_k$$

    ## 1 Blocks

    - a list
      - within a list
    1. a number
    - [x] done
    - [ ] not done

    > A quotation, with a `word` in it.

    | left | right | middle |
    | --- | ---: | :---: |
    | a | 1.25 | $\alpha$ |
    | a very long text that has to go somewhere on a narrow screen | 12.5 | $\beta$ |

    ```swift
    let shownOnly = "never compiled"
    ```

    ```text
    x ──── w ──▶  a drawing of text that is rather wide, wider than any telephone is, by quite a bit
    ```

    ### 1.1 Cells

    ```swift {#given .cell}
    // A comment that goes on and on until it is as long as the longest line that the style of the course allows.
    struct Neuron<Input: Sendable> { var weights = [0.5, 1e-3], name = "a \(1 + 2) b" }
    print("\u{1B}[32mgreen\u{1B}[0m and \u{1B}[1;31mbold red\u{1B}[0m")
    ```

    ```swift {#tables .cell title="Tables"}
    show(table)
    ```

    ```swift {#figures .cell}
    show(figure)
    ```

    ## 2 Exercises

    ```swift {#relu .exercise points=4}
    //| title: The rectifier `relu`
    func relu(_ x: Double) -> Double { max(0, x) }
    ```

    ```hint {for=relu}
    `max` gives the larger of two numbers.
    ```

    ```swift {#check-relu .check for=relu points=2}
    check("`relu` keeps positives", relu(1), .equals(1))
    check("and zeroes negatives", relu(-1), .equals(0))
    ```

    ```swift {#hidden-relu-with-a-rather-long-name .check .hidden for=relu points=2}
    check("on random input", relu(-2), .equals(0))
    ```

    ```swift {#open .exercise points=3}
    todo("open")
    ```

    ```swift {#typo .cell}
    let x = meen([1, 2])
    ```

    ```swift {#crash .cell}
    let seventh = [1, 2][6]
    ```

    ```swift {#planned .cell expect-error=true}
    throw Oops()
    ```

    ```swift {#needs .cell}
    print(x)
    ```

    ```quiz {#question points=1}
    Which of these is $\sigma(0)$?

    - [ ] $0$
    - [x] $\tfrac12$
    ```

    ```answer {#why points=3}
    Because the slope is at most $\tfrac14$.
    ```

    ```answer {#unanswered points=3}
    ```
    """##

  /// The practical.
  static func practical() throws -> Practical {
    try PracticalParser.parse(
      SourceFile(path: "practicals/07-every-element.md", text: markdown), slug: "07-every-element")
  }

  /// What it came to.
  static func result(of practical: Practical) -> RunResult {
    var results: [String: CellResult] = [:]
    for cell in practical.cells { results[cell.id] = Samples.ran(cell) }
    results["given"]?.output =
      "\u{1B}[32mgreen\u{1B}[0m and \u{1B}[1;31mbold red\u{1B}[0m\n"
      + "0123456789 ".repeated(20) + "\n"
    results["tables"]?.output =
      "before the table\n\n" + table(rows: 60).plainText + "\n" + table(rows: 3).plainText
      + "\nafter it\n\n" + wideTable.plainText + "\n"
    results["figures"]?.plots = ["plots/figures-1.png", "plots/figures-2.png", "plots/gone.png"]
    results["figures"]?.seconds = 75
    for (id, kind, message) in [
      ("open", CellErrorKind.todo, "`open` is not implemented yet"),
      ("typo", .compile, "cannot find 'meen' in scope"),
      ("crash", .trap, "Index out of range"), ("planned", .thrown, "Oops()"),
      ("needs", .missing, "needs `x` of the cell `typo` (line 75), which does not compile"),
    ] {
      guard let cell = practical.cells.first(where: { $0.id == id }) else { continue }
      results[id] = Samples.failed(cell, kind, message, column: 9)
      if id == "needs" { results[id]?.status = .skipped }
      if id == "planned" { results[id]?.status = .ok }
    }
    var hidden = Samples.check(
      "on random input", in: "hidden-relu-with-a-rather-long-name", for: "relu", .failed,
      message: "at [3]: expected 0.123457 ± 1e-05, got −0.4 (12 of 20 values differ)")
    hidden.hidden = true
    var open = Samples.check("it is open", in: "open", .notGradable, message: "not implemented")
    open.maxScore = 3
    return Samples.result(
      title: practical.frontMatter.title, cells: practical.cells.compactMap { results[$0.id] },
      checks: [
        Samples.check("`relu` keeps positives", in: "check-relu", for: "relu"),
        Samples.check("and zeroes negatives", in: "check-relu", for: "relu"), hidden, open,
        Samples.check("Question", in: "question", .failed, message: "not the right boxes"),
      ])
  }

  /// The report of the practical.
  static func page() throws -> String {
    let practical = try practical()
    let plots = try plots()
    return ReportWriter.html(
      practical: practical, result: result(of: practical),
      details: ReportDetails(
        items: [
          .init(name: "practical", value: "0.1.0"), .init(name: "Swift", value: "6.3.1"),
          .init(name: "mnist-5k/train-images.idx", value: "SHA-256 e6423bd424b9621a…"),
        ], date: "21 November 2026, 13:20"),
      plot: { plots[$0] })
  }

  /// Two plots, drawn: curves, which are smaller as shapes, and pictures, which are not.
  static func plots() throws -> [String: PlotFile] {
    let curves = Figure(title: "Loss", xLabel: "epoch", yLabel: "loss")
      .line((0..<200).map { 3 / Double($0 + 1) }, label: "training")
    let pixels = Figure(title: "Noise").images(
      ImageValues(
        count: 12, height: 28, width: 28, channels: 1,
        values: (0..<(12 * 28 * 28)).map { Float($0 &* 7919 % 97) / 97 }), columns: 6)
    var files: [String: PlotFile] = [:]
    for (index, figure) in [curves, pixels].enumerated() {
      let light = try FigureRenderer(theme: .light).files(figure)
      let dark = try FigureRenderer(theme: .dark).files(figure)
      var file = PlotFile(png: light.png, alternativeText: figure.altText)
      file.svg = light.svg
      file.darkPNG = dark.png
      file.darkSVG = dark.svg
      files["plots/figures-\(index + 1).png"] = file
    }
    return files
  }

  /// A table that is wider than paper.
  private static var wideTable: Table {
    var table = Table(columns: ["name"] + (1...14).map { "measure \($0)" })
    for row in 0..<3 {
      var cells: [any TableValue] = ["row \(row)"]
      for column in 0..<14 { cells.append(Double(row * 14 + column) / 7) }
      table.append(cells)
    }
    return table
  }

  private static func table(rows: Int) -> Table {
    var table = Table(
      title: rows == 3 ? "" : "Sizes",
      columns: ["model", "parameters", "accuracy", "remark on what was found"])
    for row in 0..<rows {
      table.append([
        "model \(row)", 7850 + row, 0.9 + Double(row) / 1000, row % 2 == 0 ? "" : "a remark",
      ])
    }
    return table
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
