import Plots

/// Colours along a scale from 0 to 1.
struct ColorMap {
  /// 256 colours at even steps.
  private let colors: [PixelColor]

  /// The colours of a scale; those that begin at the colour of the page begin dark on a dark one.
  init(_ scale: Figure.ColorScale, theme: Theme) {
    let anchors: [PixelColor] =
      switch scale {
      case .automatic where theme.isDark, .sequential where theme.isDark:
        [0x1B222C, 0x17324A, 0x15466C, 0x195E91, 0x2B7BB5, 0x559BCF, 0x8ABDE3, 0xCDE6F7]
      case .diverging where theme.isDark:
        [0xFFB089, 0xE9713A, 0xB2481A, 0x5F2A17, 0x24272C, 0x173A57, 0x1F6CA6, 0x4BA0DD, 0xA5D6F7]
      case .automatic, .sequential:
        [0xF7FBFF, 0xDCEAF6, 0xBAD6EB, 0x89BEDC, 0x539ECD, 0x2B7BBA, 0x0B559F, 0x08306B]
      case .diverging:
        [0x8C1D04, 0xC94A1D, 0xE98B5F, 0xF6C9AF, 0xF8F8F8, 0xB5D3EA, 0x6BA8D6, 0x2C79B8, 0x0B4A85]
      case .viridis:
        [
          0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59,
          0xB4DE2C, 0xFDE725,
        ]
      case .gray:
        [0x000000, 0xFFFFFF]
      }
    colors = Self.steps(between: anchors)
  }

  /// Colours between those given, at even distances.
  init(anchors: [PixelColor]) { colors = Self.steps(between: anchors) }

  /// The colour at a place, the nearest end beyond the ends, the start for NaN.
  subscript(fraction: Double) -> PixelColor {
    colors[Int(fraction.clamped(to: 0...1) * 255 + 0.5)]
  }

  private static func steps(between anchors: [PixelColor]) -> [PixelColor] {
    (0..<256).map { step in
      let position = Double(step) / 255 * Double(anchors.count - 1)
      let index = min(Int(position), anchors.count - 2)
      return anchors[index].mixed(with: anchors[index + 1], position - Double(index))
    }
  }
}
