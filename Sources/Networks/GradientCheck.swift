import Tensors

/// Compares derivatives that were worked out by hand with slopes that were measured.
///
/// The slope of f at x along one coordinate is measured with four values of f:
///
/// f′(x) ≈ (8 (f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h))) / 12h
///
///     let report = GradientCheck.check(Linear(3, 2, seed: 1), input: Tensor(randomNormal: [4, 3], seed: 2))
///     print(report)          // every derivative with its largest deviation
///     report.passed          // true
///
/// A function with a kink, such as the rectifier, has no slope at the kink: keep inputs further than
/// 2h from it.
public enum GradientCheck {
  /// The step h: small enough for the curve, large enough for the seven digits of `Float`.
  public static let step: Float = 1 / 64

  /// The largest deviation, relative to the size of the derivatives, that passes.
  public static let tolerance: Float = 2e-3

  /// The measured slopes of a function of a tensor.
  ///
  /// **Shapes:** the result has the shape of `x`.
  ///
  /// - Parameters:
  ///   - x: Where.
  ///   - function: The function; it should add up in `Double`.
  public static func slopes(at x: Tensor, of function: (Tensor) -> Double) -> Tensor {
    var moved = x
    var result = x
    for index in 0..<x.count {
      let value = x.scalars[index]
      func shifted(_ steps: Float) -> Double {
        moved.scalars[index] = value + steps * step
        return function(moved)
      }
      let near = shifted(1) - shifted(-1)
      let far = shifted(2) - shifted(-2)
      moved.scalars[index] = value
      result.scalars[index] = Float((8 * near - far) / (12 * Double(step)))
    }
    return result
  }

  /// Checks ∂L/∂x and ∂L/∂w of a layer, for the loss L = Σ r y with random r.
  public static func check<L: Layer>(
    _ layer: L, input: Tensor, phase: Phase = .training(seed: 1), checksInput: Bool = true
  ) -> Report {
    let (output, context) = layer.forward(input, phase: phase)
    let weights = Tensor(randomNormal: output.shape, seed: 0x5eed)
    let gradients = layer.backward(weights, context: context)
    var report = Report(name: layer.summary)
    if checksInput {
      let measured = slopes(at: input) { dot(layer.forward($0, phase: phase).output, weights) }
      report.compare("input", gradients.input ?? Tensor(zeros: input.shape), measured)
    }
    report.compareParameters(of: layer, gradients.parameters) {
      dot($0.forward(input, phase: phase).output, weights)
    }
    return report
  }

  /// Checks the derivatives of a layer with several inputs or outputs.
  public static func check<L: MultiLayer>(
    _ layer: L, inputs: [Tensor], phase: Phase = .training(seed: 1), checksInputs: [Bool]? = nil
  ) -> Report {
    let (outputs, context) = layer.forward(inputs, phase: phase)
    let weights = outputs.enumerated().map {
      Tensor(randomNormal: $1.shape, seed: 0x5eed + UInt64($0))
    }
    func total(_ outputs: [Tensor]) -> Double {
      zip(outputs, weights).reduce(0) { $0 + dot($1.0, $1.1) }
    }
    let checked = checksInputs ?? inputs.map { _ in true }
    let gradients = layer.backward(weights, context: context, needsInputGradients: checked)
    var report = Report(name: layer.summary)
    for index in inputs.indices where checked[index] {
      let measured = slopes(at: inputs[index]) { moved in
        var inputs = inputs
        inputs[index] = moved
        return total(layer.forward(inputs, phase: phase).outputs)
      }
      report.compare(
        "input \(index)", gradients.inputs[index] ?? Tensor(zeros: inputs[index].shape), measured)
    }
    report.compareParameters(of: layer, gradients.parameters) {
      total($0.forward(inputs, phase: phase).outputs)
    }
    return report
  }

  /// Checks the derivative of a loss by the prediction.
  public static func check(_ loss: some Loss, prediction: Tensor, target: Tensor) -> Report {
    var report = Report(name: "\(type(of: loss))")
    let measured = slopes(at: prediction) { Double(loss.valueAndGradient($0, target).value) }
    report.compare("prediction", loss.valueAndGradient(prediction, target).gradient, measured)
    return report
  }

  private static func dot(_ a: Tensor, _ b: Tensor) -> Double {
    var sum = 0.0
    for index in 0..<a.count { sum += Double(a.scalars[index]) * Double(b.scalars[index]) }
    return sum
  }

  /// What a check found.
  public struct Report: Sendable, CustomStringConvertible {
    /// One derivative compared with its measured slopes.
    public struct Comparison: Sendable {
      /// What the derivative is by: `input`, or the path of a parameter.
      public let name: String
      /// The largest deviation, relative to the size of the derivatives.
      public let deviation: Float
      /// Where it is, in row-major order.
      public let index: Int
      /// The derivative there.
      public let derivative: Float
      /// The measured slope there.
      public let slope: Float
    }

    /// What was checked.
    public let name: String
    /// All comparisons.
    public private(set) var comparisons: [Comparison] = []
    /// What is wrong with the derivatives before any number is compared, such as their shapes.
    public private(set) var problems: [String] = []

    /// Whether all derivatives are within ``GradientCheck/tolerance`` of their slopes.
    public var passed: Bool {
      problems.isEmpty && comparisons.allSatisfy { $0.deviation <= GradientCheck.tolerance }
    }

    /// One line for every derivative.
    public var description: String {
      let lines = comparisons.map {
        let mark = $0.deviation <= GradientCheck.tolerance ? "ok   " : "WRONG"
        return
          "  \(mark) ∂/∂\($0.name): deviation \($0.deviation) (at \($0.index): derivative \($0.derivative), slope \($0.slope))"
      }
      return ([name] + problems.map { "  WRONG \($0)" } + lines).joined(separator: "\n")
    }

    init(name: String) { self.name = name }

    mutating func compare(_ name: String, _ derivative: Tensor, _ slopes: Tensor) {
      guard derivative.shape == slopes.shape else {
        problems.append("∂/∂\(name) has the shape \(derivative.shape), not \(slopes.shape)")
        return
      }
      let size = slopes.scalars.reduce(Float(0.1)) { Swift.max($0, abs($1)) }
      var worst = 0
      var largest: Float = 0
      for index in 0..<slopes.count {
        let deviation = abs(derivative.scalars[index] - slopes.scalars[index]) / size
        // Also a NaN counts as a deviation.
        if !(deviation <= largest) {
          largest = deviation.isNaN ? .infinity : deviation
          worst = index
        }
      }
      guard slopes.count > 0 else { return }
      comparisons.append(
        Comparison(
          name: name, deviation: largest, index: worst, derivative: derivative.scalars[worst],
          slope: slopes.scalars[worst]))
    }

    mutating func compareParameters<P: Parameterized>(
      of model: P, _ gradients: Gradients, _ loss: (P) -> Double
    ) {
      let tensors = model.namedTensors.filter { $0.role.hasGradient }
      guard tensors.count == gradients.entries.count else {
        problems.append("\(gradients.entries.count) derivatives for \(tensors.count) parameters")
        return
      }
      for (index, tensor) in tensors.enumerated() where tensor.role.isTrainable {
        let measured = GradientCheck.slopes(at: tensor.value) { moved in
          var copy = model
          copy.visitTensors(at: .root) { path, _, value in
            if path.description == tensor.path { value = moved }
          }
          return loss(copy)
        }
        compare(tensor.path, gradients.entries[index].tensor, measured)
      }
    }
  }
}
