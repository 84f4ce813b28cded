/// A picture of data: lines, points, bars, pictures and more on a pair of axes, or a grid of such pictures.
///
/// A figure is data, not pixels. Every method returns a new figure with something added, so that a figure reads
/// as one sentence; `show(figure)` draws it.
///
///     show(
///       Figure(title: "Training", xLabel: "epoch", yLabel: "loss")
///         .line(1...20, trainingLosses, label: "training")
///         .line(1...20, validationLosses, label: "validation")
///         .yAxis(scale: .log))
///
/// Things are drawn in layers, whatever the order of the calls: regions, heat maps and contours, bands, bars, reference
/// lines, lines, points, texts. Within a layer, what was added later lies on top. Points that are NaN or
/// infinite are left out, and lines have a gap there.
public struct Figure: Sendable, Equatable {
  /// The text above the axes.
  public var title: String
  package var xAxis: Axis
  package var yAxis: Axis
  package var marks: [Mark] = []
  package var legend: Legend = .automatic
  package var size: Size?
  package var hasEqualAspect = false
  package var panels: [Figure] = []
  package var panelColumns = 1

  /// Makes a figure without data.
  ///
  /// - Parameters:
  ///   - title: The text above the axes.
  ///   - xLabel: The text below the horizontal axis: what it shows, and its unit.
  ///   - yLabel: The text beside the vertical axis.
  public init(title: String = "", xLabel: String = "", yLabel: String = "") {
    self.title = title
    self.xAxis = Axis(label: xLabel)
    self.yAxis = Axis(label: yLabel)
  }

  /// The label of the horizontal axis.
  public var xLabel: String {
    get { xAxis.label }
    set { xAxis.label = newValue }
  }

  /// The label of the vertical axis.
  public var yLabel: String {
    get { yAxis.label }
    set { yAxis.label = newValue }
  }

  /// Several figures side by side, filled row by row.
  ///
  ///     Figure.grid(columns: 2, [lossFigure, accuracyFigure])
  ///
  /// - Parameters:
  ///   - title: The text above all of them.
  ///   - columns: How many stand side by side, at least 1.
  ///   - figures: The figures; at most 144.
  /// - Returns: A figure that holds the others.
  public static func grid(title: String = "", columns: Int, _ figures: [Figure]) -> Figure {
    var grid = Figure(title: title)
    grid.panels = figures
    grid.panelColumns = max(1, min(columns, max(1, figures.count)))
    if grid.depth > FigureLimits.depth {
      fatalError("grids of figures can be nested \(FigureLimits.depth) deep, not \(grid.depth)")
    }
    return grid.withinLimits()
  }

  /// 0 for a figure with axes, 1 for a grid of those, and so on.
  package var depth: Int { panels.isEmpty ? 0 : 1 + (panels.map(\.depth).max() ?? 0) }

  /// The figure with one thing more in it.
  package func adding(_ mark: Mark) -> Figure {
    var copy = self
    copy.marks.append(mark)
    return copy.withinLimits()
  }

  /// The next colour of the palette that no series has yet.
  var nextColor: Color {
    .series(marks.count { $0.isSeries })
  }
}
