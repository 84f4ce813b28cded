import Plots

extension FigureDrawing {
  /// Draws pictures in rows and columns, in the middle of a part of the canvas.
  func draw(_ images: Figure.Images, in room: Rectangle, _ styles: TextStyles) {
    guard images.count > 0 else {
      return canvas.draw(
        "no pictures", at: Point(x: room.midX, y: room.midY), styles.tick, horizontal: .middle,
        vertical: .middle)
    }
    let labels = ImageLabels(images, style: styles.tick, canvas: canvas)
    let layout = ImageLayout(images, width: room.width, height: room.height, labels: labels)
    let left = Int(((room.midX - layout.width / 2) * Canvas.scale).rounded())
    let top = Int(((room.midY - layout.height / 2) * Canvas.scale).rounded())
    let corners = (0..<min(images.count, layout.rows * images.columns)).compactMap { index in
      let (row, column) = (index / images.columns, index % images.columns)
      return column < layout.columns
        ? ImageCorner(
          index: index, column: left + column * layout.stepX,
          row: top + row * layout.stepY + layout.labelHeight)
        : nil
    }
    canvas.copy(images, to: corners, layout)
    drawDecorations(of: images, at: corners, layout, labels)
  }

  private func drawDecorations(
    of images: Figure.Images, at corners: [ImageCorner], _ layout: ImageLayout,
    _ labels: ImageLabels?
  ) {
    let highlighted = Set(images.highlighted)
    let size = (Double(layout.cellWidth) / Canvas.scale, Double(layout.cellHeight) / Canvas.scale)
    let room = Double(layout.stepX) / Canvas.scale - 3
    for corner in corners {
      let place = Rectangle(
        x: Double(corner.column) / Canvas.scale, y: Double(corner.row) / Canvas.scale,
        width: size.0, height: size.1)
      let isHighlighted = highlighted.contains(corner.index)
      if isHighlighted {
        let width = layout.cellWidth >= 16 ? 2.0 : 0.5
        canvas.outline(place.grown(by: width), theme.color(.vermilion), width: width)
      }
      guard layout.labelHeight > 0, let labels else { continue }
      var style = labels.style(width: room)
      if isHighlighted { style.color = theme.color(.vermilion) }
      let lines = labels.lines(of: corner.index, width: room)
      for (index, line) in lines.reversed().enumerated() {
        let bottom = place.y - 4.5 - Double(index) * labels.lineHeight
        canvas.draw(line, at: Point(x: place.midX, y: bottom), style, horizontal: .middle)
      }
    }
  }
}

/// Where a picture begins, in pixels of the canvas.
struct ImageCorner {
  let index: Int
  let column: Int
  let row: Int
}

extension Canvas {
  /// Copies pictures to places: enlarged without blur, or shrunk by taking averages.
  func copy(_ images: Figure.Images, to corners: [ImageCorner], _ layout: ImageLayout) {
    vectors?.abandon()
    let across = Self.spans(from: images.width, to: layout.cellWidth)
    let down = Self.spans(from: images.height, to: layout.cellHeight)
    let pictureSize = images.width * images.height * images.channels
    withPixels { pixels in
      images.bytes.withUnsafeBufferPointer { bytes in
        for corner in corners {
          guard corner.column >= 0, corner.row >= 0, corner.column + layout.cellWidth <= width,
            corner.row + layout.cellHeight <= height
          else { continue }
          let start = corner.index * pictureSize
          for (row, sourceRows) in down.enumerated() {
            let target = pixels + (corner.row + row) * stride + corner.column
            if row > 0, down[row - 1] == sourceRows {
              target.update(from: target - stride, count: layout.cellWidth)
              continue
            }
            for (column, sourceColumns) in across.enumerated() {
              target[column] = images.average(bytes, start, sourceRows, sourceColumns)
            }
          }
        }
      }
    }
  }

  /// Which pixels of the source make each pixel of the target.
  private static func spans(from source: Int, to target: Int) -> [Range<Int>] {
    (0..<target).map { index in
      let start = index * source / target
      return start..<max(start + 1, (index + 1) * source / target)
    }
  }
}

extension Figure.Images {
  /// The average colour of a part of a picture that begins at a place of the bytes.
  @inline(__always)
  fileprivate func average(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ rows: Range<Int>, _ columns: Range<Int>
  ) -> UInt32 {
    let count = rows.count * columns.count
    var sums: (Int, Int, Int) = (0, 0, 0)
    for row in rows {
      let first = start + row * width * channels
      for column in columns {
        let place = first + column * channels
        sums.0 += Int(bytes[place])
        if channels == 3 {
          sums.1 += Int(bytes[place + 1])
          sums.2 += Int(bytes[place + 2])
        }
      }
    }
    if channels == 1 { return UInt32(truncatingIfNeeded: sums.0 / count) * 0x010101 }
    let (red, green, blue) = (sums.0 / count, sums.1 / count, sums.2 / count)
    return UInt32(truncatingIfNeeded: red << 16 | green << 8 | blue)
  }
}
