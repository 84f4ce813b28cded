import Notebooks

/// Writes what a run came to as a page to read.
///
/// A report may be written while the run still goes on or after it was interrupted: cells of the practical
/// that have no result yet are shown as waiting or as not run. Everything that a student can have made
/// (output, messages, names, prose, plots) is escaped; no network is needed to read the page.
public struct ReportWriter: Sendable {
  /// Writes one self-contained page of HTML.
  ///
  /// - Parameters:
  ///   - practical: what was run.
  ///   - result: what it came to, so far or at the end.
  ///   - details: what else is known about the run.
  ///   - plot: answers the plot for a path of `CellResult.plots`, or nil where there is none.
  /// - Returns: the page.
  public static func html(
    practical: Practical, result: RunResult, details: ReportDetails, plot: (String) -> PlotFile?
  ) -> String {
    var report = HTMLReport(
      outline: ReportOutline(practical: practical, result: result, details: details))
    return report.page { plot($0).map(PlotPicture.init) }.string
  }

  /// Writes Markdown that GitHub renders, with the plots as links relative to the output folder.
  ///
  /// - Parameters:
  ///   - practical: what was run.
  ///   - result: what it came to, so far or at the end.
  ///   - details: what else is known about the run.
  ///   - plot: answers the plot for a path of `CellResult.plots`, or nil where there is none.
  /// - Returns: the document.
  public static func markdown(
    practical: Practical, result: RunResult, details: ReportDetails, plot: (String) -> PlotFile?
  ) -> String {
    MarkdownReport(practical: practical, result: result, details: details).document(plot: plot)
  }
}
