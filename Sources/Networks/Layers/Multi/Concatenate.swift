import Tensors

/// Joins its inputs along an axis.
///
/// y = [x_1, …, x_n], [∂L/∂x_1, …, ∂L/∂x_n] = ∂L/∂y
///
///     let joined = Concatenate()([a, b])      // [64, 3] and [64, 2] give [64, 5]
///
/// **Shapes:** the sizes along the axis are added; all others are equal.
///
/// **Errors:** ends the program when another size differs, or there is no input.
///
/// **Source:** lecture 1, zoo of layers: cat layer.
public struct Concatenate: MultiLayer {
  /// The axis to join along; negative axes count from the last.
  public let axis: Int

  /// Creates the layer.
  ///
  /// - Parameter axis: The axis to join along; negative axes count from the last.
  public init(axis: Int = -1) { self.axis = axis }

  /// What the layer is in one line, such as `Concatenate(axis: 1)`.
  public var summary: String { axis == -1 ? "Concatenate" : "Concatenate(axis: \(axis))" }

  /// The shape of the inputs with the sum of their sizes along the axis.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    guard let first = inputs.first else { return [try commonShape(of: inputs)] }
    let axis = try first.axis(axis, for: summary)
    var size = 0
    for (index, shape) in inputs.enumerated() {
      guard shape.rank == first.rank, shape.with(0, along: axis) == first.with(0, along: axis)
      else {
        throw ShapeError(
          operation: summary, problem: "the inputs differ on another axis",
          expected: "the sizes of \(first), as for input 0, but along axis \(axis)",
          actual: "\(shape) for input \(index)",
          help: "only the sizes along the axis of the concatenation may differ")
      }
      size += shape[axis]
    }
    return [first.with(size, along: axis)]
  }

  /// y = [x_1, …, x_n].
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: [Shape]) {
    require(inputs)
    return ([Tensor(concatenating: inputs, axis: axis)], inputs.map(\.shape))
  }

  /// [∂L/∂x_1, …, ∂L/∂x_n] = ∂L/∂y.
  public func backward(
    _ outputGradients: [Tensor?], context shapes: [Shape], needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: shapes.count)
    guard let gradient = outputGradients[0] else {
      return MultiLayerGradients(inputs: shapes.map { _ in nil })
    }
    var start = 0
    let parts = zip(shapes, needsInputGradients).map { shape, isNeeded -> Tensor? in
      let end = start + shape[axis]
      defer { start = end }
      return isNeeded ? gradient.slice(axis: axis, start..<end) : nil
    }
    return MultiLayerGradients(inputs: parts)
  }
}
