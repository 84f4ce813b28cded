import Notebooks

extension HTMLReport {
  /// Writes the table of all cells with their times and memory.
  mutating func writeSummary() {
    html.markup("<h2 id=\"summary\">Summary</h2>\n<div class=\"scroll\" tabindex=\"0\">")
    html.markup("<table class=\"summary\"><thead><tr><th scope=\"col\">Cell</th>")
    html.markup("<th scope=\"col\" class=\"minor\">Kind</th>")
    html.markup("<th scope=\"col\" class=\"minor right\">Line</th>")
    html.markup("<th scope=\"col\" class=\"right\">Time</th>")
    html.markup("<th scope=\"col\" class=\"right\">Peak memory</th></tr></thead>\n<tbody>\n")
    let longest = outline.result.cells.map(\.seconds).filter(\.isFinite).max() ?? 0
    for cell in outline.practical.cells {
      let result = outline.result(of: cell)
      html.markup("<tr><td><span class=\"named\">")
      outline.mark(of: cell).write(to: &html)
      html.markup("<a")
      html.attribute("href", "#\(LinkPolicy.anchor(cell: cell.id))")
      html.markup(">")
      MessageText.write(outline.name(of: cell), to: &html)
      html.markup("</a></span></td><td class=\"minor\">")
      html.text(Self.label(of: cell.kind))
      html.markup("</td><td class=\"minor right\">")
      html.number(cell.line)
      html.markup("</td><td class=\"right time\"")
      let share = longest > 0 ? (result?.seconds ?? 0) / longest : 0
      html.attribute("style", "--share:\(Int((100 * min(1, max(0, share))).rounded()))")
      html.markup(">")
      if let result, result.status != .skipped {
        html.text(Quantity.seconds(result.seconds))
      } else {
        html.markup("–")
      }
      html.markup("</td><td class=\"right\">")
      if let result, result.peakMemoryBytes > 0 {
        html.text(Quantity.bytes(result.peakMemoryBytes))
      } else {
        html.markup("–")
      }
      html.markup("</td></tr>\n")
    }
    html.markup(
      "</tbody>\n<tfoot><tr><td>Whole run</td><td class=\"minor\" colspan=\"2\"></td><td class=\"right\">"
    )
    html.text(Quantity.seconds(outline.result.seconds))
    html.markup("</td><td class=\"right\">")
    let peak = outline.result.cells.map(\.peakMemoryBytes).max() ?? 0
    html.text(peak > 0 ? Quantity.bytes(peak) : "–")
    html.markup("</td></tr></tfoot></table></div>\n")
  }

  /// Writes what else is known about the run.
  mutating func writeDetails(math: MathAssets?) {
    html.markup("<h2 id=\"details\">Details</h2>\n<dl class=\"details\">\n")
    for item in outline.facts { write(item) }
    if let math {
      write(.init(name: "Formulas", value: math.name))
    } else if !context.formulas.isEmpty {
      write(
        .init(
          name: "Formulas",
          value: "shown as TeX: KaTeX was not found (apt-get install libjs-katex)"))
    }
    html.markup("</dl>\n")
  }

  private mutating func write(_ item: ReportDetails.Item) {
    html.markup("<dt>")
    html.text(item.name)
    html.markup("</dt><dd>")
    html.text(item.value)
    html.markup("</dd>\n")
  }
}

extension ReportOutline {
  /// What is known about the run besides its results.
  var facts: [ReportDetails.Item] {
    var facts = [
      ReportDetails.Item(name: "Practical", value: practical.slug),
      ReportDetails.Item(name: "Seed", value: String(result.seed)),
      ReportDetails.Item(name: "Compiling", value: Quantity.seconds(result.compileSeconds)),
    ]
    if !practical.frontMatter.data.isEmpty {
      let data = practical.frontMatter.data.joined(separator: ", ")
      facts.append(ReportDetails.Item(name: "Data", value: data))
    }
    return facts + details.items
  }
}
