import Drawing
import Foundation
import Notebooks
import Plots
import Wire

/// Which pages a plot is drawn for.
enum PlotTheme: String, CaseIterable {
  case light
  case dark

  /// The colours to draw in.
  var colors: Theme {
    switch self {
    case .light: .light
    case .dark: .dark
    }
  }
}

/// Plots that were drawn before, by their content.
struct PlotCache {
  /// Where they lie, a file each with its PNG and, where there is one, its SVG.
  let folder: String

  /// The name under which the drawings of a figure are kept.
  func key(of figure: Figure) -> String {
    var writer = WireWriter()
    figure.encode(into: &writer)
    return ContentKey.make(writer.bytes + Array(ProgramIdentity.text.utf8))
  }

  /// What was drawn of a figure; nil when nothing is there, or nothing that can be read.
  func files(for key: String, _ theme: PlotTheme) -> RenderedFigure? {
    guard let data = FileManager.default.contents(atPath: path(key, theme)) else { return nil }
    var reader = WireReader(Array(data))
    guard let png = try? reader.readBytes(), let hasSVG = try? reader.readBool() else { return nil }
    guard hasSVG else { return RenderedFigure(png: png, svg: nil) }
    guard let svg = try? reader.readString() else { return nil }
    return RenderedFigure(png: png, svg: svg)
  }

  /// Keeps what was drawn.
  func keep(_ files: RenderedFigure, for key: String, _ theme: PlotTheme) throws {
    var writer = WireWriter()
    writer.write(files.png)
    writer.write(files.svg != nil)
    if let svg = files.svg { writer.write(svg) }
    try Data(writer.bytes).write(to: URL(fileURLWithPath: path(key, theme)), options: .atomic)
  }

  private func path(_ key: String, _ theme: PlotTheme) -> String {
    "\(folder)/\(key)-\(theme.rawValue)"
  }
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
