import CCairo
import Plots

/// The pixels of one marker, to be put at many places.
///
/// Drawing a marker as a path costs some microseconds, putting ready pixels a few nanoseconds. So that points do not
/// snap to whole pixels, there is a copy for each quarter of a pixel in both directions.
struct Stamp: Hashable {
  /// Positions within a pixel, in each direction.
  static let phases = 4

  let marker: Figure.Marker
  let diameter: Double
  let color: PixelColor
  /// The colour around the marker that keeps neighbours apart; nil for none.
  let edge: PixelColor?
  let opacity: Double

  /// The pixels from the middle of the marker to the edge of the picture.
  ///
  /// Shapes reach up to 1.25 radii; then come the edge, the part of a pixel, and the blur of both.
  var reach: Int {
    Int((diameter * 0.63 * Canvas.scale + (edge == nil ? 0 : 0.6)).rounded(.up)) + 2
  }

  var side: Int { 2 * reach + 1 }

  /// The copies, 0xAARRGGBB with colours multiplied by their opacity: phases in x, then in y.
  func pictures() -> [[UInt32]] {
    (0..<Self.phases * Self.phases).map { index in
      picture(
        dx: Double(index % Self.phases) / Double(Self.phases),
        dy: Double(index / Self.phases) / Double(Self.phases))
    }
  }

  private func picture(dx: Double, dy: Double) -> [UInt32] {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(side), Int32(side))
    let context = cairo_create(surface)
    defer {
      cairo_destroy(context)
      cairo_surface_destroy(surface)
    }
    // The middle of the marker lies at the upper left corner of the middle pixel.
    cairo_translate(context, Double(reach) + dx, Double(reach) + dy)
    cairo_scale(context, Canvas.scale, Canvas.scale)
    if opacity < 1 { cairo_push_group(context) }
    Self.addPath(marker, diameter: diameter, to: context)
    paint(context)
    if opacity < 1 {
      cairo_pop_group_to_source(context)
      cairo_paint_with_alpha(context, opacity)
    }
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else {
      return Array(repeating: 0, count: side * side)
    }
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    let pixels = UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self)
    return (0..<side * side).map { pixels[$0 / side * stride + $0 % side] }
  }

  private func paint(_ context: OpaquePointer?) {
    let isOpen = marker == .cross || marker == .plus
    cairo_set_source_rgb(context, color.red, color.green, color.blue)
    cairo_set_line_width(context, max(1, diameter / 4))
    if isOpen { return cairo_stroke(context) }
    cairo_fill_preserve(context)
    if let edge {
      cairo_set_source_rgb(context, edge.red, edge.green, edge.blue)
      cairo_set_line_width(context, 0.6)
      cairo_stroke(context)
    } else {
      cairo_new_path(context)
    }
  }

  /// Adds the outline of a marker around the origin; shapes have about the same area.
  static func addPath(_ marker: Figure.Marker, diameter: Double, to context: OpaquePointer?) {
    let radius = diameter / 2
    if marker == .circle { cairo_arc(context, 0, 0, radius, 0, 2 * Double.pi) }
    for outline in marker.outlines {
      for (index, point) in outline.points.enumerated() {
        if index == 0 {
          cairo_move_to(context, point.x * radius, point.y * radius)
        } else {
          cairo_line_to(context, point.x * radius, point.y * radius)
        }
      }
      if outline.isClosed { cairo_close_path(context) }
    }
  }
}

/// Corners joined by straight lines.
struct MarkerOutline {
  var points: [Point]
  var isClosed: Bool

  init(_ corners: [(x: Double, y: Double)], isClosed: Bool) {
    points = corners.map { Point(x: $0.x, y: $0.y) }
    self.isClosed = isClosed
  }
}

extension Figure.Marker {
  /// The corners of the shape around the origin, for a radius of 1; none for a circle.
  var outlines: [MarkerOutline] {
    switch self {
    case .none, .circle: []
    case .square:
      [
        MarkerOutline(
          [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)], isClosed: true)
      ]
    case .triangle: [MarkerOutline([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)], isClosed: true)]
    case .diamond:
      [MarkerOutline([(0, -1.25), (1.1, 0), (0, 1.25), (-1.1, 0)], isClosed: true)]
    case .cross:
      [
        MarkerOutline([(-0.8, -0.8), (0.8, 0.8)], isClosed: false),
        MarkerOutline([(0.8, -0.8), (-0.8, 0.8)], isClosed: false),
      ]
    case .plus:
      [
        MarkerOutline([(-1, 0), (1, 0)], isClosed: false),
        MarkerOutline([(0, -1), (0, 1)], isClosed: false),
      ]
    }
  }
}

extension Canvas {
  /// The copies of a marker, drawn once.
  private func pictures(of stamp: Stamp) -> [[UInt32]] {
    if let drawn = stamps[stamp] { return drawn }
    if stamps.count >= Self.stampLimit { stamps = [:] }
    let pictures = stamp.pictures()
    stamps[stamp] = pictures
    return pictures
  }

  /// Puts a marker at places, as far as it lies in a rectangle.
  func stamp(_ stamp: Stamp, at points: some Sequence<Point>, in room: Rectangle) {
    guard stamp.marker != .none else { return }
    let pictures = pictures(of: stamp)
    writeDown(stamp, at: points, in: room)
    let (side, reach) = (stamp.side, stamp.reach)
    let phases = Double(Stamp.phases)
    let columns = max(0, Int(room.x * Self.scale))..<min(width, Int(room.maxX * Self.scale))
    let rows = max(0, Int(room.y * Self.scale))..<min(height, Int(room.maxY * Self.scale))
    withPixels { pixels in
      for point in points where room.contains(point) {
        let (quarterX, quarterY) = (
          Int((point.x * Self.scale * phases).rounded()),
          Int((point.y * Self.scale * phases).rounded())
        )
        let phase = quarterX % Stamp.phases + quarterY % Stamp.phases * Stamp.phases
        let (left, top) = (quarterX / Stamp.phases - reach, quarterY / Stamp.phases - reach)
        let across = max(left, columns.lowerBound)..<max(left, min(left + side, columns.upperBound))
        let down = max(top, rows.lowerBound)..<max(top, min(top + side, rows.upperBound))
        pictures[phase].withUnsafeBufferPointer { picture in
          for row in down {
            let source = (row - top) * side - left
            let target = pixels + row * stride
            for column in across {
              target[column] = over(picture[source + column], target[column])
            }
          }
        }
      }
    }
  }
}

extension Canvas {
  private func writeDown(_ stamp: Stamp, at points: some Sequence<Point>, in room: Rectangle) {
    guard vectors?.isAbandoned == false else { return }
    vectors?.beginMarkers(stamp)
    for point in points where room.contains(point) {
      vectors?.addMarker(stamp, at: point)
      if vectors?.isAbandoned == true { return }
    }
    vectors?.endMarkers()
  }
}

/// The colour of a pixel after something translucent was put on it; two components are computed at a time.
@inline(__always)
private func over(_ above: UInt32, _ below: UInt32) -> UInt32 {
  let rest = 256 - (above >> 24) - (above >> 31)
  let redBlue = ((below & 0xFF00FF) &* rest) >> 8 & 0xFF00FF
  let green = ((below >> 8 & 0xFF) &* rest) & 0xFF00
  return (above & 0xFFFFFF) &+ (redBlue | green)
}
