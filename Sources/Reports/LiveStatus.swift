import Notebooks

/// How a run that is followed stands, in one line.
public enum LiveStatus: Sendable, Equatable {
  /// The cells are being compiled.
  case compiling
  /// A cell runs: its id and name, its number among all cells, and how many there are.
  case running(cell: String, name: String, number: Int, count: Int)
  /// The page shows what the file gives, with these points reached and reachable.
  case upToDate(score: Double, most: Double)
  /// The run was broken off.
  case interrupted
  /// Something keeps the file from being run; the page shows what came before.
  case problem(String)

  /// The most characters of a problem that are shown.
  private static let longestProblem = 4_000

  /// Writes the line.
  func write(to html: inout HTMLWriter) {
    switch self {
    case .compiling: write("working", "compiling", to: &html)
    case .interrupted: write("problem", "interrupted", to: &html)
    case .upToDate(let score, let most):
      html.markup("<p class=\"status done\" role=\"status\"><span>up to date")
      if most > 0 {
        html.text(", \(Quantity.points(score)) of \(Quantity.points(most)) points")
      }
      html.markup("</span></p>")
    case .running(let cell, let name, let number, let count):
      html.markup("<p class=\"status working\" role=\"status\"><span>running <a")
      html.attribute("href", "#\(LinkPolicy.anchor(cell: cell))")
      html.markup(">")
      html.text(name)
      html.markup("</a> ")
      html.text("(\(number) of \(count))")
      html.markup("</span></p>")
    case .problem(let text):
      html.markup("<div class=\"status problem\" role=\"status\"><pre tabindex=\"0\">")
      html.text(String(text.prefix(Self.longestProblem)))
      html.markup("</pre></div>")
    }
  }

  private func write(_ kind: StaticString, _ words: StaticString, to html: inout HTMLWriter) {
    html.markup("<p class=\"status ")
    html.markup(kind)
    html.markup("\" role=\"status\"><span>")
    html.markup(words)
    html.markup("</span></p>")
  }
}
