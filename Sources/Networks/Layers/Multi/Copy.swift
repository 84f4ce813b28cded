import Tensors

/// Gives its input to several readers.
///
/// y_1 = … = y_n = x, ∂L/∂x = Σ_i ∂L/∂y_i
///
/// In a ``Graph`` no copy is needed: there a value can be used as often as you like.
///
///     let outputs = Copy(2)([x])      // [x, x]
///
/// **Shapes:** every output has the shape of the input.
///
/// **Errors:** ends the program when the number of copies is negative, or there is not one input.
///
/// **Source:** lecture 1, zoo of layers: copy layer.
public struct Copy: MultiLayer {
  /// The number of outputs.
  public let outputCount: Int

  /// Creates the layer.
  ///
  /// - Parameter count: The number of outputs.
  public init(_ count: Int) {
    if count < 0 {
      ShapeError(
        operation: "Copy", problem: "the number of copies is negative",
        expected: "0 or more", actual: "\(count)", help: "look at how the number was computed"
      ).end()
    }
    outputCount = count
  }

  /// What the layer is in one line, such as `Copy(2)`.
  public var summary: String { "Copy(\(outputCount))" }

  /// The shape of the input, once for every output.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    [Shape](repeating: try onlyShape(of: inputs), count: outputCount)
  }

  /// y_i = x.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Void) {
    require(inputs)
    return ([Tensor](repeating: inputs[0], count: outputCount), ())
  }

  /// ∂L/∂x = Σ_i ∂L/∂y_i.
  public func backward(
    _ outputGradients: [Tensor?], context: Void, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: 1)
    return MultiLayerGradients(inputs: [needsInputGradients[0] ? outputGradients.sum() : nil])
  }
}
