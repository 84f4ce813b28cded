import Tensors

/// A fully connected layer: every output is a weighted sum of all inputs.
///
/// y = x W + b, ∂L/∂x = ∂L/∂y Wᵀ, ∂L/∂W = xᵀ ∂L/∂y, ∂L/∂b = Σ_samples ∂L/∂y
///
///     let layer = Linear(784, 200, seed: 389)
///
/// **Shapes:** `[…, inputs]` to `[…, outputs]`: the layer works on the last axis; W is
/// `[inputs, outputs]`.
///
/// **Errors:** ends the program when the last axis of the input has another size.
public struct Linear: Layer {
  /// W, of shape `[inputs, outputs]`.
  public var weight: Tensor
  /// b, of shape `[outputs]`.
  public var bias: Tensor

  /// Creates a layer with weights drawn for rectifiers (He, uniform) and biases of zero.
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs.
  ///   - outputs: The number of outputs.
  ///   - generator: The generator to draw from.
  public init(_ inputs: Int, _ outputs: Int, using generator: inout RandomGenerator) {
    self.init(
      weight: Tensor(heUniform: [inputs, outputs], using: &generator),
      bias: Tensor(zeros: [outputs]))
  }

  /// Creates a layer with weights drawn for rectifiers (He, uniform) and biases of zero.
  public init(_ inputs: Int, _ outputs: Int, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(inputs, outputs, using: &generator)
  }

  /// Creates a layer with given weights and biases.
  public init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  /// What the layer is in one line, such as `Linear(784 → 200)`.
  public var summary: String { "Linear(\(weight.shape[0]) → \(weight.shape[1]))" }

  /// The shape of the input, with the number of outputs along the last axis.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank >= 2, input[-1] == weight.shape[0] else {
      throw ShapeError(
        operation: summary, problem: "the number of features does not fit",
        expected: "[samples, \(weight.shape[0])]", actual: "\(input)",
        help: help(for: input))
    }
    return input.replacingLast(with: weight.shape[1])
  }

  private func help(for input: Shape) -> String {
    switch input.rank {
    case 0, 1: "the first axis counts samples: insert it with expandingAxis(at: 0)"
    case 2: "give the layer before as many outputs as this one has inputs"
    default:
      "put a Flatten() before the layer, or give it \(input.dimensions.dropFirst().reduce(1, *)) inputs"
    }
  }

  /// y = x W + b.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    require(input.shape)
    return (Tensor.linear(input, weight: weight, bias: bias), input)
  }

  /// ∂L/∂x = ∂L/∂y Wᵀ, ∂L/∂W = xᵀ ∂L/∂y, ∂L/∂b = Σ ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    let gradient = outputGradient.flattenedRows
    let parameters = Gradients([
      input.flattenedRows.matmul(gradient, transposeLeft: true), gradient.sum(axis: 0),
    ])
    let inputGradient =
      needsInputGradient ? outputGradient.matmul(weight, transposeRight: true) : nil
    return LayerGradients(input: inputGradient, parameters: parameters)
  }

  /// Visits `weight` and `bias`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
    visit(path.appending("bias"), .bias, &bias)
  }
}

extension Tensor {
  /// The tensor as a matrix: all axes but the last become one.
  package var flattenedRows: Tensor {
    if rank == 2 { return self }
    let columns = shape[-1]
    var rows = 1
    for axis in 0..<(rank - 1) { rows *= shape[axis] }
    return reshaped(to: [rows, columns])
  }
}
