import Plots

extension Figure {
  /// The size in points that the figure is drawn at.
  var drawnSize: Size {
    let wanted = naturalSize
    return Size(
      width: wanted.width.clamped(to: 80...2_400).rounded(.up),
      height: wanted.height.clamped(to: 60...2_400).rounded(.up))
  }

  private var naturalSize: Size {
    if let size { return size }
    if !panels.isEmpty {
      let grid = panelGrid
      return Size(
        width: grid.widths.reduce(0, +),
        height: grid.heights.reduce(0, +) + (title.isEmpty ? 4 : TextStyles.titleHeight))
    }
    if let images {
      let layout = ImageLayout(
        images, width: 640 - 16, height: 2_000, labels: ImageLabels(images, width: 640))
      let room = title.isEmpty ? 4 : TextStyles.titleHeight
      return Size(width: max(240, layout.width + 16), height: layout.height + room + 12)
    }
    if let map = heatMap { return map.naturalSize }
    return Size(width: 640, height: 400)
  }

  /// The widths of the columns and the heights of the rows of a grid of figures, in points.
  var panelGrid: (widths: [Double], heights: [Double]) {
    let rows = (panels.count + panelColumns - 1) / panelColumns
    var widths = Array(repeating: 0.0, count: panelColumns)
    var heights = Array(repeating: 0.0, count: rows)
    let limit = panelColumns == 1 ? 640.0 : panelColumns == 2 ? 420 : 320
    for (index, panel) in panels.enumerated() {
      let size = panel.panelSize(width: limit)
      let (row, column) = (index / panelColumns, index % panelColumns)
      widths[column] = max(widths[column], size.width)
      heights[row] = max(heights[row], size.height)
    }
    return (widths, heights)
  }

  /// The size of the figure as a panel: no wider than a limit, and a little less flat than on its own.
  private func panelSize(width limit: Double) -> Size {
    let own = drawnSize
    guard size == nil, panels.isEmpty, own.width > limit else { return own }
    let height =
      images == nil && heatMap == nil ? max(0.75 * limit, 220) : own.height * limit / own.width
    return Size(width: limit, height: limit == 640 ? own.height : height)
  }
}

extension Figure.HeatMap {
  fileprivate var naturalSize: Figure.Size {
    let (rows, columns) = (Double(max(1, matrix.rows)), Double(max(1, matrix.columns)))
    let cell = min(60 / max(rows, columns).squareRoot() + 14, 520 / max(rows, columns))
    let sides = fitsNumbers ? 110.0 : 160
    return Figure.Size(
      width: (columns * cell + sides).clamped(to: 280...800),
      height: (rows * cell + 90).clamped(to: 200...800))
  }
}
