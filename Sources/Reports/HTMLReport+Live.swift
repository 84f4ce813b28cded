import Notebooks

extension HTMLReport {
  /// The most bytes of output that are shown of a cell while it runs.
  private static let outputLimit = 32_000

  /// Writes what a cell that runs has done so far.
  mutating func write(
    _ activity: LiveProgress.Activity, of cell: Cell, earlier: KeptResult?,
    plot: (String) -> PlotPicture?
  ) {
    if let step = activity.step { write(step) }
    if activity.output.isEmpty && activity.plots.isEmpty {
      if let earlier { write(earlier, of: cell, plot: plot) }
      return
    }
    if !activity.output.isEmpty {
      OutputExcerpt(activity.output, limit: Self.outputLimit).writeBlocks(to: &html)
    }
    writePlots(activity.plots, named: outline.name(of: cell), plot: plot)
  }

  /// Writes what a cell came to before the edit, but for its error, whose place may be another now.
  mutating func write(_ earlier: KeptResult, of cell: Cell, plot: (String) -> PlotPicture?) {
    html.markup("<div class=\"earlier\">\n")
    writeOutput(of: earlier.cell)
    writePlots(earlier.cell.plots, named: outline.name(of: cell), plot: plot)
    writeTable(of: earlier.checks, named: outline.name(of: cell))
    html.markup("</div>\n")
  }

  private mutating func write(_ step: LiveProgress.Step) {
    let total = max(1, step.total)
    let done = min(max(0, step.done), total)
    html.markup("<div class=\"progress\"><span class=\"label\">")
    html.text(String(step.label.prefix(80)))
    html.markup("</span><progress")
    html.attribute("max", String(total))
    html.attribute("value", String(done))
    html.attribute("aria-label", String(step.label.prefix(80)))
    html.markup("></progress><span class=\"fact\">")
    html.text("\(done)/\(total)")
    if let rate = step.rate, rate > 0, done < total {
      html.text(" · \(Quantity.decimal(rate, digits: rate < 10 ? 1 : 0))/s")
      html.text(" · \(Quantity.seconds(Double(total - done) / rate)) left")
    }
    html.markup("</span></div>\n")
  }
}
