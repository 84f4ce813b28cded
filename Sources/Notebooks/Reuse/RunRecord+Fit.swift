extension RunRecord {
  /// Whether the record is one of this practical, and still what a run would give.
  ///
  /// The key decides. The rest is looked at because a file in a folder can be anything, and its paths are
  /// going to be written to.
  func fits(_ practical: Practical, _ indices: [Int]) -> Bool {
    let cells = practical.cells
    let ran = Set(indices.map { cells[$0].id })
    guard result.cells.map(\.id) == cells.map(\.id), Set(steps.keys) == ran,
      result.checks.allSatisfy({ ran.contains($0.cell) })
    else { return false }
    for (cell, kept) in zip(cells, result.cells) {
      let paths = kept.plots.indices.map { "plots/\(cell.id)-\($0 + 1).png" }
      guard kept.plots == paths, paths.allSatisfy({ figures[$0] != nil }) else { return false }
      let shown = steps[cell.id]?.pieces ?? []
      for case .figure(let path) in shown where !paths.contains(path) { return false }
    }
    // Words about an error name lines of the Markdown, also those of other cells.
    let hasErrors = result.cells.contains { $0.error != nil }
    if hasErrors && result.cells.map(\.line) != cells.map(\.line) { return false }
    return programs.allSatisfy(\.isUnchanged)
      && steps.values.allSatisfy { $0.inputs.allSatisfy(\.isUnchanged) }
  }

  /// The result as that of a run of now: with the lines where the cells stand now, and marked as kept.
  func result(of practical: Practical, _ indices: [Int], seconds: Double) -> RunResult {
    var kept = result
    kept.practical = practical.slug
    kept.title = practical.frontMatter.title
    kept.seconds = seconds
    kept.compileSeconds = 0
    for (index, cell) in practical.cells.enumerated() { kept.cells[index].line = cell.line }
    for index in indices { kept.cells[index].cached = true }
    return kept
  }
}
