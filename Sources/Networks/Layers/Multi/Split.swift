import Tensors

/// Cuts its input into parts along an axis.
///
/// x = [y_1, …, y_n], ∂L/∂x = [∂L/∂y_1, …, ∂L/∂y_n]
///
///     let parts = Split([3, 2])([x])      // x of shape [64, 5] gives [64, 3] and [64, 2]
///
/// **Shapes:** the sizes along the axis are those of the layer; all others stay.
///
/// **Errors:** ends the program when the sizes do not add up to that of the input.
///
/// **Source:** lecture 1, zoo of layers: split layer.
public struct Split: MultiLayer {
  /// The size of every part.
  public let sizes: [Int]
  /// The axis to cut; negative axes count from the last.
  public let axis: Int

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - sizes: The size of every part along the axis.
  ///   - axis: The axis to cut; negative axes count from the last.
  public init(_ sizes: [Int], axis: Int = -1) {
    self.sizes = sizes
    self.axis = axis
  }

  /// The number of parts.
  public var outputCount: Int { sizes.count }

  /// What the layer is in one line, such as `Split([3, 2])`.
  public var summary: String { axis == -1 ? "Split(\(sizes))" : "Split(\(sizes), axis: \(axis))" }

  /// The shape of the input with the size of each part along the axis.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    let input = try onlyShape(of: inputs)
    let axis = try input.axis(axis, for: summary)
    // Sizes larger than the input's, whose sum could overflow, are wrong by themselves.
    let fits = sizes.allSatisfy { $0 >= 0 && $0 <= input[axis] }
    guard fits, sizes.reduce(0, &+) == input[axis] else {
      throw ShapeError(
        operation: summary, problem: "the parts do not make up the input",
        expected:
          "sizes of 0 or more that add up to \(input[axis]), along axis \(axis) of \(input)",
        actual: "\(sizes)", help: "every number of the input goes into one part")
    }
    return sizes.map { input.with($0, along: axis) }
  }

  /// [y_1, …, y_n] = x.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Shape) {
    require(inputs)
    var start = 0
    let outputs = sizes.map { size in
      defer { start += size }
      return inputs[0].slice(axis: axis, start..<(start + size))
    }
    return (outputs, inputs[0].shape)
  }

  /// ∂L/∂x = [∂L/∂y_1, …, ∂L/∂y_n].
  public func backward(
    _ outputGradients: [Tensor?], context input: Shape, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: 1)
    guard needsInputGradients[0], outputGradients.contains(where: { $0 != nil }) else {
      return MultiLayerGradients(inputs: [nil])
    }
    let axis = axis < 0 ? axis + input.rank : axis
    let parts = zip(outputGradients, sizes).map { gradient, size in
      gradient ?? Tensor(zeros: input.with(size, along: axis))
    }
    return MultiLayerGradients(inputs: [Tensor(concatenating: parts, axis: axis)])
  }
}
