import Drawing
import Foundation
import Reports

/// The files of plots, below the folder of a run or of a student.
///
/// Beside `plots/relu-1.png` stand `relu-1-dark.png` for dark pages and, where they are smaller, `relu-1.svg` and
/// `relu-1-dark.svg`.
struct PlotFolder {
  /// The folder in which `plots` lies.
  let path: String

  /// Writes what was drawn of a plot for pages of one kind.
  ///
  /// - Throws: why a file cannot be written.
  func write(_ files: RenderedFigure, at plot: String, _ theme: PlotTheme) throws {
    for (ending, bytes) in [("png", files.png), ("svg", files.svg.map { Array($0.utf8) })] {
      let file = URL(fileURLWithPath: place(of: plot, theme, ending))
      if let bytes {
        try Data(bytes).write(to: file)
      } else {
        try? FileManager.default.removeItem(at: file)
      }
    }
  }

  /// Removes a plot with its variants.
  func remove(_ plot: String) {
    for theme in PlotTheme.allCases {
      for ending in ["png", "svg"] {
        try? FileManager.default.removeItem(atPath: place(of: plot, theme, ending))
      }
    }
  }

  /// A plot with its variants; nil when its file is gone.
  ///
  /// Paths come from `result.json`, which can be anything by now: only the names that a run gives are read.
  func plot(at plot: String, alternativeText: String) -> PlotFile? {
    guard plot.wholeMatch(of: /plots\/[\p{L}\p{N}_-]+\.png/) != nil else { return nil }
    func contents(_ theme: PlotTheme, _ ending: String) -> Data? {
      FileManager.default.contents(atPath: place(of: plot, theme, ending))
    }
    guard let png = contents(.light, "png") else { return nil }
    var file = PlotFile(png: Array(png), alternativeText: alternativeText)
    file.darkPNG = contents(.dark, "png").map { Array($0) }
    file.svg = contents(.light, "svg").map { String(decoding: $0, as: UTF8.self) }
    file.darkSVG = contents(.dark, "svg").map { String(decoding: $0, as: UTF8.self) }
    return file
  }

  private func place(of plot: String, _ theme: PlotTheme, _ ending: String) -> String {
    let name = plot.hasSuffix(".png") ? String(plot.dropLast(4)) : plot
    return "\(path)/\(name)\(theme == .dark ? "-dark" : "").\(ending)"
  }
}
