import Tensors

/// Adds its inputs.
///
/// y = Σ_i x_i, ∂L/∂x_i = ∂L/∂y
///
/// **Shapes:** all inputs and the output are alike; nothing is broadcast.
///
/// **Errors:** ends the program when the inputs differ in shape, or there is none.
///
/// **Source:** lecture 1, zoo of layers: merge layer.
public struct Sum: MultiLayer {
  /// Creates the layer.
  public init() {}

  /// The shape of every input.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    [try commonShape(of: inputs)]
  }

  /// y = Σ_i x_i.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Int) {
    require(inputs)
    return ([inputs.dropFirst().reduce(inputs[0], +)], inputs.count)
  }

  /// ∂L/∂x_i = ∂L/∂y.
  public func backward(
    _ outputGradients: [Tensor?], context count: Int, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: count)
    return MultiLayerGradients(inputs: needsInputGradients.map { $0 ? outputGradients[0] : nil })
  }
}

/// The mean of its inputs.
///
/// y = Σ_i x_i / n, ∂L/∂x_i = ∂L/∂y / n
///
/// **Shapes:** all inputs and the output are alike; nothing is broadcast.
///
/// **Errors:** ends the program when the inputs differ in shape, or there is none.
///
/// **Source:** lecture 1, zoo of layers: merge layer.
public struct Mean: MultiLayer {
  /// Creates the layer.
  public init() {}

  /// The shape of every input.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    [try commonShape(of: inputs)]
  }

  /// y = Σ_i x_i / n.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Int) {
    require(inputs)
    return ([inputs.dropFirst().reduce(inputs[0], +) / Float(inputs.count)], inputs.count)
  }

  /// ∂L/∂x_i = ∂L/∂y / n.
  public func backward(
    _ outputGradients: [Tensor?], context count: Int, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: count)
    let share = outputGradients[0].map { $0 / Float(count) }
    return MultiLayerGradients(inputs: needsInputGradients.map { $0 ? share : nil })
  }
}
