import Plots

extension MarkDrawing {
  func draw(_ map: Figure.HeatMap) {
    let (rows, columns) = (map.matrix.rows, map.matrix.columns)
    guard rows > 0, columns > 0 else { return }
    let colors = HeatMapColors(map, theme: theme)
    let missing = theme.grid
    let left = Int(plot.x * Canvas.scale)
    let top = Int(plot.y * Canvas.scale)
    var image = PixelImage(
      width: Int(plot.width * Canvas.scale), height: Int(plot.height * Canvas.scale),
      fill: theme.background)
    let cellColumns = (0..<image.width).map { column in
      cell(at: x.value(at: (Double(left + column) + 0.5) / Canvas.scale), count: columns)
    }
    for row in 0..<image.height {
      let place = (Double(top + row) + 0.5) / Canvas.scale
      guard let cellRow = cell(at: y.value(at: place), count: rows) else { continue }
      var last: (cell: Int, bits: UInt32)?
      for (column, cellColumn) in cellColumns.enumerated() {
        guard let cellColumn else { continue }
        if last?.cell != cellColumn {
          let value = map.matrix.values[cellRow * columns + cellColumn]
          last = (cellColumn, (colors.color(value) ?? missing).bits)
        }
        if let last { image.pixels[row * image.width + column] = last.bits }
      }
    }
    let isWrittenDown =
      map.matrix.values.count <= 1_000 && figure.xAxis.scale == .linear
      && figure.yAxis.scale == .linear
    if isWrittenDown { writeDown(map, colors) }
    canvas.copy(image, toColumn: left, row: top, isWrittenDown: isWrittenDown)
    drawGaps(rows: rows, columns: columns)
    if map.fitsNumbers { drawNumbers(of: map, colors) }
  }

  private func writeDown(_ map: Figure.HeatMap, _ colors: HeatMapColors) {
    let columns = map.matrix.columns
    for (index, value) in map.matrix.values.enumerated() {
      let (row, column) = (Double(index / columns), Double(index % columns))
      let (start, end) = (place(column - 0.5, row - 0.5), place(column + 0.5, row + 0.5))
      let cell = Rectangle(x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y)
      canvas.vectors?.addFill(cell.path, colors.color(value) ?? theme.grid)
    }
  }

  private func cell(at value: Double, count: Int) -> Int? {
    let index = (value + 0.5).rounded(.down)
    guard index >= 0, index < Double(count) else { return nil }
    return Int(index)
  }

  /// Draws thin lines between cells that are large enough.
  private func drawGaps(rows: Int, columns: Int) {
    let (cellWidth, cellHeight) = (x.position(1) - x.position(0), y.position(1) - y.position(0))
    guard cellWidth >= 14, cellHeight >= 14 else { return }
    for column in 1..<max(2, columns) {
      canvas.vertical(
        x.position(Double(column) - 0.5), from: plot.y, to: plot.maxY, theme.background, width: 1)
    }
    for row in 1..<max(2, rows) {
      canvas.horizontal(
        y.position(Double(row) - 0.5), from: plot.x, to: plot.maxX, theme.background, width: 1)
    }
  }

  private func drawNumbers(of map: Figure.HeatMap, _ colors: HeatMapColors) {
    let texts = map.numberTexts
    let (cellWidth, cellHeight) = (x.position(1) - x.position(0), y.position(1) - y.position(0))
    var style = TextStyle(size: min(12, cellHeight * 0.5), color: theme.foreground)
    let widest = texts.map { canvas.width(of: $0, style) }.max() ?? 0
    if widest > cellWidth - 4, widest > 0 { style.size *= (cellWidth - 4) / widest }
    guard style.size >= 5 else { return }
    for (index, text) in texts.enumerated() {
      let (row, column) = (index / map.matrix.columns, index % map.matrix.columns)
      let color = colors.color(map.matrix.values[index]) ?? theme.grid
      style.color = color.readableInk
      canvas.draw(
        text, at: place(Double(column), Double(row)), style, horizontal: .middle,
        vertical: .middle)
    }
  }
}
