import Tensors

/// Multiplies its inputs number by number, as a gate does.
///
/// y = Π_i x_i, ∂L/∂x_i = ∂L/∂y · Π_{j ≠ i} x_j
///
/// **Shapes:** all inputs and the output are alike; nothing is broadcast.
///
/// **Errors:** ends the program when the inputs differ in shape, or there is none.
///
/// **Source:** lecture 1, zoo of layers: multiplicative layer.
public struct Multiply: MultiLayer {
  /// Creates the layer.
  public init() {}

  /// The shape of every input.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    [try commonShape(of: inputs)]
  }

  /// y = Π_i x_i.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: [Tensor]) {
    require(inputs)
    return ([inputs.dropFirst().reduce(inputs[0], *)], inputs)
  }

  /// ∂L/∂x_i = ∂L/∂y · Π_{j ≠ i} x_j.
  public func backward(
    _ outputGradients: [Tensor?], context inputs: [Tensor], needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: inputs.count)
    guard let gradient = outputGradients[0] else {
      return MultiLayerGradients(inputs: inputs.map { _ in nil })
    }
    // The quotient y / x_i would be no number where x_i is 0.
    return MultiLayerGradients(
      inputs: inputs.indices.map { index in
        guard needsInputGradients[index] else { return nil }
        return inputs.indices.reduce(gradient) { $1 == index ? $0 : $0 * inputs[$1] }
      })
  }
}
