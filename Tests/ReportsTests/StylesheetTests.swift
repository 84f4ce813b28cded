import Testing

@testable import Reports

@Suite("The look of the page")
struct StylesheetTests {
  /// The hexadecimal colours named in a block of the stylesheet.
  private func colors(after start: String) throws -> [String: (Double, Double, Double)] {
    var html = HTMLWriter()
    Stylesheet.write(to: &html)
    let css = html.string
    let block = try #require(css.firstRange(of: start)).upperBound
    var colors: [String: (Double, Double, Double)] = [:]
    for part in css[block...].prefix(while: { $0 != "}" }).split(whereSeparator: {
      ";\n".contains($0)
    }) {
      let pair = part.split(separator: ":")
      guard pair.count == 2, pair[1].first == "#" else { continue }
      var digits = pair[1].dropFirst().map { $0.hexDigitValue ?? 0 }
      if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
      func channel(_ index: Int) -> Double { Double(digits[index] * 16 + digits[index + 1]) / 255 }
      colors[String(pair[0])] = (channel(0), channel(2), channel(4))
    }
    return colors
  }

  private func luminance(_ color: (Double, Double, Double)) -> Double {
    func linear(_ value: Double) -> Double {
      // A close polynomial for ((value + 0.055) / 1.055) to the power 2.4.
      value <= 0.04045
        ? value / 12.92
        : value * (value * (value * 0.305306011 + 0.682171111) + 0.012522878)
    }
    return 0.2126 * linear(color.0) + 0.7152 * linear(color.1) + 0.0722 * linear(color.2)
  }

  @Test(
    "Text and ground have a contrast of at least 4.5",
    arguments: [":root{color-scheme:light dark;", "(prefers-color-scheme:dark){:root{"])
  func contrast(_ block: String) throws {
    let colors = try colors(after: block)
    let grounds = ["--ground", "--panel", "--bar"]
    let pairs =
      ["--text", "--muted"].flatMap { text in grounds.map { (text, $0) } }
      + ["--keyword", "--type", "--call", "--string", "--number", "--comment", "--attribute"]
      .flatMap { text in ["--panel", "--failed-ground", "--todo-ground"].map { (text, $0) } }
      + ["--red", "--green", "--yellow", "--blue", "--magenta", "--cyan", "--black", "--white"]
      .map { ($0, "--ground") }
      + ["passed", "failed", "todo", "skipped"].map { ("--\($0)", "--\($0)-ground") }
      + ["--passed", "--failed", "--accent"].map { ("--ground", $0) }
      + [("--accent", "--ground"), ("--muted", "--failed-ground"), ("--failed", "--ground")]
    for (text, ground) in pairs {
      let first = luminance(try #require(colors[text], "\(text)"))
      let second = luminance(try #require(colors[ground], "\(ground)"))
      let contrast = (max(first, second) + 0.05) / (min(first, second) + 0.05)
      #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
    }
  }

  @Test("Styles load nothing")
  func selfContained() {
    var html = HTMLWriter()
    Stylesheet.write(to: &html)
    #expect(!html.string.contains("url("))
    #expect(!html.string.contains("@import"))
    #expect(!html.string.contains("<"))
  }
}
