import Tensors

/// Compares derivatives that were worked out by hand with slopes that were measured.
///
/// The slope of f at x along one coordinate is measured with four values of f:
///
/// f′(x) ≈ (8 (f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h))) / 12h
///
/// What you derived, as numbers, against the function:
///
///     let report = GradientCheck.check(at: w, derivative: myGradient(w)) { w in myLoss(w) }
///     print(report)          // the verdict, and where it is most wrong
///     report.passed
///
/// A layer, a loss, or anything made of variables:
///
///     GradientCheck.check(Linear(3, 2, seed: 1), input: Tensor(randomNormal: [4, 3], seed: 2))
///     GradientCheck.check(at: [x, w]) { v in tanh(matmul(v[0], v[1])) }
///
/// **Accuracy:** the formula is exact for polynomials up to degree 4; its error is h⁴ f⁗′ / 30, some
/// 2 · 10⁻⁹ f⁗′ for the step 1/64. Larger is what `Float` rounds away, about 4 · 10⁻⁶ of the size of
/// f. So a correct derivative deviates by some 10⁻⁵ of the largest slope, and 2 · 10⁻³ is allowed.
///
/// A function with a kink, such as the rectifier, has no slope at the kink. Where a derivative seems
/// wrong, the slope is measured again with an eighth of the step, which a kink is rarely within;
/// where the slopes to the left and to the right then differ, the report says so instead of calling
/// the derivative wrong, as long as it lies between the two.
///
/// **Source:** B. Fornberg, Generation of Finite Difference Formulas on Arbitrarily Spaced Grids,
/// Mathematics of Computation 51, 1988; lecture on training: "gradient checking is a good idea".
public enum GradientCheck {
  /// The step h: small enough for the curve, large enough for the seven digits of `Float`.
  public static let step: Float = 1 / 64

  /// The largest deviation, relative to the size of the derivatives, that passes.
  public static let tolerance: Float = 2e-3

  /// Checks ∂L/∂x and ∂L/∂w of a layer, for the loss L = Σ r y with random r.
  public static func check<L: Layer>(
    _ layer: L, input: Tensor, phase: Phase = .training(seed: 1), checksInput: Bool = true
  ) -> Report {
    let (output, context) = layer.forward(input, phase: phase)
    let weights = Tensor(randomNormal: output.shape, seed: 0x5eed)
    let gradients = layer.backward(weights, context: context)
    var report = Report(name: layer.summary)
    if checksInput {
      report.compare("input", gradients.input ?? Tensor(zeros: input.shape), at: input) {
        dot(layer.forward($0, phase: phase).output, weights)
      }
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
      let derivative = gradients.inputs[index] ?? Tensor(zeros: inputs[index].shape)
      report.compare("input \(index)", derivative, at: inputs[index]) { moved in
        var inputs = inputs
        inputs[index] = moved
        return total(layer.forward(inputs, phase: phase).outputs)
      }
    }
    report.compareParameters(of: layer, gradients.parameters) {
      total($0.forward(inputs, phase: phase).outputs)
    }
    return report
  }

  /// Checks the derivative of a loss by the prediction.
  public static func check(_ loss: some Loss, prediction: Tensor, target: Tensor) -> Report {
    var report = Report(name: "\(type(of: loss))")
    report.compare(
      "prediction", loss.valueAndGradient(prediction, target).gradient, at: prediction
    ) { Double(loss.valueAndGradient($0, target).value) }
    return report
  }

  /// Σ x y, added up in `Double`.
  internal static func dot(_ a: Tensor, _ b: Tensor) -> Double {
    var sum = 0.0
    for index in 0..<a.count { sum += Double(a.scalars[index]) * Double(b.scalars[index]) }
    return sum
  }
}
