import Drawing
import Foundation
import Notebooks
import Plots
import Wire

/// Draws figures beside the run, on a thread of its own, and keeps what was drawn for the next run.
final class PlotWriter: @unchecked Sendable {
  // All state below is touched on the queue only, or after `finish` has emptied it.
  private let queue = DispatchQueue(label: "practical.plots")
  private let folder: String
  private let cache: String?
  private let isDrawn: @Sendable (String, [UInt8]) -> Void
  private var faults: [String] = []
  private var drawn: [String: [UInt8]] = [:]

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - folder: the output folder of the run.
  ///   - cache: the folder of plots by content, or nil to draw everything anew.
  ///   - isDrawn: called with the path and the bytes of each plot that was drawn.
  init(
    folder: String, cache: String?,
    isDrawn: @escaping @Sendable (String, [UInt8]) -> Void = { _, _ in }
  ) {
    self.folder = folder
    self.cache = cache
    self.isDrawn = isDrawn
  }

  /// Makes the folders, and removes the plots of an earlier run.
  ///
  /// - Throws: `UsageError` when a folder cannot be made or written to.
  func prepare() throws {
    let plots = folder + "/plots"
    try? FileManager.default.removeItem(atPath: plots)
    let help = "choose a folder that can be written to with --out"
    try OutputFolder.make(folder, help: help)
    try OutputFolder.make(plots, help: help)
    if let cache { try OutputFolder.make(cache, help: OutputFolder.cacheHelp) }
  }

  /// Draws a figure soon.
  func draw(_ figure: Figure, path: String) {
    queue.async { [self] in
      do {
        let bytes = try image(of: figure)
        drawn[path] = bytes
        isDrawn(path, bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(path)"))
      } catch {
        faults.append("\(path): \(OutputFolder.reason(for: error))")
        // What an earlier update has drawn there is not this figure.
        drawn[path] = nil
      }
    }
  }

  private func image(of figure: Figure) throws -> [UInt8] {
    guard let cache else { return try FigureRenderer().png(figure) }
    var writer = WireWriter()
    figure.encode(into: &writer)
    let file = "\(cache)/\(ContentKey.make(writer.bytes + Array(ProgramIdentity.text.utf8))).png"
    if let data = FileManager.default.contents(atPath: file) { return Array(data) }
    let bytes = try FigureRenderer().png(figure)
    try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    return bytes
  }

  /// Waits until everything is drawn, and removes plots but for some; returns what could not be drawn.
  func finish(keeping paths: Set<String>) -> [String] {
    queue.sync {
      for path in drawn.keys where !paths.contains(path) {
        drawn[path] = nil
        try? FileManager.default.removeItem(atPath: "\(folder)/\(path)")
      }
      defer { faults = [] }
      return faults
    }
  }

  /// Waits until everything is drawn; returns what could not be.
  func finish() -> [String] { queue.sync { faults } }

  /// The bytes of a plot.
  func bytes(at path: String) -> [UInt8]? { queue.sync { drawn[path] } }
}

/// What changes when this program is built anew.
enum ProgramIdentity {
  static let text: String = {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "")
    let size = attributes?[.size] as? Int ?? 0
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(size) \(date)"
  }()
}
