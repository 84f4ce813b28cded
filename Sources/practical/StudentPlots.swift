import Drawing
import Foundation
import Plots

/// Draws the figures of one submission, each once for a whole class.
struct StudentPlots {
  private let folder: PlotFolder
  private let cache: PlotCache

  /// The most plots of one submission.
  private static let limit = 200

  /// Begins anew: plots of an earlier marking are removed.
  ///
  /// - Parameters:
  ///   - folder: the student's folder among the marks.
  ///   - cache: the folder of what was drawn before, for any student.
  init(folder: String, cache: String) {
    self.folder = PlotFolder(path: folder)
    self.cache = PlotCache(folder: cache)
    let plots = folder + "/plots"
    try? FileManager.default.removeItem(atPath: plots)
    for path in [plots, cache] {
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// Draws a figure for light pages and for dark ones; one that cannot be drawn is missing in the feedback, and
  /// costs nothing.
  func draw(_ path: String, _ figure: Figure) {
    guard count < Self.limit else { return }
    let key = cache.key(of: figure)
    for theme in PlotTheme.allCases {
      guard let files = files(of: figure, key: key, theme) else { return }
      try? folder.write(files, at: path, theme)
    }
  }

  private func files(of figure: Figure, key: String, _ theme: PlotTheme) -> RenderedFigure? {
    if let kept = cache.files(for: key, theme) { return kept }
    guard let drawn = try? FigureRenderer(theme: theme.colors).files(figure) else { return nil }
    try? cache.keep(drawn, for: key, theme)
    return drawn
  }

  /// How many plots there are, not counting their variants.
  private var count: Int {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/plots")
    return (names ?? []).count { $0.hasSuffix(".png") && !$0.hasSuffix("-dark.png") }
  }
}
