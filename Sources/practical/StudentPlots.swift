import Drawing
import Foundation
import Plots

/// Draws the figures of one submission, each once for a whole class.
struct StudentPlots {
  private let folder: String
  private let cache: PlotCache

  /// The most plots of one submission.
  private static let limit = 200

  /// Begins anew: plots of an earlier marking are removed.
  ///
  /// - Parameters:
  ///   - folder: the student's folder among the marks.
  ///   - cache: the folder of what was drawn before, for any student.
  init(folder: String, cache: String) {
    self.folder = folder
    self.cache = PlotCache(folder: cache)
    let plots = folder + "/plots"
    try? FileManager.default.removeItem(atPath: plots)
    for path in [plots, cache] {
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  /// Draws a figure; one that cannot be drawn is missing in the feedback, and costs nothing.
  func draw(_ path: String, _ figure: Figure) {
    let plots = folder + "/plots"
    let count = (try? FileManager.default.contentsOfDirectory(atPath: plots))?.count ?? 0
    guard count < Self.limit else { return }
    let key = cache.key(of: figure)
    let png: [UInt8]
    if let kept = cache.files(for: key, .light) {
      png = kept.png
    } else {
      guard let drawn = try? FigureRenderer(theme: .light).files(figure) else { return }
      try? cache.keep(drawn, for: key, .light)
      png = drawn.png
    }
    try? Data(png).write(to: URL(fileURLWithPath: "\(folder)/\(path)"))
  }
}
