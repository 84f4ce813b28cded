import Networks
import Tensors
import Testing

@Suite("The gradient check")
struct GradientCheckTests {
  static let x = Tensor(randomNormal: [2, 3], seed: 1)

  /// Σ x³ with its derivative, changed by a function.
  private func cubes(_ change: (Tensor) -> Tensor) -> GradientCheck.Report {
    let x = GradientCheckTests.x
    return GradientCheck.check(at: x, derivative: change(3 * square(x))) { pow($0, 3).sum() }
  }

  @Test func aRightDerivativePasses() {
    let report = cubes { $0 }
    #expect(report.passed)
    #expect(report.comparisons[0].deviation < 1e-4)
    #expect(report.description.hasPrefix("derivative\n  ok    ∂/∂x: deviation "))
  }

  @Test func oneWrongNumberIsFound() {
    let report = cubes { right in
      var wrong = right
      wrong[1, 2] += 0.5
      return wrong
    }
    #expect(!report.passed)
    let comparison = report.comparisons[0]
    #expect(comparison.verdict == .wrong)
    #expect(comparison.wrongCount == 1)
    #expect(comparison.position == [1, 2])
    #expect(comparison.index == 5)
    #expect(abs(comparison.derivative - comparison.slope - 0.5) < 1e-2)
    #expect(report.description.contains("WRONG ∂/∂x: 1 of 6, worst deviation "))
    #expect(report.description.contains(" at [1, 2]: derivative "))
  }

