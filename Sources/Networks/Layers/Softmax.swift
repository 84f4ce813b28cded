import Tensors

/// Turns scores into probabilities along the last axis.
///
/// y_i = e^(x_i) / Σ_j e^(x_j), ∂L/∂x_i = y_i (∂L/∂y_i − Σ_j y_j ∂L/∂y_j)
///
/// To train a classifier, leave the layer out and use ``SoftmaxCrossEntropy`` on the scores.
///
/// **Shapes:** `[…, classes]`; the output has the shape of the input.
///
/// **Errors:** ends the program when the input is a single number.
///
/// **Source:** J. S. Bridle, Probabilistic Interpretation of Feedforward Classification Network
/// Outputs, Neurocomputing 1990; CMSC 422, lecture 21.
public struct Softmax: Layer {
  /// Creates the layer.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.requireClasses(for: summary)
  }

  /// y_i = e^(x_i) / Σ_j e^(x_j).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    require(input.shape)
    let output = input.softmax()
    return (output, output)
  }

  /// ∂L/∂x_i = y_i (∂L/∂y_i − Σ_j y_j ∂L/∂y_j).
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: output.softmaxBackward(outputGradient, logarithm: false))
  }
}

/// The logarithm of the softmax along the last axis: exact where a probability would vanish.
///
/// y_i = x_i − log Σ_j e^(x_j), ∂L/∂x_i = ∂L/∂y_i − e^(y_i) Σ_j ∂L/∂y_j
///
/// **Shapes:** `[…, classes]`; the output has the shape of the input.
///
/// **Errors:** ends the program when the input is a single number.
public struct LogSoftmax: Layer {
  /// Creates the layer.
  public init() {}

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.requireClasses(for: summary)
  }

  /// y_i = x_i − log Σ_j e^(x_j).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    require(input.shape)
    let output = input.logSoftmax()
    return (output, output)
  }

  /// ∂L/∂x_i = ∂L/∂y_i − e^(y_i) Σ_j ∂L/∂y_j.
  public func backward(_ outputGradient: Tensor, context output: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    return LayerGradients(input: output.softmaxBackward(outputGradient, logarithm: true))
  }
}

extension Shape {
  fileprivate func requireClasses(for layer: String) throws(ShapeError) -> Shape {
    if rank >= 1 { return self }
    throw ShapeError(
      operation: layer, problem: "there is no axis of classes", expected: "[…, classes]",
      actual: "\(self)", help: "a single number has no other to be compared with")
  }
}

extension Tensor {
  /// ∂L/∂x for this softmax of x, or its logarithm, and ∂L/∂y.
  internal func softmaxBackward(_ outputGradient: Tensor, logarithm: Bool) -> Tensor {
    outputGradient.requireGradientShape(shape)
    let columns = shape[-1]
    return unsafe Tensor(filling: shape) { dx in
      unsafe kernelsSoftmaxBackward(
        logarithm, scalars, outputGradient.scalars, dx, count / Swift.max(columns, 1), columns)
    }
  }
}
