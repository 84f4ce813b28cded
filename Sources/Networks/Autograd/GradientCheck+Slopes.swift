import Tensors

extension GradientCheck {
  /// The measured slopes of a function of a tensor.
  ///
  /// **Shapes:** the result has the shape of `x`.
  ///
  /// - Parameters:
  ///   - x: Where.
  ///   - function: The function; it should add up in `Double`.
  /// - Returns: The slopes.
  public static func slopes(at x: Tensor, of function: (Tensor) -> Double) -> Tensor {
    var moved = x
    var result = x
    for index in 0..<x.count {
      result.scalars[index] = Float(
        Neighborhood(&moved, index, step: step, function).slope)
    }
    return result
  }

  /// The values of a function near a place, along one coordinate.
  internal struct Neighborhood {
    private let step: Double
    private let left: (far: Double, near: Double)
    private let right: (near: Double, far: Double)

    init(_ x: inout Tensor, _ index: Int, step: Float, _ function: (Tensor) -> Double) {
      let value = x.scalars[index]
      func shifted(_ steps: Float) -> Double {
        x.scalars[index] = value + steps * step
        return function(x)
      }
      self.step = Double(step)
      left = (shifted(-2), shifted(-1))
      right = (shifted(1), shifted(2))
      x.scalars[index] = value
    }

    /// The slope by the formula of fourth order.
    var slope: Double {
      (8 * (right.near - left.near) - (right.far - left.far)) / (12 * step)
    }

    /// How much the slopes to the right and to the left differ, by formulas of second order, which a
    /// smooth curve hardly shows.
    func bend(center: Double) -> Double {
      let rightSlope = (4 * right.near - 3 * center - right.far) / (2 * step)
      let leftSlope = (3 * center - 4 * left.near + left.far) / (2 * step)
      return abs(rightSlope - leftSlope)
    }

    /// The smallest and largest slope of the lines from the place to its neighbours: a derivative at
    /// a kink lies between.
    func secants(center: Double) -> (smallest: Double, largest: Double) {
      let slopes = [
        (right.near - center) / step, (right.far - center) / (2 * step),
        (center - left.near) / step, (center - left.far) / (2 * step),
      ]
      return (slopes.min() ?? 0, slopes.max() ?? 0)
    }
  }
}