  @Test func aFactorIsNamed() {
    #expect(
      cubes { $0 * 2 }.comparisons[0].hint
        == "the derivative is 2.0 times the slope everywhere: a factor or a sign is missing")
    #expect(cubes { -$0 }.description.contains("the derivative is -1.0 times the slope everywhere"))
    #expect(cubes { $0 * 0 }.description.contains("the derivative is zero everywhere"))
    #expect(cubes { $0 + 1 }.comparisons[0].hint == nil)
  }

  @Test func aTransposeIsNamed() {
    let turned = cubes { $0.transposed() }
    #expect(turned.problems == ["∂/∂x has the shape [3, 2], not [2, 3]: it is transposed"])
    #expect(!turned.passed)
    let x = Tensor(randomNormal: [3, 3], seed: 2)
    let square = GradientCheck.check(at: x, derivative: x.transposed()) { 0.5 * ($0 * $0).sum() }
    #expect(square.comparisons[0].hint == "the transposed derivative would be right")
    let other = GradientCheck.check(at: x, derivative: [1]) { $0.sum() }
    #expect(other.problems == ["∂/∂x has the shape [1], not [3, 3]"])
  }

  @Test func aKinkIsNoMistake() {
    // |x| at 0 has no slope; 0.01 is within the step, but not within its eighth part.
    let x: Tensor = [0, 1, -2, 0.01]
    let sign: Tensor = [1, 1, -1, 1]
    let report = GradientCheck.check(at: x, derivative: sign) { abs($0).sum() }
    #expect(report.passed, "\(report)")
    #expect(report.comparisons[0].kinks == [0])
    #expect(
      report.description.hasSuffix(
        "; 1 of 4 not compared: the function has a kink within the step"))
    // A value that is no slope to either side stays wrong.
    let beyond = GradientCheck.check(at: x, derivative: [3, 1, -1, 1]) { abs($0).sum() }
    #expect(beyond.comparisons[0].verdict == .wrong)
    #expect(beyond.comparisons[0].position == [0])
    let wrong = GradientCheck.check(at: x, derivative: [0, 1, -1, 0.5]) { abs($0).sum() }
    #expect(wrong.comparisons[0].verdict == .wrong)
    #expect(wrong.comparisons[0].position == [3])
    let only = GradientCheck.check(at: [0], derivative: [0.2]) { abs($0).sum() }
    #expect(only.comparisons[0].verdict == .kink)
    #expect(!only.passed)
    #expect(
      only.description == """
        derivative
          kink  ∂/∂x: the function has a kink within the step; move the input
        """)
  }

  @Test func aSmoothMistakeIsNoKink() {
    // Strongly curved, and slightly wrong.
    let x: Tensor = [0.3, -0.7, 1.1]
    let report = GradientCheck.check(at: x, derivative: 4.05 * exp(4 * x)) { exp(4 * $0).sum() }
    #expect(report.comparisons[0].verdict == .wrong)
    #expect(report.comparisons[0].kinks.isEmpty)
    // Here it even lies between the lines to the neighbours.
    let near = GradientCheck.check(at: x, derivative: 4.02 * exp(4 * x)) { exp(4 * $0).sum() }
    #expect(near.comparisons[0].verdict == .wrong, "\(near)")
    #expect(GradientCheck.check(at: x, derivative: 4 * exp(4 * x)) { exp(4 * $0).sum() }.passed)
  }

  @Test func smallSlopesAreComparedToo() {
    // Of a mean over many, slopes of 10⁻⁵ are no reason to pass zeros.
    let x = Tensor(randomNormal: [50], seed: 3)
    func loss(_ x: Tensor) -> Float { 0.001 * square(x).mean() }
    let right = GradientCheck.check(at: x, derivative: x / 25000, of: loss)
    #expect(right.passed, "\(right)")
    #expect(!GradientCheck.check(at: x, derivative: x / 24000, of: loss).passed)
    #expect(!GradientCheck.check(at: x, derivative: x * 0, of: loss).passed)
  }

  @Test func aRandomFunctionIsRefused() {
    var random = RandomGenerator(seed: 1)
    let report = GradientCheck.check(at: [1], derivative: [1]) { $0.sum() + random.uniform() }
    #expect(!report.passed)
    #expect(report.problems.count == 1)
    #expect(report.description.contains("the function is not the same twice: "))
    #expect(report.description.contains("fix the seed of what is random"))
  }

  @Test func numbersThatAreNoneAreWrong() {
    let report = GradientCheck.check(at: [1, 2], derivative: Tensor([.nan, 1])) { $0.sum() }
    #expect(report.comparisons[0].verdict == .wrong)
    #expect(report.comparisons[0].position == [0])
    let slope = GradientCheck.check(at: [-1], derivative: [1]) { sqrt($0).sum() }
    #expect(!slope.passed)
  }

  @Test func aBackwardPassIsChecked() {
    let x = GradientCheckTests.x
    let right = GradientCheck.check(at: x, forward: { tanh($0) }) { x, dy in
      dy * (1 - square(tanh(x)))
    }
    #expect(right.passed, "\(right)")
    let wrong = GradientCheck.check(at: x, forward: { tanh($0) }) { x, _ in 1 - square(tanh(x)) }
    #expect(!wrong.passed)
  }

  @Test func functionsOfVariablesAreChecked() {
    let x = GradientCheckTests.x
    #expect(GradientCheck.check(at: x) { tanh($0) }.passed)
    let detached = GradientCheck.check(at: x, name: "detached") { $0 * $0.detached() }
    #expect(!detached.passed)
    #expect(detached.description.hasPrefix("detached\n  WRONG ∂/∂input 0: 6 of 6"))
    #expect(detached.description.contains("0.5 times the slope everywhere"))
  }

  @Test func wrongLayersAreFound() {
    let report = GradientCheck.check(HalfBackward(), input: GradientCheckTests.x)
    #expect(report.comparisons.map(\.name) == ["input", "scale"])
    #expect(report.comparisons.map(\.verdict) == [.wrong, .correct])
  }
}

/// y = s x with half the derivative by x.
private struct HalfBackward: Layer {
  var scale: Tensor = [3]

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    (input * scale, input)
  }

  func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(
      input: 0.5 * outputGradient * scale,
      parameters: Gradients([Tensor([(outputGradient * input).sum()])]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("scale"), .scale, &scale)
  }
}
