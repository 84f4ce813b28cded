import Tensors

// What all layers for sequences check in the same way.

extension Shape {
  /// Ends in an error unless the shape is `[samples, steps, features]`.
  internal func checkSequence(features: Int?, of operation: @autoclosure () -> String)
    throws(ShapeError)
  {
    if rank == 3 && (features == nil || self[2] == features) { return }
    let expected = features.map { "[samples, steps, \($0)]" } ?? "[samples, steps, features]"
    guard rank == 3, let features else {
      throw ShapeError(
        operation: operation(), problem: "the input is no batch of sequences", expected: expected,
        actual: "\(self)",
        help: rank == 2
          ? "put an Embedding before the layer for tokens, or add an axis for the steps"
          : "sequences have three axes: samples, steps and features")
    }
    throw ShapeError(
      operation: operation(), problem: "the number of features does not fit", expected: expected,
      actual: "\(self)",
      help: "give the layer \(self[2]) inputs, or the layer before \(features) outputs")
  }
}

extension Tensor {
  /// Ends the program with a text when this is no gradient of an output of a shape.
  ///
  /// The kernels trust the sizes.
  internal func requireGradient(of output: Shape, _ operation: @autoclosure () -> String) {
    if shape == output { return }
    ShapeError(
      operation: operation(), problem: "the gradient does not fit the output",
      expected: "\(output), the shape of the output", actual: "\(shape)",
      help: "pass the gradient and the context of the same forward pass"
    ).end()
  }
}

extension MultiLayer {
  /// Ends the program with a text when there is not one gradient, or none, for every output.
  internal func requireGradients(_ gradients: [Tensor?], of outputs: [Shape]) {
    if gradients.count != outputs.count {
      ShapeError(
        operation: summary, problem: "the number of gradients is not that of the outputs",
        expected: "\(outputs.count)", actual: "\(gradients.count)",
        help: "pass nil for an output that the loss does not depend on"
      ).end()
    }
    for (gradient, output) in zip(gradients, outputs) {
      gradient?.requireGradient(of: output, summary)
    }
  }
}

extension Phase {
  /// The length of every sequence of a batch, or an error when the batch has others.
  internal func checkedLengths(samples: Int, steps: Int, of operation: @autoclosure () -> String)
    throws(ShapeError) -> [Int]
  {
    guard let lengths else { return [Int](repeating: steps, count: samples) }
    guard lengths.count == samples else {
      throw ShapeError(
        operation: operation(), problem: "the lengths are not those of the batch",
        expected: "\(samples) lengths, one for every sequence", actual: "\(lengths.count) lengths",
        help: "take the lengths of the same samples as the batch")
    }
    for (sample, length) in lengths.enumerated() where length < 0 || length > steps {
      throw ShapeError(
        operation: operation(), problem: "a sequence is longer than the batch",
        expected: "lengths from 0 to \(steps), the number of steps",
        actual: "\(length) for sequence \(sample)",
        help: "cut the length together with the sequence")
    }
    return lengths
  }

  /// The length of every sequence of a batch; ends the program when the batch has others.
  internal func requireLengths(samples: Int, steps: Int, of operation: @autoclosure () -> String)
    -> [Int]
  {
    do throws(ShapeError) {
      return try checkedLengths(samples: samples, steps: steps, of: operation())
    } catch {
      error.end()
    }
  }
}
