import Notebooks

extension HTMLReport {
  /// Writes a cell: its code, what it printed and drew, its error, and the checks in it.
  mutating func write(_ cell: Cell, plot: (String) -> PlotPicture?) {
    let result = outline.result(of: cell)
    // What a cell came to before an edit stays in sight until it comes to something else.
    let earlier = result == nil ? outline.live?.earlier[cell.id] : nil
    let mark = outline.mark(of: cell)
    let checks = outline.checks(in: cell.id)
    let anchor = LinkPolicy.anchor(cell: cell.id)
    note(cell, mark: mark, anchor: anchor)

    html.markup("<article class=\"cell ")
    html.markup(Self.className(of: cell.kind))
    if mark == .running { html.markup(" running") }
    if earlier != nil { html.markup(" earlier") }
    html.markup("\"")
    html.attribute("id", anchor)
    html.attribute("aria-label", "\(Self.label(of: cell.kind)) \(outline.name(of: cell))")
    let isFolded =
      (cell.kind == .check || foldsGivenCells && cell.kind == .cell) && result?.error == nil
    html.markup(isFolded ? "><details>" : "><details open>")
    writeBar(of: cell, mark: mark, result: result)
    let isMild = mark == .expectedError || result?.error?.kind.isMild == true
    let listing = CodeListing(of: cell)
    if !listing.isEmpty {
      listing.write(
        to: &html, marking: result?.error.map { .init(number: $0.line, isMild: isMild) })
    }
    html.markup("</details>\n")
    if let activity = outline.live?.activity, activity.cell == cell.id {
      write(activity, of: cell, earlier: earlier, plot: plot)
    } else if let earlier {
      write(earlier, of: cell, plot: plot)
    } else if let result {
      writeOutput(of: result)
      writePlots(result.plots, named: outline.name(of: cell), plot: plot)
      if let error = result.error { write(error, isExpected: mark == .expectedError) }
    }
    if earlier == nil {
      writeTable(of: checks, named: outline.name(of: cell), isHidden: cell.isHidden)
    }
    html.markup("</article>\n")
  }

  /// Puts exercises, checks that stand alone and cells that failed into the table of contents.
  private mutating func note(_ cell: Cell, mark: ReportMark, anchor: String) {
    // While a run goes on, given cells do not come and go in the table.
    let isUnderWay = outline.live != nil && (mark == .waiting || mark == .running)
    let isGiven = cell.kind == .cell && (mark == .ran || mark == .expectedError || isUnderWay)
    let isBesideExercise =
      cell.kind == .check && cell.exercise != nil
      && outline.result(of: cell)?.error?.kind.isMild != false
    guard !isGiven, !isBesideExercise else { return }
    let points = outline.points(of: outline.checks(judging: cell))
    entries.append(
      .item(
        anchor: anchor, name: outline.name(of: cell), mark: mark,
        points: points.map { "\(Quantity.points($0.reached))/\(Quantity.points($0.reachable))" }))
  }

  private mutating func writeBar(of cell: Cell, mark: ReportMark, result: CellResult?) {
    html.markup("<summary class=\"bar\">")
    if mark != .ran { mark.write(to: &html) }
    if cell.kind != .cell {
      html.markup("<span class=\"kind\">")
      html.text(Self.label(of: cell.kind))
      html.markup("</span>")
    }
    html.markup("<span class=\"title\">")
    if let title = cell.title {
      MessageText.write(title, to: &html)
    } else {
      html.markup("<code>")
      html.text(cell.id)
      html.markup("</code>")
    }
    html.markup("</span>")
    if cell.isHidden { html.markup("<span class=\"tag\">hidden from students</span>") }
    if let points = outline.points(of: outline.checks(judging: cell)) {
      writeFact(
        "\(Quantity.points(points.reached)) of \(Quantity.points(points.reachable)) points")
    } else if let points = cell.points, points > 0 {
      writeFact(points == 1 ? "1 point" : "\(Quantity.points(points)) points")
    }
    if let result, result.status != .skipped {
      html.markup("<span class=\"fact minor\">")
      html.text(Quantity.seconds(result.seconds) + (result.cached ? " · unchanged" : ""))
      html.markup("</span>")
    } else if mark == .waiting || mark == .skipped || mark == .running {
      html.markup("<span class=\"fact\">")
      html.markup(mark.words)
      html.markup("</span>")
    }
    html.markup("</summary>\n")
  }

