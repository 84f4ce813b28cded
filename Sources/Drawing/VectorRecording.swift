import Plots

/// What was drawn on a canvas, written down as the elements of an SVG picture.
///
/// The canvas draws pixels all the same: what is drawn depends on them, since a legend looks for its place among
/// them. Pictures and point clouds are smaller as pixels, so writing stops for good where they come up. There
/// are no ids, styles, scripts or references in the elements: several figures can stand in one page, and none
/// can reach beyond its own place.
struct VectorRecording {
  /// Beyond as many bytes pixels are smaller.
  static let limit = 200_000

  /// The elements, in UTF-8.
  private(set) var elements: [UInt8] = []
  /// Whether the figure holds something that is better left to pixels.
  private(set) var isAbandoned = false

  /// How much was written so far, to go back to.
  var position: Int { elements.count }

  /// Takes back what was written after a position.
  mutating func rewind(to position: Int) {
    guard !isAbandoned else { return }
    elements.removeLast(elements.count - position)
  }

  /// Stops writing, for good.
  mutating func abandon() {
    isAbandoned = true
    elements = []
  }

  private mutating func add(_ element: String) {
    guard !isAbandoned else { return }
    elements += element.utf8
    if elements.count > Self.limit { abandon() }
  }

  mutating func addFill(_ path: VectorPath, _ color: PixelColor, opacity: Double = 1) {
    guard !path.data.isEmpty else { return }
    add(
      "<path fill=\"\(color.hexadecimal)\"\(opacity.attribute("fill-opacity")) d=\"\(path.data)\"/>"
    )
  }

  mutating func addStroke(
    _ path: VectorPath, _ color: PixelColor, width: Double, dashes: [Double] = [],
    isRound: Bool = false, opacity: Double = 1
  ) {
    guard !path.data.isEmpty else { return }
    var element = "<path fill=\"none\" stroke=\"\(color.hexadecimal)\""
    element += width.attribute("stroke-width") + opacity.attribute("opacity")
    if !dashes.isEmpty {
      let lengths = dashes.map { VectorPath.text($0) }.joined(separator: " ")
      element += " stroke-dasharray=\"\(lengths)\""
    }
    if isRound { element += " stroke-linecap=\"round\"" }
    add(element + " d=\"\(path.data)\"/>")
  }

  /// A rectangle with round corners and an outline.
  mutating func addBox(
    _ rectangle: Rectangle, radius: Double, _ color: PixelColor, opacity: Double,
    frame: PixelColor?
  ) {
    var element = "<rect"
    for (name, value) in [
      ("x", rectangle.x), ("y", rectangle.y), ("width", rectangle.width),
      ("height", rectangle.height), ("rx", radius),
    ] {
      element += " \(name)=\"\(VectorPath.text(value))\""
    }
    element += " fill=\"\(color.hexadecimal)\"" + opacity.attribute("fill-opacity")
    if let frame { element += " stroke=\"\(frame.hexadecimal)\"" }
    add(element + "/>")
  }

  /// A line of text that begins at a point, as long as it is in pixels whatever font shows it.
  mutating func addText(
    _ text: String, at start: Point, length: Double, _ style: TextStyle, angle: Double
  ) {
    let (x, y) = (VectorPath.text(start.x), VectorPath.text(start.y))
    var element = "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(VectorPath.text(style.size))\""
    if style.isBold { element += " font-weight=\"bold\"" }
    element += " fill=\"\(style.color.hexadecimal)\""
    if angle != 0 {
      element += " transform=\"rotate(\(VectorPath.text(angle * 180 / Double.pi)) \(x) \(y))\""
    }
    // A length makes no sense for a single letter, and some programs then space it oddly.
    if text.count > 1 { element += " textLength=\"\(VectorPath.text(length))\"" }
    add(element + ">" + text.markupEscaped + "</text>")
  }

  /// Begins a part whose content does not reach beyond a rectangle.
  mutating func beginClip(to rectangle: Rectangle) {
    let (x, y) = (VectorPath.text(rectangle.x), VectorPath.text(rectangle.y))
    let (width, height) = (VectorPath.text(rectangle.width), VectorPath.text(rectangle.height))
    // An inner picture clips without the id that a clip path would need.
    add(
      "<svg x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"\(x) \(y) \(width) \(height)\">")
  }

  mutating func endClip() { add("</svg>") }

  /// Begins a series of markers.
  mutating func beginMarkers(_ stamp: Stamp) {
    let color = stamp.color.hexadecimal
    let isOpen = stamp.marker == .cross || stamp.marker == .plus
    var element = "<g"
    if isOpen {
      element += " fill=\"none\" stroke=\"\(color)\""
      element += max(1, stamp.diameter / 4).attribute("stroke-width")
    } else {
      element += " fill=\"\(color)\"" + stamp.opacity.attribute("fill-opacity")
      if let edge = stamp.edge {
        element += " stroke=\"\(edge.hexadecimal)\" stroke-width=\".6\""
      }
    }
    if isOpen || stamp.edge != nil { element += stamp.opacity.attribute("stroke-opacity") }
    add(element + ">")
  }

  mutating func addMarker(_ stamp: Stamp, at point: Point) {
    let radius = stamp.diameter / 2
    if stamp.marker == .circle {
      let (x, y) = (VectorPath.text(point.x), VectorPath.text(point.y))
      return add("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(VectorPath.text(radius))\"/>")
    }
    var path = VectorPath()
    for outline in stamp.marker.outlines {
      path.addLines(
        outline.points.map {
          Point(x: point.x + $0.x * radius, y: point.y + $0.y * radius)
        }, isClosed: outline.isClosed)
    }
    add("<path d=\"\(path.data)\"/>")
  }

  mutating func endMarkers() { add("</g>") }
}

extension Double {
  /// The number as an attribute of SVG; nothing for 1, which these attributes are unless told otherwise.
  fileprivate func attribute(_ name: String) -> String {
    self == 1 ? "" : " \(name)=\"\(VectorPath.text(self))\""
  }
}

extension PixelColor {
  /// The colour as "#1F2328".
  var hexadecimal: String {
    let digits = String(bits & 0xFFFFFF, radix: 16, uppercase: true)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

extension String {
  /// The text as it stands between tags or quotes of XML, without what XML cannot hold.
  var markupEscaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}",
        "\u{10000}"..."\u{10FFFF}":
        result.unicodeScalars.append(scalar)
      default: continue
      }
    }
    return result
  }
}
