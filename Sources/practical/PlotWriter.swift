import Drawing
import Foundation
import Notebooks
import Plots

/// A figure as it was drawn, for light pages and for dark ones.
struct DrawnPlot {
  var light: RenderedFigure
  var dark: RenderedFigure?
}

/// Draws figures beside the run, on a thread of its own, and keeps what was drawn for the next run.
///
/// What light pages show is drawn before anything else, since somebody may be waiting for it.
final class PlotWriter: @unchecked Sendable {
  // All state below is touched on the queue only.
  private let queue = DispatchQueue(label: "practical.plots")
  private let unfinished = DispatchGroup()
  private let folder: PlotFolder
  private let cache: PlotCache?
  private let isDrawn: @Sendable (String, PlotTheme, [UInt8]) -> Void
  private var faults: [String] = []
  private var light: [String: RenderedFigure] = [:]
  private var dark: [String: RenderedFigure] = [:]

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - folder: the output folder of the run.
  ///   - cache: the folder of plots by content, or nil to draw everything anew.
  ///   - isDrawn: called with the path of each plot, the pages that it was drawn for, and its bytes.
  init(
    folder: String, cache: String?,
    isDrawn: @escaping @Sendable (String, PlotTheme, [UInt8]) -> Void = { _, _, _ in }
  ) {
    self.folder = PlotFolder(path: folder)
    self.cache = cache.map { PlotCache(folder: $0) }
    self.isDrawn = isDrawn
  }

  /// Makes the folders, and removes the plots of an earlier run.
  ///
  /// - Throws: `UsageError` when a folder cannot be made or written to.
  func prepare() throws {
    let plots = folder.path + "/plots"
    try? FileManager.default.removeItem(atPath: plots)
    let help = "choose a folder that can be written to with --out"
    try OutputFolder.make(folder.path, help: help)
    try OutputFolder.make(plots, help: help)
    if let cache { try OutputFolder.make(cache.folder, help: OutputFolder.cacheHelp) }
  }

  /// Draws a figure soon.
  func draw(_ figure: Figure, path: String) {
    unfinished.enter()
    queue.async { [self] in
      let key = cache?.key(of: figure)
      // What an earlier update has drawn there is not this figure.
      light[path] = nil
      dark[path] = nil
      attempt(path) {
        let files = try self.files(of: figure, key: key, theme: .light)
        light[path] = files
        isDrawn(path, .light, files.png)
        try folder.write(files, at: path, .light)
      }
      queue.async { [self] in
        defer { unfinished.leave() }
        attempt(path) {
          let files = try self.files(of: figure, key: key, theme: .dark)
          dark[path] = files
          isDrawn(path, .dark, files.png)
          try folder.write(files, at: path, .dark)
        }
      }
    }
  }

  private func attempt(_ path: String, _ work: () throws -> Void) {
    do {
      try work()
    } catch {
      faults.append("\(path): \(OutputFolder.reason(for: error))")
    }
  }

  private func files(of figure: Figure, key: String?, theme: PlotTheme) throws -> RenderedFigure {
    if let key, let kept = cache?.files(for: key, theme) { return kept }
    let drawn = try FigureRenderer(theme: theme.colors).files(figure)
    if let key { try cache?.keep(drawn, for: key, theme) }
    return drawn
  }

  /// Waits until everything is drawn, and removes plots but for some; returns what could not be drawn.
  func finish(keeping paths: Set<String>) -> [String] {
    unfinished.wait()
    return queue.sync {
      for path in light.keys where !paths.contains(path) {
        light[path] = nil
        dark[path] = nil
        folder.remove(path)
      }
      defer { faults = [] }
      return faults
    }
  }

  /// Waits until everything is drawn; returns what could not be.
  func finish() -> [String] {
    unfinished.wait()
    return queue.sync { faults }
  }

  /// The bytes of a plot.
  func bytes(at path: String) -> [UInt8]? { queue.sync { light[path]?.png } }

  /// A plot with its variants, as far as they are drawn.
  func plot(at path: String) -> DrawnPlot? {
    queue.sync { light[path].map { DrawnPlot(light: $0, dark: dark[path]) } }
  }
}