  private mutating func writeFact(_ text: String) {
    html.markup("<span class=\"fact\">")
    html.text(text)
    html.markup("</span>")
  }

  /// Writes what a cell printed.
  mutating func writeOutput(of result: CellResult) {
    guard !result.output.isEmpty else { return }
    OutputExcerpt(result.output).writeBlocks(to: &html)
  }

  /// Writes what a cell drew.
  mutating func writePlots(
    _ paths: [String], named name: String, plot: (String) -> PlotPicture?
  ) {
    guard !paths.isEmpty else { return }
    html.markup("<figure class=\"plots\">\n")
    for (index, path) in paths.enumerated() {
      guard let picture = plot(path) else {
        html.markup("<span class=\"absent\">[plot not found: ")
        html.text(path)
        html.markup("]</span>\n")
        continue
      }
      picture.write(to: &html, otherwiseNamed: "Plot \(index + 1) of \(name)")
    }
    html.markup("</figure>\n")
  }

  private mutating func write(_ error: CellError, isExpected: Bool) {
    html.markup(
      isExpected || error.kind.isMild
        ? "<div class=\"error mild\"><p><strong>" : "<div class=\"error\"><p><strong>")
    html.text(isExpected ? "\(error.kind.words), as expected" : error.kind.words)
    html.markup("</strong>")
    let source = outline.practical.source.line(error.line)
    let place = "\(outline.fileName):\(error.line):\(error.column)"
    if source != nil, outline.practical.cells.contains(where: { $0.lists(line: error.line) }) {
      html.markup("<a")
      html.attribute("href", "#L\(error.line)")
      html.markup(">")
      html.text(place)
      html.markup("</a>")
    } else if source != nil {
      html.markup("<span class=\"place\">")
      html.text(place)
      html.markup("</span>")
    }
    html.markup("</p>\n<pre class=\"message\">")
    MessageText.write(message: error.message, limit: OutputExcerpt.limit, to: &html)
    html.markup("</pre>\n")
    if let source, !error.kind.isMild {
      html.markup("<pre class=\"excerpt\" tabindex=\"0\">")
      html.text(
        SourceExcerpt(line: error.line, column: error.column, text: source).description)
      html.markup("</pre>\n")
    }
    html.markup("</div>\n")
  }

  /// Writes how checks came out.
  ///
  /// - Parameters:
  ///   - checks: the checks.
  ///   - name: what they stand in.
  ///   - isHidden: whether that is hidden as a whole, so that no check needs to say so.
  mutating func writeTable(
    of checks: [CheckResult], named name: String, isHidden: Bool = false
  ) {
    guard !checks.isEmpty else { return }
    html.markup("<table class=\"checks\"><caption class=\"unseen\">Checks of ")
    html.text(name)
    html.markup("</caption><thead class=\"unseen\"><tr><th scope=\"col\">Status</th>")
    html.markup("<th scope=\"col\">Check</th><th scope=\"col\">Points</th></tr></thead><tbody>\n")
    for check in checks {
      html.markup(check.status == .failed ? "<tr class=\"failed-row\"><td>" : "<tr><td>")
      check.status.mark.write(to: &html)
      html.markup("</td><td>")
      MessageText.write(check.name, to: &html)
      if check.hidden && !isHidden { html.markup(" <span class=\"tag\">hidden</span>") }
      if !check.message.isEmpty {
        html.markup("<span class=\"message\">")
        MessageText.write(message: check.message, limit: OutputExcerpt.limit / 10, to: &html)
        html.markup("</span>")
      }
      html.markup("</td><td>")
      if check.maxScore > 0 {
        html.text("\(Quantity.points(check.score)) / \(Quantity.points(check.maxScore))")
      }
      html.markup("</td></tr>\n")
    }
    html.markup("</tbody></table>\n")
  }

  private static func className(of kind: CellKind) -> StaticString {
    switch kind {
    case .cell: "given"
    case .exercise: "exercise"
    case .check: "check"
    }
  }

  /// What a reader calls a kind of cell.
  static func label(of kind: CellKind) -> String {
    switch kind {
    case .cell: "Cell"
    case .exercise: "Exercise"
    case .check: "Check"
    }
  }
}

extension Cell {
  /// Whether a line of the file stands in the cell's listing.
  fileprivate func lists(line: Int) -> Bool { CodeListing(of: self).lines.contains(line) }
}
