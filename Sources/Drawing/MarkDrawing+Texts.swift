import Plots

extension MarkDrawing {
  /// Draws the texts that look for their places themselves, all of the figure together.
  func drawPlacedTexts() {
    let style = TextStyle(size: textSize, color: theme.foreground)
    var items: [TextPlacement.Item] = []
    var beyond = 0
    for case .texts(let texts) in figure.marks where texts.alignment == .automatic {
      for index in texts.texts.indices {
        let point = place(texts.x[index], texts.y[index])
        guard plot.contains(point) else { continue }
        guard items.count < TextPlacement.limit else {
          beyond += 1
          continue
        }
        let text = canvas.fitted(
          texts.texts[index].cleaned(limit: 80), width: plot.width / 2, style)
        guard !text.isEmpty else { continue }
        items.append(
          TextPlacement.Item(
            text: text, point: point, color: theme.color(texts.color),
            width: canvas.width(of: text, style)))
      }
    }
    guard !items.isEmpty else { return }
    let placement = TextPlacement(
      items, around: markedPoints, in: plot, height: style.size * 1.05)
    for (item, place) in zip(placement.items, placement.places) {
      guard let place else {
        beyond += 1
        continue
      }
      if place.isAway { drawLeader(from: item.point, to: place.box) }
      canvas.draw(
        item.text, at: Point(x: place.box.x, y: place.box.midY),
        TextStyle(size: style.size, color: item.color), vertical: .middle)
    }
    if beyond > 0 { drawRemark("\(beyond) \(beyond == 1 ? "text" : "texts") left out") }
  }

  /// The points of the data, up to as many as texts can keep off.
  private var markedPoints: [Point] {
    var points: [Point] = []
    for mark in figure.marks {
      switch mark {
      case .scatter(let scatter):
        points += zip(scatter.x, scatter.y).prefix(20_000).map { place($0, $1) }
      case .line(let line) where line.marker != .none:
        points += zip(line.x, line.y).prefix(20_000).map { place($0, $1) }
      default: continue
      }
    }
    return points
  }

  private func drawLeader(from point: Point, to box: Rectangle) {
    let end = Point(
      x: point.x.clamped(to: box.x...max(box.x, box.maxX)),
      y: point.y.clamped(to: box.y...max(box.y, box.maxY)))
    canvas.line(from: point, to: end, theme.gray, width: 0.6)
  }

  /// Writes a remark about what is not shown into the lower right corner.
  private func drawRemark(_ text: String) {
    let style = TextStyle(size: textSize * 0.9, color: theme.secondary)
    let width = canvas.width(of: text, style)
    let place = Point(x: plot.maxX - 5, y: plot.maxY - 6)
    canvas.fill(
      Rectangle(
        x: place.x - width - 3, y: place.y - style.size, width: width + 6, height: style.size + 4),
      theme.background, opacity: 0.85)
    canvas.draw(text, at: place, style, horizontal: .end)
  }
}
