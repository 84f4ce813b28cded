import Glibc
import Plots
import Testing

@testable import Drawing

/// Colours can be told from the page and from one another.
struct ThemeTests {
  private static let themes: [(name: String, theme: Theme)] = [
    ("light", .light), ("dark", .dark),
  ]

  @Test(arguments: [0, 1])
  func seriesStandOutFromThePage(index: Int) {
    let theme = Self.themes[index].theme
    for color in theme.palette + [theme.gray, theme.axis] {
      #expect(color.contrast(with: theme.background) >= 3, "\(color.hexadecimal)")
    }
    for color in [theme.foreground, theme.secondary] {
      #expect(color.contrast(with: theme.background) >= 7, "\(color.hexadecimal)")
    }
  }

  /// Simulated after Machado, Oliveira and Fernandes (2009), for people who lack one kind of cone; distances in
  /// CIE Lab, where 2 can just be seen.
  @Test(arguments: [0, 1], ["all cones", "no long", "no medium", "no short"])
  func seriesStandApart(index: Int, vision: String) {
    let theme = Self.themes[index].theme
    let colors = (theme.palette + [theme.foreground]).map { $0.lab(Self.vision[vision] ?? []) }
    for (position, color) in colors.enumerated() {
      for other in colors[..<position] {
        let distance = zip(color, other).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
        #expect(distance > 14)
      }
    }
  }

  private static let vision: [String: [Double]] = [
    "all cones": [1, 0, 0, 0, 1, 0, 0, 0, 1],
    "no long": [
      0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
    ],
    "no medium": [
      0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881,
    ],
    "no short": [
      1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900,
    ],
  ]

  @Test(arguments: [0, 1])
  func scalesBeginAtThePageAndRise(index: Int) {
    let theme = Self.themes[index].theme
    let map = ColorMap(.sequential, theme: theme)
    #expect(map[0].contrast(with: theme.background) < 1.3)
    let contrasts = (0...20).map { map[Double($0) / 20].contrast(with: theme.background) }
    #expect(contrasts == contrasts.sorted())
    let diverging = ColorMap(.diverging, theme: theme)
    #expect(diverging[0.5].contrast(with: theme.background) < 1.3)
    #expect(diverging[0].red > diverging[0].blue)
    #expect(diverging[1].blue > diverging[1].red)
  }

  @Test func numbersOfHeatMapsCanBeRead() {
    for (_, theme) in Self.themes {
      for scale in Figure.ColorScale.allCases {
        let map = ColorMap(scale, theme: theme)
        for step in 0...20 {
          let color = map[Double(step) / 20]
          #expect(color.contrast(with: color.readableInk) > 4.5, "\(scale) \(step)")
        }
      }
    }
  }

  @Test func bothThemesShowTheSameData() throws {
    let figure = Figure().line([0, 10], [0, 10], width: 4).legend(.none)
    for (_, theme) in Self.themes {
      let drawn = try DrawnFigure(figure, theme: theme)
      #expect(drawn.color(3, 3) == theme.palette[0])
      #expect(drawn.color(3, 7) == theme.background)
    }
  }
}

extension PixelColor {
  /// The colour as it looks to eyes given by a matrix, in CIE Lab.
  fileprivate func lab(_ vision: [Double]) -> [Double] {
    let light = [red, green, blue].map {
      $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
    }
    let seen = Self.product(vision, light).map { min(max($0, 0), 1) }
    let matrix = [
      0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505,
    ]
    let white = [0.9505, 1, 1.089]
    let parts = zip(Self.product(matrix, seen), white).map { part, white in
      part / white > 0.008856 ? cbrt(part / white) : 7.787 * part / white + 16 / 116
    }
    return [
      116 * parts[1] - 16, 500 * (parts[0] - parts[1]), 200 * (parts[1] - parts[2]),
    ]
  }

  private static func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    (0..<3).map { row in (0..<3).reduce(0) { $0 + matrix[row * 3 + $1] * vector[$1] } }
  }
}
