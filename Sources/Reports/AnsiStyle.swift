/// How a terminal would show a piece of text.
struct AnsiStyle: Equatable {
  /// A colour of the terminal's palette, or a mixed one.
  enum Color: Equatable {
    /// One of the sixteen named colours, which follow the reader's light or dark setting.
    case named(Int)
    /// Red, green and blue.
    case mixed(UInt8, UInt8, UInt8)
  }

  private static let names: [StaticString] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "gray", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
    "bright-cyan", "bright-white",
  ]

  private var foreground: Color?
  private var background: Color?
  private var isBold = false
  private var isFaint = false
  private var isItalic = false
  private var isUnderlined = false
  private var isStruck = false
  private var isInverse = false

  /// Opens a span in a page; the plain style opens none.
  func open(in html: inout HTMLWriter) {
    guard self != AnsiStyle() else { return }
    html.markup("<span class=\"")
    if isBold { html.markup("a-bold ") }
    if isFaint { html.markup("a-faint ") }
    if isItalic { html.markup("a-italic ") }
    if isUnderlined { html.markup("a-underline ") }
    if isStruck { html.markup("a-strike ") }
    if isInverse { html.markup("a-inverse ") }
    if case .named(let index) = foreground {
      html.markup("a-")
      html.markup(Self.names[index])
      html.markup(" ")
    }
    if case .named(let index) = background {
      html.markup("a-on-")
      html.markup(Self.names[index])
      html.markup(" ")
    }
    html.markup("\"")
    writeMixed(to: &html)
    html.markup(">")
  }

  /// Closes the span that `open` opened.
  func close(in html: inout HTMLWriter) {
    if self != AnsiStyle() { html.markup("</span>") }
  }

  /// Takes over the numbers of a `CSI … m` sequence.
  mutating func apply(parameters: ArraySlice<UInt8>) {
    var codes = parameters.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x3A || $0 == 0x3B }
    ).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }[...]
    while let code = codes.popFirst() {
      switch code {
      case 0: self = AnsiStyle()
      case 1: isBold = true
      case 2: isFaint = true
      case 3: isItalic = true
      case 4: isUnderlined = true
      case 7: isInverse = true
      case 9: isStruck = true
      case 22: (isBold, isFaint) = (false, false)
      case 23: isItalic = false
      case 24: isUnderlined = false
      case 27: isInverse = false
      case 29: isStruck = false
      case 30...37: foreground = .named(code - 30)
      case 38: foreground = Self.extended(&codes) ?? foreground
      case 39: foreground = nil
      case 40...47: background = .named(code - 40)
      case 48: background = Self.extended(&codes) ?? background
      case 49: background = nil
      case 90...97: foreground = .named(code - 82)
      case 100...107: background = .named(code - 92)
      default: break
      }
    }
  }

  private func writeMixed(to html: inout HTMLWriter) {
    var parts: [String] = []
    if case .mixed(let red, let green, let blue) = foreground {
      parts.append("color:rgb(\(red),\(green),\(blue))")
    }
    if case .mixed(let red, let green, let blue) = background {
      parts.append("background:rgb(\(red),\(green),\(blue))")
    }
    if !parts.isEmpty { html.attribute("style", parts.joined(separator: ";")) }
  }

  /// The colour of `38;5;n` or `38;2;r;g;b`.
  private static func extended(_ codes: inout ArraySlice<Int>) -> Color? {
    switch codes.popFirst() {
    case 5:
      guard let index = codes.popFirst() else { return nil }
      switch index {
      case 0..<16: return .named(index)
      case 16..<232:
        func level(_ step: Int) -> UInt8 { step == 0 ? 0 : UInt8(55 + 40 * step) }
        let cube = index - 16
        return .mixed(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
      case 232..<256:
        let gray = UInt8(8 + 10 * (index - 232))
        return .mixed(gray, gray, gray)
      default: return nil
      }
    case 2:
      guard codes.count >= 3 else {
        codes = []
        return nil
      }
      let parts = codes.prefix(3).map { UInt8(clamping: $0) }
      codes.removeFirst(3)
      return .mixed(parts[0], parts[1], parts[2])
    default: return nil
    }
  }
}
