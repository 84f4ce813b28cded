/// The sizes beyond which a figure is neither made nor decoded.
///
/// They bound what the renderer has to hold and draw, whoever made the figure: all panels of a figure together
/// stay below them.
package enum FigureLimits {
  /// Numbers in series, bars, bins, cells and regions: 64 MB, or three million points and more.
  package static let numbers = 8_000_000
  /// Bytes of pictures: ten thousand digits of 28 × 28 pixels in colour fit.
  package static let pixelBytes = 32_000_000
  /// Things drawn: lines, point clouds, reference lines, annotations, …
  package static let marks = 2_000
  /// Panels of a grid, counting those inside panels.
  package static let panels = 144
  /// How deep grids may hold grids.
  package static let depth = 3
  /// Texts: tick labels, labels of bars and pictures, annotations.
  package static let texts = 50_000
}

/// How much of its limits a figure uses.
package struct FigureWeight: Equatable {
  package var numbers = 0
  package var pixelBytes = 0
  package var marks = 0
  package var panels = 0
  package var texts = 0

  /// What is too large, in words, or nil when everything fits.
  package var excess: String? {
    for (name, amount, limit) in [
      ("numbers", numbers, FigureLimits.numbers),
      ("bytes of pictures", pixelBytes, FigureLimits.pixelBytes),
      ("marks", marks, FigureLimits.marks),
      ("panels", panels, FigureLimits.panels),
      ("texts", texts, FigureLimits.texts),
    ] where amount > limit {
      return "\(amount) \(name); a figure holds at most \(limit)"
    }
    return nil
  }

  package static func += (left: inout FigureWeight, right: FigureWeight) {
    left.numbers += right.numbers
    left.pixelBytes += right.pixelBytes
    left.marks += right.marks
    left.panels += right.panels
    left.texts += right.texts
  }
}

extension Figure {
  /// How much of its limits the figure uses, its panels included.
  package var weight: FigureWeight {
    var total = FigureWeight()
    total.marks = marks.count
    for axis in [xAxis, yAxis] {
      total.numbers += axis.ticks?.count ?? 0
      total.texts += axis.tickLabels.count
    }
    for mark in marks { total += mark.weight }
    for panel in panels { total += panel.weight }
    total.panels += panels.count
    return total
  }

  /// The figure, or the end of the cell with an explanation when it holds too much.
  func withinLimits() -> Figure {
    if let excess = weight.excess { fatalError("this figure is too large to draw: \(excess)") }
    return self
  }
}
