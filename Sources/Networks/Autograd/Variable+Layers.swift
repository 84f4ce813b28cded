import Tensors

// Layers and losses on variables: their own derivatives, as one node of the tape.

extension Layer {
  /// The output for a variable; derivatives flow to the input.
  ///
  /// The layer's own tensors are constants here. To differentiate by them too, call the model that
  /// the closure of ``Parameterized/valueAndGradients(phase:_:file:line:)`` gets.
  ///
  ///     let saliency = gradient(at: image) { image in network(image)[0, label] }
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - phase: Whether the layer is trained or used.
  /// - Returns: The output.
  public func callAsFunction(_ input: Variable, phase: Phase = .evaluation) -> Variable {
    recorded(input, phase: phase, tensors: nil, on: input.tape)
  }

  /// The output as one node of a tape.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - phase: Whether the layer is trained or used.
  ///   - tensors: Where the layer's tensors are on the tape; `nil` when they are constants.
  ///   - tape: The tape.
  /// - Returns: The output.
  internal func recorded(
    _ input: Variable, phase: Phase, tensors: [TracedTensor]?, on tape: Tape?
  ) -> Variable {
    let index = input.index
    let (output, context) = forward(input.tensor, phase: phase)
    return .recorded("layer", output, on: tape) { gradient, adjoints in
      let result = backward(
        gradient, context: context, needsInputGradient: Adjoints.isWanted(index))
      if let input = result.input { adjoints.add(input, to: index) }
      if let tensors { adjoints.add(result.parameters, to: tensors, of: summary) }
    }
  }
}

extension MultiLayer {
  /// The outputs for variables; derivatives flow to the inputs.
  ///
  /// The layer's own tensors are constants here, as for a ``Layer``.
  ///
  /// - Parameters:
  ///   - inputs: The inputs.
  ///   - phase: Whether the layer is trained or used.
  /// - Returns: The outputs.
  public func callAsFunction(_ inputs: [Variable], phase: Phase = .evaluation) -> [Variable] {
    recorded(inputs, phase: phase, tensors: nil, on: Variable.tape(of: inputs, for: "layer"))
  }

  /// The outputs as one operation of a tape.
  internal func recorded(
    _ inputs: [Variable], phase: Phase, tensors: [TracedTensor]?, on tape: Tape?
  ) -> [Variable] {
    let (outputs, context) = forward(inputs.map(\.tensor), phase: phase)
    guard let tape, !outputs.isEmpty else { return outputs.map(Variable.init) }
    let indices = inputs.map(\.index)
    let node = Tape.Node.several(count: outputs.count) { gradients, adjoints in
      let result = backward(
        gradients, context: context, needsInputGradients: indices.map(Adjoints.isWanted))
      for (index, gradient) in zip(indices, result.inputs) {
        if let gradient { adjoints.add(gradient, to: index) }
      }
      if let tensors { adjoints.add(result.parameters, to: tensors, of: summary) }
    }
    return outputs.enumerated().map { number, output in
      let index = tape.append(number == 0 ? node : .leaf, for: "layer")
      return Variable(output, tape: tape, index: index)
    }
  }
}

extension Loss {
  /// The loss of a prediction, as a variable: one number, of shape `[]`.
  ///
  ///     let loss = SoftmaxCrossEntropy()(model(images), labels)
  ///
  /// **Errors:** ends the program when prediction and target do not fit together.
  ///
  /// - Parameters:
  ///   - prediction: The output of a network.
  ///   - target: What it should have been.
  /// - Returns: L; its derivative flows to the prediction.
  public func callAsFunction(_ prediction: Variable, _ target: Tensor) -> Variable {
    do throws(ShapeError) {
      try check(prediction: prediction.shape, target: target.shape)
    } catch {
      error.end()
    }
    let (value, gradient) = valueAndGradient(prediction.tensor, target)
    return prediction.derived("loss", Tensor(value)) {
      let outer = $0.scalar
      // At the end of a chain the factor is 1, and the gradient need not be copied.
      $0 = outer == 1 ? gradient : gradient * outer
    }
  }
}
