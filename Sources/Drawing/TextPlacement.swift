import Plots

/// Finds places for texts beside their points, where they cover neither one another nor points.
///
/// Each text takes the cheapest of some places around its point; then all look again a few times, since where one
/// moves away another may move in. What still lies on another text at the end is left out.
struct TextPlacement {
  /// A text with its point.
  struct Item {
    var text: String
    var point: Point
    var color: PixelColor
    var width: Double
  }

  /// Where a text lies.
  struct Place {
    var box: Rectangle
    var cost: Double
    /// Whether it is so far from its point that a line has to join them.
    var isAway: Bool
  }

  /// More texts than that never fit.
  static let limit = 1_500
  private static let rounds = 4
  private static let directions: [(x: Double, y: Double, cost: Double)] = [
    (1, 0, 0), (-1, 0, 0.1), (0, -1, 0.05), (0, 1, 0.1),
    (0.75, -0.75, 0.1), (-0.75, -0.75, 0.15), (0.75, 0.75, 0.15), (-0.75, 0.75, 0.2),
  ]
  private static let distances: [(points: Double, cost: Double)] = [
    (5.5, 0), (11, 0.5), (18, 1), (28, 1.6), (42, 2.4),
  ]

  let items: [Item]
  private(set) var places: [Place?]
  private let plot: Rectangle
  private let height: Double
  private var points: PlaceIndex
  private var boxes: PlaceIndex

  init(_ items: [Item], around marks: [Point], in plot: Rectangle, height: Double) {
    self.items = items
    self.plot = plot
    self.height = height
    places = items.map { _ in nil }
    points = PlaceIndex(plot)
    boxes = PlaceIndex(plot)
    for mark in marks where plot.contains(mark) {
      points.add(Rectangle(x: mark.x - 2, y: mark.y - 2, width: 4, height: 4), number: -1)
    }
    for _ in 0..<Self.rounds {
      for index in items.indices { settle(index) }
    }
    removeCovered()
  }

  private mutating func settle(_ index: Int) {
    if let old = places[index] { boxes.remove(old.box, number: index) }
    let best = candidates(for: items[index]).min { $0.cost < $1.cost }
    places[index] = best
    if let best { boxes.add(best.box, number: index) }
  }

  private func candidates(for item: Item) -> [Place] {
    var result: [Place] = []
    for (distance, farCost) in Self.distances {
      for direction in Self.directions {
        let (dx, dy) = (direction.x * distance, direction.y * distance)
        let left =
          direction.x > 0
          ? item.point.x + dx
          : direction.x < 0 ? item.point.x + dx - item.width : item.point.x - item.width / 2
        let top =
          direction.y > 0
          ? item.point.y + dy
          : direction.y < 0 ? item.point.y + dy - height : item.point.y - height / 2
        let box = Rectangle(x: left, y: top, width: item.width, height: height)
        guard plot.contains(Point(x: box.x, y: box.y)),
          plot.contains(Point(x: box.maxX, y: box.maxY))
        else { continue }
        let overlap = boxes.overlap(with: box) / (item.width * height)
        let cost =
          farCost + direction.cost + 12 * overlap + 0.6 * Double(points.count(touching: box))
        result.append(Place(box: box, cost: cost, isAway: distance > 8))
      }
      // A free place nearby is better than any further away.
      if result.contains(where: { $0.cost < farCost + 0.5 }) { break }
    }
    return result
  }

  /// Leaves out texts that lie on others, the longest first, as they stand in the way of most.
  private mutating func removeCovered() {
    let order = items.indices.sorted { items[$0].width > items[$1].width }
    for index in order {
      guard let place = places[index] else { continue }
      boxes.remove(place.box, number: index)
      if boxes.overlap(with: place.box) > 0.04 * items[index].width * height {
        places[index] = nil
      } else {
        boxes.add(place.box, number: index)
      }
    }
  }
}

/// Rectangles that can be found by where they lie.
private struct PlaceIndex {
  private struct Entry {
    var box: Rectangle
    var number: Int
  }

  private static let side = 40.0
  private let plot: Rectangle
  private let columns: Int
  private let rows: Int
  private var cells: [[Entry]]

  init(_ plot: Rectangle) {
    self.plot = plot
    columns = max(1, Int(plot.width / Self.side) + 1)
    rows = max(1, Int(plot.height / Self.side) + 1)
    cells = Array(repeating: [], count: columns * rows)
  }

  private func cells(of box: Rectangle) -> [Int] {
    func span(_ start: Double, _ end: Double, _ count: Int) -> ClosedRange<Int> {
      let first = Int((start / Self.side).clamped(to: 0...Double(count - 1)))
      return first...max(first, Int((end / Self.side).clamped(to: 0...Double(count - 1))))
    }
    let across = span(box.x - plot.x, box.maxX - plot.x, columns)
    let down = span(box.y - plot.y, box.maxY - plot.y, rows)
    return down.flatMap { row in across.map { row * columns + $0 } }
  }

  mutating func add(_ box: Rectangle, number: Int) {
    for cell in cells(of: box) { cells[cell].append(Entry(box: box, number: number)) }
  }

  mutating func remove(_ box: Rectangle, number: Int) {
    for cell in cells(of: box) { cells[cell].removeAll { $0.number == number } }
  }

  /// The area shared with the rectangles; that of one in several cells counts as often, which does no harm.
  func overlap(with box: Rectangle) -> Double {
    var area = 0.0
    for cell in cells(of: box) {
      for entry in cells[cell] {
        let width = min(entry.box.maxX, box.maxX) - max(entry.box.x, box.x)
        let height = min(entry.box.maxY, box.maxY) - max(entry.box.y, box.y)
        if width > 0, height > 0 { area += width * height }
      }
    }
    return area
  }

  /// How many rectangles are touched, up to a number beyond which it makes no difference.
  func count(touching box: Rectangle) -> Int {
    var count = 0
    for cell in cells(of: box) {
      for entry in cells[cell] where count < 20 {
        if entry.box.x < box.maxX, entry.box.maxX > box.x, entry.box.y < box.maxY,
          entry.box.maxY > box.y
        {
          count += 1
        }
      }
    }
    return count
  }
}
