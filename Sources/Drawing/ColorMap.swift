import Plots

/// Colours along a scale from 0 to 1.
struct ColorMap {
  /// 256 colours at even steps.
  private let colors: [PixelColor]

  init(_ scale: Figure.ColorScale) {
    let anchors: [PixelColor] =
      switch scale {
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
