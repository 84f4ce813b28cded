import Tensors

extension Graph {
  /// What the nodes remember of a forward pass.
  public struct Context {
    /// One entry for every node that was computed.
    fileprivate let nodes: [Any]
    fileprivate let inputCount: Int
  }

  /// The shapes of the outputs, or the first node that cannot take what it gets.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    let shapes = try shapesOfValues(for: inputs)
    return outputs.map { shapes[$0] }
  }

  /// The shapes of all values; those of nodes that lead to no output are `[]`.
  internal func shapesOfValues(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    guard inputs.count == inputNames.count else {
      throw ShapeError(
        operation: summary, problem: "the number of inputs does not fit",
        expected: inputNames.joined(separator: ", "), actual: "\(inputs.count) inputs",
        help: "pass one tensor for every input of the graph, in this order")
    }
    var shapes = inputs + [Shape](repeating: [], count: valueCount - inputs.count)
    for index in order {
      let node = nodes[index]
      do throws(ShapeError) {
        switch parts[node.part].module {
        case .layer(let layer):
          shapes[node.firstOutput] = try layer.outputShape(for: shapes[node.inputs[0]])
        case .multi(let layer):
          let results = try layer.outputShapes(for: node.inputs.map { shapes[$0] })
          for (output, shape) in zip(node.outputs, results) { shapes[output] = shape }
        case .none: break
        }
      } catch {
        throw error.inPart(node.name)
      }
    }
    return shapes
  }

  /// Computes the nodes in their order.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Context) {
    require(inputs)
    return run(inputs, phase: phase)
  }

  private func run(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Context) {
    let none = Tensor(zeros: [0])
    var values = inputs + [Tensor](repeating: none, count: valueCount - inputs.count)
    var contexts: [Any] = []
    contexts.reserveCapacity(order.count)
    for index in order {
      let node = nodes[index]
      let phase = phase.part(index)
      func step<L: Layer>(_ layer: L) {
        let (output, context) = layer.forward(values[node.inputs[0]], phase: phase)
        values[node.firstOutput] = output
        contexts.append(context)
      }
      func step<L: MultiLayer>(_ layer: L) {
        let (outputs, context) = layer.forward(node.inputs.map { values[$0] }, phase: phase)
        for (output, value) in zip(node.outputs, outputs) { values[output] = value }
        contexts.append(context)
      }
      switch parts[node.part].module {
      case .layer(let layer): step(layer)
      case .multi(let layer): step(layer)
      case .none: break
      }
    }
    return (outputs.map { values[$0] }, Context(nodes: contexts, inputCount: inputs.count))
  }

  /// The chain rule, from the outputs to the inputs; the derivatives of a value that is used more
  /// than once add up.
  public func backward(
    _ outputGradients: [Tensor?], context: Context, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    requireCounts(outputGradients, needsInputGradients, inputs: context.inputCount)
    var pass = GraphBackwardPass(self, needsInputGradients: needsInputGradients)
    for (value, gradient) in zip(outputs, outputGradients) { pass.add(gradient, to: value) }
    for (index, context) in zip(order, context.nodes).reversed() {
      pass.run(nodes[index], context: context)
    }
    return MultiLayerGradients(
      inputs: needsInputGradients.indices.map { needsInputGradients[$0] ? pass.values[$0] : nil },
      parameters: pass.parameters)
  }
}

extension Graph: Layer {
  /// The shape of the one output for the one input.
  ///
  /// - Throws: `ShapeError` when the graph has several inputs or outputs, or a node cannot take what
  ///   it gets.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard inputNames.count == 1, outputs.count == 1 else {
      throw ShapeError(
        operation: summary, problem: "the graph is no layer",
        expected: "1 input and 1 output",
        actual:
          "inputs \(inputNames.joined(separator: ", ")) and outputs \(outputNames.joined(separator: ", "))",
        help: "pass an array of tensors to a graph with several inputs or outputs")
    }
    return try outputShapes(for: [input])[0]
  }

  /// The one output for the one input.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let (outputs, context) = run([input], phase: phase)
    return (outputs[0], context)
  }

  /// The chain rule, from the output to the input.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    let result = backward(
      [outputGradient], context: context, needsInputGradients: [needsInputGradient])
    return LayerGradients(input: result.inputs[0], parameters: result.parameters)
  }
}
