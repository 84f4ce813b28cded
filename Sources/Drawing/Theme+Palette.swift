import Plots

extension Theme {
  /// The shade of a colour of the palette.
  func color(_ color: Figure.Color) -> PixelColor {
    switch color {
    case .blue: palette[0]
    case .vermilion: palette[1]
    case .green: palette[2]
    case .purple: palette[3]
    case .orange: palette[4]
    case .skyBlue: palette[5]
    case .black: foreground
    case .gray: gray
    case .series(let index): seriesColor(index)
    }
  }

  /// The colour of the n-th series: those of the palette, then the foreground, then all over again.
  private func seriesColor(_ index: Int) -> PixelColor {
    let position = index % (palette.count + 1)
    return position < palette.count ? palette[position] : foreground
  }
}
