import Plots

/// Where pictures in rows and columns lie.
struct ImageLayout {
  /// The pictures that there is room for.
  let columns: Int
  let rows: Int
  /// The size of a picture, in pixels of the canvas.
  let cellWidth: Int
  let cellHeight: Int
  /// From one picture to the next, in pixels.
  let stepX: Int
  let stepY: Int
  /// The room of a label above a picture, in pixels.
  let labelHeight: Int

  /// The width of all, in points.
  var width: Double { Double(columns * stepX - (stepX - cellWidth)) / Canvas.scale }
  /// The height of all, in points.
  var height: Double {
    Double(rows * stepY - (stepY - cellHeight - labelHeight)) / Canvas.scale
  }

  /// Finds the largest whole enlargement that fits, or shrinks the pictures.
  ///
  /// - Parameters:
  ///   - images: The pictures.
  ///   - width: The room, in points.
  ///   - height: The room, in points.
  ///   - labels: The texts above the pictures; nil for none.
  init(_ images: Figure.Images, width: Double, height: Double, labels: ImageLabels?) {
    let room = (x: max(1, width * Canvas.scale), y: max(1, height * Canvas.scale))
    let allRows = max(1, (images.count + images.columns - 1) / images.columns)
    columns = min(images.columns, Int(room.x))
    rows = min(allRows, Int(room.y))
    let slot = min(room.x / Double(columns), room.y / Double(rows))
    let labels = room.x / Double(columns) >= 32 ? labels : nil
    let hasLabels = labels != nil
    let gap = hasLabels ? 16 : slot >= 100 ? 12 : slot >= 40 ? 6 : slot >= 6 ? 1 : 0
    let (imageWidth, imageHeight) = (Double(images.width), Double(images.height))
    let fitAcross = (room.x - Double(gap * (columns - 1))) / (Double(columns) * imageWidth)
    let widestStep = Int(room.x) / columns
    let wantedStep =
      labels.map { labels in
        // Wider steps for long texts, as far as there is room.
        min(widestStep, Int((labels.widest + 6) * Canvas.scale))
      } ?? 0
    let labelRoom = Double(max(Int(imageWidth * fitAcross), wantedStep)) / Canvas.scale - 3
    let lineCount = labels?.lineCount(width: labelRoom) ?? 0
    labelHeight =
      lineCount == 0
      ? 0
      : 30 + Int((Double(lineCount - 1) * (labels?.lineHeight ?? 0) * Canvas.scale).rounded(.up))
    let fit = min(
      fitAcross,
      (room.y - Double(gap * (rows - 1) + labelHeight * rows)) / (Double(rows) * imageHeight))
    // A few small pictures are not blown up to the whole width.
    let limit = images.count == 1 ? 640.0 : images.count <= 10 ? 240 : 160
    let wanted = min(fit, max(1, limit / max(imageWidth, imageHeight)))
    let factor = wanted >= 1 ? wanted.rounded(.down) : max(wanted, 1e-6)
    cellWidth = max(1, Int(imageWidth * factor))
    cellHeight = max(1, Int(imageHeight * factor))
    stepX = min(max(cellWidth + gap, wantedStep), max(cellWidth + gap, widestStep))
    stepY = cellHeight + gap + labelHeight
  }
}
