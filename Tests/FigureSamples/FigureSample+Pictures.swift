import Glibc
import Plots

extension FigureSample {
  /// Pictures of rings that turn into bars, 28 × 28 pixels each.
  private static func signs(_ count: Int) -> ImageValues {
    var values: [Float] = []
    for index in 0..<count {
      let turn = Double(index) / Double(count) * .pi
      for row in 0..<28 {
        for column in 0..<28 {
          let (x, y) = (Double(column) - 13.5, Double(row) - 13.5)
          let along = x * cos(turn) + y * sin(turn)
          let ring = exp(-pow(hypot(x, y) - 8, 2) / 4)
          let bar = exp(-along * along / 5) * (hypot(x, y) < 9 ? 1 : 0)
          values.append(Float(min(1, index % 2 == 0 ? ring + bar : bar)))
        }
      }
    }
    return ImageValues(count: count, height: 28, width: 28, channels: 1, values: values)
  }

  static let digits: FigureSample = {
    let pictures = signs(20)
    return FigureSample(
      "pictures", "Pictures with labels, two of them highlighted",
      ["values": pictures.values.map { Double($0) }],
      sized(
        Figure(title: "Signs").images(
          pictures, columns: 10, labels: (0..<20).map { $0 % 7 }, highlighted: [3, 12]), 480, 140))
  }()

  static let captions: FigureSample = {
    let pictures = signs(5)
    return FigureSample(
      "captions", "Long labels are broken into lines",
      ["values": pictures.values.map { Double($0) }],
      sized(
        Figure(title: "What the network says").images(
          pictures, columns: 5,
          labels: [
            "a ring with an upright bar in it", "a bar", "a ring with a bar that leans",
            "a bar that leans to the left", "an incomprehensible sign",
          ]), 480, 175))
  }()

  static let attention: FigureSample = {
    let picture = signs(1)
    let maps = (0..<4).flatMap { map in
      (0..<49).map { index -> Float in
        let (row, column) = (Float(index / 7) - 3, Float(index % 7) - 3)
        let (x, y) = (Float(map % 2) * 4 - 2, Float(map / 2) * 4 - 2)
        return exp(-((row - y) * (row - y) + (column - x) * (column - x)) / 3)
      }
    }
    return FigureSample(
      "attention", "What a network looked at for each word",
      ["picture": picture.values.map { Double($0) }, "maps": maps.map { Double($0) }],
      sized(
        Figure(title: "Where it looks").attentionMaps(
          picture, maps: ImageValues(count: 4, height: 7, width: 7, channels: 1, values: maps),
          labels: ["left", "right", "below left", "below right"]), 480, 165))
  }()
}
