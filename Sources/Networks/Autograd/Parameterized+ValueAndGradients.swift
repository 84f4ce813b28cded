import Tensors

extension Parameterized {
  /// The loss that a closure computes with the model, and its derivatives by the model's tensors.
  ///
  ///     let (loss, gradients) = model.valueAndGradients { model in
  ///       SoftmaxCrossEntropy()(model(images), labels)
  ///     }
  ///     optimizer.update(&model, with: gradients)
  ///
  /// The closure gets the model with its tensors as variables, see ``Traced``. What it computes may
  /// use the model several times, or parts of it, or its tensors in formulas:
  ///
  ///     let (loss, gradients) = network.valueAndGradients { network in
  ///       let hidden = tanh(matmul(x, network.w1) + network.b1)
  ///       return square(matmul(hidden, network.w2) - y).mean()
  ///     }
  ///
  /// There is nothing to set to zero between two steps: every call gives new gradients.
  ///
  /// **Errors:** ends the program when the result is not one number, does not depend on the model,
  /// or uses a tensor of the model that `visitTensors` does not name.
  ///
  /// - Parameters:
  ///   - phase: Whether the layers train, and the seed of what is random. Without one they train,
  ///     with a seed made from the model's numbers: another in every step, the same in every run.
  ///   - loss: The function of the model; its result is one number.
  ///   - file: The file of the call.
  ///   - line: The line of the call.
  /// - Returns: The loss, and its derivatives in the order of `visitTensors`.
  /// - Throws: What the closure throws.
  public func valueAndGradients<Failure: Error>(
    phase: Phase? = nil, _ loss: (Traced<Self>) throws(Failure) -> Variable,
    file: StaticString = #file, line: UInt = #line
  ) throws(Failure) -> (loss: Float, gradients: Gradients) {
    let tape = Tape()
    defer { tape.end() }
    var model = self
    let tracing = Tracing(&model, on: tape, phase: phase)
    let result = try loss(Traced(model, tracing, isWhole: true))
    var adjoints = tape.read(from: result, keeping: [], file: file, line: line)
    return (result.scalar, tracing.gradients(&adjoints))
  }
}
