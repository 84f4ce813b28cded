import Glibc

/// The colours of a figure: those of the page it stands on.
public struct Theme: Sendable, Equatable {
  /// What is behind everything.
  var background: PixelColor
  /// Titles, labels, and the colour called black.
  var foreground: PixelColor
  /// Numbers at ticks.
  var secondary: PixelColor
  /// The lines of the axes.
  var axis: PixelColor
  /// The lines of the grid.
  var grid: PixelColor
  /// The colour called grey.
  var gray: PixelColor
  /// The frame of a legend.
  var frame: PixelColor
  /// Blue, vermilion, green, purple, orange and sky blue, in the order in which series take them.
  var palette: [PixelColor]

  /// Whether the page is dark.
  var isDark: Bool { background.luminance < 0.2 }

  /// Dark on white, in colours near those of Okabe and Ito without their yellow, which thin lines do not carry.
  ///
  /// They were moved a little, so that each has a contrast of 3 to the page and no two come close in the eyes of
  /// people who lack one kind of cone.
  public static let light = Theme(
    background: 0xFFFFFF, foreground: 0x1F2328, secondary: 0x444B53, axis: 0x6B737C,
    grid: 0xE6E8EB, gray: 0x7A828B, frame: 0xD0D4D9,
    palette: [0x026AB9, 0xB94900, 0x048C63, 0xB8578F, 0xD67D00, 0x3599D7])

  /// Light on nearly black, in brighter shades of the same colours.
  public static let dark = Theme(
    background: 0x16191D, foreground: 0xE8EAED, secondary: 0xB7BDC4, axis: 0x868E97,
    grid: 0x2B3036, gray: 0x98A0A9, frame: 0x3D444B,
    palette: [0x478CD4, 0xF39054, 0x2FBA89, 0xCC8CBA, 0xF0B429, 0x64DBFF])
}

/// A colour as the pixels of a picture hold it: 0xRRGGBB.
struct PixelColor: Sendable, Hashable, ExpressibleByIntegerLiteral {
  var bits: UInt32

  init(integerLiteral value: UInt32) { bits = value }

  init(bits: UInt32) { self.bits = bits }

  /// Components from 0 to 1.
  init(red: Double, green: Double, blue: Double) {
    bits = 0
    for component in [red, green, blue] {
      bits = bits << 8 | UInt32((min(max(component, 0), 1) * 255).rounded())
    }
  }

  var red: Double { Double(bits >> 16 & 255) / 255 }
  var green: Double { Double(bits >> 8 & 255) / 255 }
  var blue: Double { Double(bits & 255) / 255 }

  /// The colour part of the way to another one.
  func mixed(with other: PixelColor, _ part: Double) -> PixelColor {
    PixelColor(
      red: red + (other.red - red) * part, green: green + (other.green - green) * part,
      blue: blue + (other.blue - blue) * part)
  }

  /// How bright the colour looks: 0 for black, 1 for white.
  var luminance: Double { 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) }

  /// Black or white, whichever is easier to read on the colour.
  var readableInk: PixelColor { luminance > 0.179 ? 0x000000 : 0xFFFFFF }

  private func linear(_ component: Double) -> Double {
    component <= 0.04045 ? component / 12.92 : pow((component + 0.055) / 1.055, 2.4)
  }
}
