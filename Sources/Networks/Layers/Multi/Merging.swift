import Tensors

// What the layers with several inputs have in common.

extension MultiLayer {
  /// The one shape of all inputs.
  ///
  /// - Throws: `ShapeError` when there is no input, or the inputs differ.
  internal func commonShape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard let first = inputs.first else {
      throw ShapeError(
        operation: summary, problem: "there is nothing to merge", expected: "at least one input",
        actual: "none", help: "pass the tensors that the layer merges")
    }
    for (index, shape) in inputs.enumerated() where shape != first {
      throw ShapeError(
        operation: summary, problem: "the inputs have different shapes",
        expected: "\(first) for every input, as for input 0", actual: "\(shape) for input \(index)",
        help: "nothing is broadcast: bring the inputs to one shape, for example with a Linear layer"
      )
    }
    return first
  }

  /// The one input of a layer that has no more.
  ///
  /// - Throws: `ShapeError` when there are more, or none.
  internal func onlyShape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    if inputs.count == 1 { return inputs[0] }
    throw ShapeError(
      operation: summary, problem: "the layer has one input", expected: "1 input",
      actual: "\(inputs.count) inputs", help: "use one such layer for each of them")
  }
}

extension MultiLayer {
  /// Ends the program with a text when the arguments of `backward` are not as many as the inputs and
  /// outputs of `forward`.
  @inline(__always)
  internal func requireCounts(
    _ outputGradients: [Tensor?], _ needsInputGradients: [Bool], inputs: Int
  ) {
    if outputGradients.count == outputCount && needsInputGradients.count == inputs { return }
    ShapeError(
      operation: "backward of \(summary)", problem: "the number of derivatives does not fit",
      expected: "\(outputCount) output gradients, and \(inputs) flags for the inputs",
      actual: "\(outputGradients.count) output gradients, and \(needsInputGradients.count) flags",
      help: "pass one entry for every output, nil where the loss does not depend on it"
    ).end()
  }
}

extension Shape {
  /// An axis counted from the front.
  ///
  /// - Throws: `ShapeError` when the shape has no such axis.
  internal func axis(_ axis: Int, for layer: String) throws(ShapeError) -> Int {
    let index = axis < 0 ? axis + rank : axis
    if index >= 0, index < rank { return index }
    throw ShapeError(
      operation: layer, problem: "the input has no such axis",
      expected: "an input with axis \(axis)", actual: "\(self)",
      help: "axes count from 0, or from −1 for the last")
  }

  /// The shape with another size along an axis.
  internal func with(_ size: Int, along axis: Int) -> Shape {
    var dimensions = dimensions
    dimensions[axis] = size
    return Shape(dimensions)
  }
}

extension Array where Element == Tensor? {
  /// The sum of the derivatives that are there.
  internal func sum() -> Tensor? {
    var total: Tensor?
    for case let gradient? in self {
      if let sum = total { total = sum + gradient } else { total = gradient }
    }
    return total
  }
}
