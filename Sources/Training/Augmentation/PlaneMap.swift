internal import Glibc

/// Where every pixel of a changed picture comes from: a map of the plane about the middle.
struct PlaneMap {
  /// The rows of the matrix and the shift, for places counted from the middle.
  private var a = (1.0, 0.0, 0.0)
  private var b = (0.0, 1.0, 0.0)
  private let middleX: Double
  private let middleY: Double
  /// Whether nothing was changed.
  private(set) var isIdentity = true

  init(width: Int, height: Int) {
    middleX = Double(width - 1) / 2
    middleY = Double(height - 1) / 2
  }

  /// What stands at a place moves right and down.
  mutating func shift(_ x: Float, _ y: Float) {
    before((1, 0, -Double(x)), (0, 1, -Double(y)))
  }

  /// Turns the picture against the clock.
  mutating func rotate(_ degrees: Float) {
    let (sine, cosine) = (sin(Double(degrees) * .pi / 180), cos(Double(degrees) * .pi / 180))
    before((cosine, -sine, 0), (sine, cosine, 0))
  }

  /// Enlarges the picture.
  mutating func scale(_ factor: Float) {
    before((1 / Double(factor), 0, 0), (0, 1 / Double(factor), 0))
  }

  /// Lets what stands upright lean to the right.
  mutating func shear(_ degrees: Float) {
    before((1, tan(Double(degrees) * .pi / 180), 0), (0, 1, 0))
  }

  /// The map after a change whose inverse is given: the changed picture looks there first.
  private mutating func before(
    _ c: (Double, Double, Double), _ d: (Double, Double, Double)
  ) {
    func row(_ r: (Double, Double, Double)) -> (Double, Double, Double) {
      (r.0 * c.0 + r.1 * d.0, r.0 * c.1 + r.1 * d.1, r.0 * c.2 + r.1 * d.2 + r.2)
    }
    a = row(a)
    b = row(b)
    isIdentity = isIdentity && c == (1, 0, 0) && d == (0, 1, 0)
  }

  /// Two rows of three numbers, for places counted from the upper left pixel.
  var coefficients: [Float] {
    let x = middleX + a.2 - a.0 * middleX - a.1 * middleY
    let y = middleY + b.2 - b.0 * middleX - b.1 * middleY
    return [a.0, a.1, x, b.0, b.1, y].map { Float($0) }
  }
}
