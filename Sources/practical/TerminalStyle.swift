import Foundation

/// How the program writes to the terminal.
struct TerminalStyle {
  /// Whether colours are wanted and possible.
  var hasColor: Bool
  /// Whether a line can be drawn over.
  var isInteractive: Bool

  /// The style for standard output.
  static func detect() -> TerminalStyle {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(1) == 1 && environment["TERM"] != "dumb"
    let noColor = !(environment["NO_COLOR"] ?? "").isEmpty
    return TerminalStyle(hasColor: isTerminal && !noColor, isInteractive: isTerminal)
  }

  /// The columns of the terminal on standard output; 80 where they are not known.
  static var width: Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  func green(_ text: String) -> String { colored(text, "32") }
  func red(_ text: String) -> String { colored(text, "31") }
  func yellow(_ text: String) -> String { colored(text, "33") }
  func bold(_ text: String) -> String { colored(text, "1") }
  func dim(_ text: String) -> String { colored(text, "2") }

  private func colored(_ text: String, _ code: String) -> String {
    hasColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Text of a cell without anything that could command the terminal: what remains is letters, tabs and
  /// line ends.
  static func harmless(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 32 && $0 < 127 || $0 == 10 }) { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let value = scalar.value
          let isControl = value < 32 && value != 10 && value != 9 || value >= 127 && value < 160
          // Marks that turn the direction of writing can make a line say what it does not.
          let isDirection = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
          return isControl || isDirection ? "\u{FFFD}" : scalar
        }))
  }
}
