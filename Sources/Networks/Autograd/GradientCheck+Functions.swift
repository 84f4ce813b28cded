import Tensors

// Checks of functions: of variables, whose derivatives the tape computes, and of plain functions,
// whose derivatives somebody worked out.

extension GradientCheck {
  /// Checks a derivative that was worked out by hand.
  ///
  ///     let report = GradientCheck.check(at: w, derivative: gradient(of: w)) { w in loss(w) }
  ///     print(report)
  ///
  /// - Parameters:
  ///   - x: Where.
  ///   - derivative: The derivative there, of the shape of x.
  ///   - name: What the derivative is by, for the report.
  ///   - function: The function; its result is one number.
  /// - Returns: The report.
  public static func check<Value: BinaryFloatingPoint>(
    at x: Tensor, derivative: Tensor, name: String = "x", of function: (Tensor) -> Value
  ) -> Report {
    var report = Report(name: "derivative")
    let floor = smallestSize(magnitude: abs(Double(function(x))))
    report.compare(name, derivative, at: x, floor: floor) { Double(function($0)) }
    return report
  }

  /// Checks a backward pass that was written by hand: it turns ∂L/∂y into ∂L/∂x.
  ///
  ///     GradientCheck.check(at: x, forward: { myTanh($0) }) { x, dy in dy * (1 - square(tanh(x))) }
  ///
  /// - Parameters:
  ///   - x: Where.
  ///   - forward: y = f(x).
  ///   - backward: ∂L/∂x from x and ∂L/∂y.
  /// - Returns: The report.
  public static func check(
    at x: Tensor, forward: (Tensor) -> Tensor, backward: (Tensor, Tensor) -> Tensor
  ) -> Report {
    let output = forward(x)
    let weights = Tensor(randomNormal: output.shape, seed: 0x5eed)
    var report = Report(name: "backward")
    let floor = smallestSize(magnitude: magnitude(output, weights))
    report.compare("x", backward(x, weights), at: x, floor: floor) { dot(forward($0), weights) }
    return report
  }

  /// Checks the derivatives that the tape computes for a function of several tensors.
  ///
  ///     GradientCheck.check(at: [x, w]) { v in relu(matmul(v[0], v[1])) }
  ///
  /// A result of more than one number is weighed with random numbers: L = Σ r y.
  ///
  /// - Parameters:
  ///   - inputs: Where.
  ///   - name: What is checked, for the report.
  ///   - function: The function.
  /// - Returns: The report.
  public static func check(
    at inputs: [Tensor], name: String = "function", _ function: ([Variable]) -> Variable
  ) -> Report {
    let output = function(inputs.map { Variable($0) }).tensor
    let weights = Tensor(randomNormal: output.shape, seed: 0x5eed)
    let gradients = gradient(of: inputs) { (function($0) * weights).sum() }
    var report = Report(name: name)
    let floor = smallestSize(magnitude: magnitude(output, weights))
    for index in inputs.indices {
      report.compare("input \(index)", gradients[index], at: inputs[index], floor: floor) { moved in
        var inputs = inputs
        inputs[index] = moved
        return dot(function(inputs.map { Variable($0) }).tensor, weights)
      }
    }
    return report
  }

  /// Checks the derivative that the tape computes for a function of a tensor.
  ///
  /// - Parameters:
  ///   - x: Where.
  ///   - name: What is checked, for the report.
  ///   - function: The function.
  /// - Returns: The report.
  public static func check(
    at x: Tensor, name: String = "function", _ function: (Variable) -> Variable
  ) -> Report {
    check(at: [x], name: name) { function($0[0]) }
  }

  /// Checks the derivatives by the tensors of a model that
  /// ``Parameterized/valueAndGradients(phase:_:file:line:)`` computes.
  ///
  ///     GradientCheck.check(network) { network in square(network(x) - y).mean() }
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - phase: Whether the layers train, and the seed of what is random.
  ///   - loss: The loss; one number.
  /// - Returns: The report.
  public static func check<Model: Parameterized>(
    _ model: Model, phase: Phase = .training(seed: 1), _ loss: (Traced<Model>) -> Variable
  ) -> Report {
    let (value, gradients) = model.valueAndGradients(phase: phase, loss)
    var report = Report(name: "\(Model.self)")
    let floor = smallestSize(magnitude: Double(abs(value)))
    report.compareParameters(of: model, gradients, floor: floor) { moved in
      var moved = moved
      let tracing = Tracing(&moved, on: nil, phase: phase)
      return Double(loss(Traced(moved, tracing, isWhole: true)).scalar)
    }
    return report
  }

  /// The slopes of a function of some magnitude that `Float` can tell from zero within the tolerance.
  private static func smallestSize(magnitude: Double) -> Float {
    let noise = 2 * Float(magnitude) * Float.ulpOfOne / 2 / step
    return Swift.max(noise / tolerance, 1e-6)
  }

  private static func magnitude(_ output: Tensor, _ weights: Tensor) -> Double {
    dot(Tensors.abs(output), Tensors.abs(weights))
  }
}
