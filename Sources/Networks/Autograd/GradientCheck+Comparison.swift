import Tensors

extension GradientCheck.Report {
  /// Compares a derivative with the slopes of a function.
  ///
  /// - Parameters:
  ///   - name: What the derivative is by.
  ///   - derivative: The derivative.
  ///   - x: Where.
  ///   - floor: The smallest size of slopes that deviations are measured by.
  ///   - function: The function.
  internal mutating func compare(
    _ name: String, _ derivative: Tensor, at x: Tensor, floor: Float = 0.1,
    of function: (Tensor) -> Double
  ) {
    guard derivative.shape == x.shape else {
      let transposed = derivative.transposed().shape == x.shape
      problems.append(
        "∂/∂\(name) has the shape \(derivative.shape), not \(x.shape)"
          + (transposed ? ": it is transposed" : ""))
      return
    }
    guard x.count > 0 else { return }
    let center = function(x)
    let again = function(x)
    if center != again && !(center.isNaN && again.isNaN) {
      problems.append(
        "the function is not the same twice: \(center), then \(again); fix the seed of what is random"
      )
      return
    }
    let slopes = GradientCheck.slopes(at: x, of: function)
    let size = slopes.scalars.reduce(floor) { Swift.max($0, abs($1)) }
    var moved = x
    var kinks: [Int] = []
    var wrong: [Int] = []
    var worst = (deviation: Float(-1), index: 0, slope: Float(0))
    for index in 0..<x.count {
      var slope = slopes.scalars[index]
      let value = derivative.scalars[index]
      var deviation = abs(value - slope) / size
      // Written so that a NaN counts as a deviation.
      if !(deviation <= GradientCheck.tolerance) {
        let near = GradientCheck.Neighborhood(
          &moved, index, step: GradientCheck.step / 8, function)
        let nearDeviation = abs(value - Float(near.slope)) / size
        if nearDeviation <= GradientCheck.tolerance {
          deviation = nearDeviation
          slope = Float(near.slope)
        } else if near.isKink(center: center, derivative: value, size: size) {
          kinks.append(index)
          continue
        } else {
          wrong.append(index)
        }
      }
      if !(deviation <= worst.deviation) {
        worst = (deviation.isNaN ? .infinity : deviation, index, slope)
      }
    }
    comparisons.append(
      Comparison(
        name: name, verdict: wrong.isEmpty ? (kinks.count == x.count ? .kink : .correct) : .wrong,
        deviation: Swift.max(worst.deviation, 0), index: worst.index,
        position: x.shape.position(of: worst.index), derivative: derivative.scalars[worst.index],
        slope: worst.slope, wrongCount: wrong.count, count: x.count, kinks: kinks,
        hint: wrong.isEmpty ? nil : GradientCheck.hint(derivative, slopes)))
  }

  /// Compares the derivatives by the tensors of a model.
  internal mutating func compareParameters<P: Parameterized>(
    of model: P, _ gradients: Gradients, floor: Float = 0.1, _ loss: (P) -> Double
  ) {
    let tensors = model.namedTensors.filter { $0.role.hasGradient }
    guard tensors.count == gradients.entries.count else {
      problems.append("\(gradients.entries.count) derivatives for \(tensors.count) parameters")
      return
    }
    for (index, tensor) in tensors.enumerated() where tensor.role.isTrainable {
      compare(tensor.path, gradients.entries[index].tensor, at: tensor.value, floor: floor) {
        moved in
        var copy = model
        copy.visitTensors(at: .root) { path, _, value in
          if path.description == tensor.path { value = moved }
        }
        return loss(copy)
      }
    }
  }
}

extension GradientCheck.Neighborhood {
  /// Whether a derivative that is not the slope may be one at a kink: the slopes to both sides
  /// differ, and it lies between them.
  fileprivate func isKink(center: Double, derivative: Float, size: Float) -> Bool {
    let allowed = Double(GradientCheck.tolerance * size)
    let (smallest, largest) = secants(center: center)
    return bend(center: center) > 2 * allowed && Double(derivative) >= smallest - allowed
      && Double(derivative) <= largest + allowed
  }
}

extension GradientCheck {
  /// What a wrong derivative may have been meant to be.
  fileprivate static func hint(_ derivative: Tensor, _ slopes: Tensor) -> String? {
    let square = dot(slopes, slopes)
    guard square > 0, dot(derivative, derivative) > 0 else {
      return square > 0 && derivative.isFinite ? "the derivative is zero everywhere" : nil
    }
    let factor = dot(derivative, slopes) / square
    let rest = derivative - Float(factor) * slopes
    if dot(rest, rest) < 1e-4 * dot(derivative, derivative) {
      let rounded = (factor * 1000).rounded() / 1000
      return
        "the derivative is \(rounded) times the slope everywhere: a factor or a sign is missing"
    }
    let turned = derivative.transposed()
    if derivative.rank == 2 && turned.shape == slopes.shape
      && turned.isClose(to: slopes, tolerance: tolerance)
    {
      return "the transposed derivative would be right"
    }
    return nil
  }
}

extension Shape {
  /// The indices of a scalar, one for each axis, from its place in row-major order.
  fileprivate func position(of place: Int) -> [Int] {
    var rest = place
    var result: [Int] = []
    for size in dimensions.reversed() {
      result.append(rest % Swift.max(size, 1))
      rest /= Swift.max(size, 1)
    }
    return result.reversed()
  }
}
