import CCairo
import Glibc
import Plots

/// How a text looks.
struct TextStyle {
  var size: Double
  var color: PixelColor
  var isBold = false
}

/// Which part of a text lies at its point, along the line.
enum HorizontalAnchor: Double {
  case start = 0
  case middle = 0.5
  case end = 1
}

/// Which part of a text lies at its point, across the line.
enum VerticalAnchor {
  case top
  case middle
  case baseline
  case bottom
}

extension Canvas {
  /// The height of a capital letter, as a part of the size of DejaVu Sans.
  private static let capHeight = 0.729
  /// What descends below the line, as a part of the size.
  static let descent = 0.24
  /// The distance between lines, as a part of the size.
  static let lineHeight = 1.2

  /// Sets what must not depend on the settings of the machine.
  func useFont() {
    let options = cairo_font_options_create()
    // Hinting moves letters to whole pixels, which at two pixels a point costs more evenness than it gains sharpness.
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  private func use(_ style: TextStyle) {
    cairo_select_font_face(
      context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
      style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, style.size)
  }

  /// How wide a text is, in points.
  func width(of text: String, _ style: TextStyle) -> Double {
    guard !text.isEmpty else { return 0 }
    use(style)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// The text, cleaned, and with an ellipsis where it would be wider than a number of points.
  func fitted(_ text: String, width limit: Double, _ style: TextStyle) -> String {
    let text = text.cleaned(limit: 300)
    guard width(of: text, style) > limit else { return text }
    let characters = Array(text)
    var (fits, fails) = (0, characters.count)
    while fails - fits > 1 {
      let middle = (fits + fails) / 2
      if width(of: String(characters[..<middle]) + "…", style) <= limit {
        fits = middle
      } else {
        fails = middle
      }
    }
    return fits == 0 ? "" : String(characters[..<fits]) + "…"
  }

  /// The text in lines broken between words, none wider than a number of points unless a word is.
  func broken(_ text: String, width limit: Double, _ style: TextStyle) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(of: last + " " + word, style) <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// Draws a line of text at a point.
  ///
  /// - Parameters:
  ///   - text: The text, cleaned.
  ///   - point: Where its anchor lies.
  ///   - style: How it looks.
  ///   - horizontal: The anchor along the line.
  ///   - vertical: The anchor across the line.
  ///   - angle: How far the line is turned clockwise, in radians.
  func draw(
    _ text: String, at point: Point, _ style: TextStyle,
    horizontal: HorizontalAnchor = .start, vertical: VerticalAnchor = .baseline, angle: Double = 0
  ) {
    guard !text.isEmpty else { return }
    let length = width(of: text, style)
    let across =
      switch vertical {
      case .top: Self.capHeight
      case .middle: Self.capHeight / 2
      case .baseline: 0.0
      case .bottom: -Self.descent
      }
    setColor(style.color)
    cairo_save(context)
    cairo_translate(context, point.x, point.y)
    if angle != 0 { cairo_rotate(context, angle) }
    cairo_move_to(context, -length * horizontal.rawValue, across * style.size)
    cairo_show_text(context, text)
    cairo_restore(context)
    cairo_new_path(context)
    let (back, up) = (-length * horizontal.rawValue, across * style.size)
    let start = Point(
      x: point.x + back * cos(angle) - up * sin(angle),
      y: point.y + back * sin(angle) + up * cos(angle))
    vectors?.addText(text, at: start, length: length, style, angle: angle)
  }
}
