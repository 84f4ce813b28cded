import Plots
import Testing

@testable import Drawing

struct TextPlacementTests {
  private let plot = Rectangle(x: 0, y: 0, width: 400, height: 300)

  private func items(_ points: [Point], width: Double = 40) -> [TextPlacement.Item] {
    points.map { TextPlacement.Item(text: "word", point: $0, color: 0x000000, width: width) }
  }

  /// Points that look scattered.
  private func scattered(_ count: Int, in room: Rectangle) -> [Point] {
    (0..<count).map { index -> Point in
      let right = Double(index * 37 % 101) / 101
      let down = Double(index * 53 % 97) / 97
      return Point(x: room.x + right * room.width, y: room.y + down * room.height)
    }
  }

  @Test func aTextWithRoomStandsRightOfItsPoint() throws {
    let point = Point(x: 100, y: 100)
    let placement = TextPlacement(items([point]), around: [point], in: plot, height: 12)
    let box = try #require(placement.places[0]?.box)
    #expect(box.x > 100 && box.x < 110)
    #expect(box.midY == 100)
  }

  @Test func textsStayInsideTheAxes() throws {
    let corners = [(0.0, 0.0), (400, 0), (0, 300), (400, 300)].map { Point(x: $0.0, y: $0.1) }
    let placement = TextPlacement(items(corners), around: corners, in: plot, height: 12)
    for place in placement.places {
      let box = try #require(place?.box)
      #expect(box.x >= 0 && box.maxX <= 400 && box.y >= 0 && box.maxY <= 300)
    }
  }

  @Test func crowdedTextsDoNotLieOnOneAnother() {
    let points = scattered(60, in: Rectangle(x: 150, y: 100, width: 100, height: 100))
    let placement = TextPlacement(items(points), around: points, in: plot, height: 12)
    let boxes = placement.places.compactMap { $0?.box }
    #expect(boxes.count > 25)
    for (index, box) in boxes.enumerated() {
      for other in boxes[..<index] {
        let width = min(box.maxX, other.maxX) - max(box.x, other.x)
        let height = min(box.maxY, other.maxY) - max(box.y, other.y)
        let shared: Double = max(0, width) * max(0, height)
        #expect(shared < 24)
      }
    }
  }

  @Test func whatFindsNoPlaceIsCounted() throws {
    var points: [[Double]] = []
    for index in 0..<400 { points.append([Double(index % 20), Double(index / 20)]) }
    let labels = (0..<400).map { "a rather long text \($0)" }
    let figure = Figure().embedding(points, labels: labels).size(width: 300, height: 200)
    let svg = try #require(try FigureRenderer().svgText(figure))
    #expect(svg.contains("texts left out"))
  }

  @Test func sameInputSamePlaces() {
    let points = scattered(80, in: plot)
    let one = TextPlacement(items(points), around: points, in: plot, height: 12)
    let two = TextPlacement(items(points), around: points, in: plot, height: 12)
    #expect(one.places.map { $0?.box } == two.places.map { $0?.box })
  }
}
