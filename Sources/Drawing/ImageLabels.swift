import Plots

/// The texts above pictures, broken into lines where they are wider than their pictures.
final class ImageLabels {
  /// More lines than that would be a text with pictures.
  static let lineLimit = 4
  /// Texts whose widths are measured; others are taken to be no wider.
  private static let measured = 500

  private let texts: [String]
  private let canvas: Canvas
  private let plain: TextStyle

  /// The width of the widest text, in points.
  let widest: Double
  /// The height of a line, in points.
  var lineHeight: Double { plain.size * 1.15 }

  /// Measures the texts; nil when there are none.
  init?(_ images: Figure.Images, style: TextStyle, canvas: Canvas) {
    guard !images.labels.isEmpty else { return nil }
    texts = images.labels.map { $0.cleaned(limit: 120) }
    self.canvas = canvas
    plain = style
    widest = texts.prefix(Self.measured).map { canvas.width(of: $0, style) }.max() ?? 0
  }

  /// Measures the texts before there is a canvas to draw them on.
  convenience init?(_ images: Figure.Images, width: Double) {
    guard !images.labels.isEmpty,
      let canvas = try? Canvas(width: 1, height: 1, background: 0xFFFFFF)
    else { return nil }
    self.init(images, style: TextStyles(theme: .light, width: width).tick, canvas: canvas)
  }

  /// The style for texts of a width: what is a little too long is written smaller rather than broken.
  func style(width: Double) -> TextStyle {
    var style = plain
    if widest > width { style.size *= max(0.8, width / max(1, widest)) }
    return style
  }

  /// How many lines the longest text takes, at most `lineLimit`.
  func lineCount(width: Double) -> Int {
    guard style(width: width).size < plain.size else { return 1 }
    return texts.indices.prefix(Self.measured).map { lines(of: $0, width: width).count }.max() ?? 1
  }

  /// The lines of a text: broken between words where that is possible, and the last one cut off if need be.
  func lines(of index: Int, width: Double) -> [String] {
    let style = style(width: width)
    var lines: [String] = []
    var line = ""
    var words = texts[index].split(separator: " ").map(String.init)[...]
    while let word = words.first {
      let longer = line.isEmpty ? word : line + " " + word
      if canvas.width(of: longer, style) <= width {
        line = longer
        words.removeFirst()
      } else if lines.count == Self.lineLimit - 1 {
        line += (line.isEmpty ? "" : " ") + words.joined(separator: " ")
        break
      } else if line.isEmpty {
        let (head, tail) = split(word, width: width, style)
        lines.append(head)
        words[words.startIndex] = tail
      } else {
        lines.append(line)
        line = ""
      }
    }
    if !line.isEmpty { lines.append(canvas.fitted(line, width: width, style)) }
    return lines
  }

  /// The letters of a long word that fit, at least one, and the others.
  private func split(_ word: String, width: Double, _ style: TextStyle) -> (String, String) {
    var count = max(1, word.count - 1)
    while count > 1, canvas.width(of: String(word.prefix(count)), style) > width { count -= 1 }
    return (String(word.prefix(count)), String(word.dropFirst(count)))
  }
}
