import Tensors

/// What is known of the derivatives while a graph is walked from its outputs to its inputs.
internal struct GraphBackwardPass {
  private let graph: Graph
  /// For every value, whether anything that is asked for depends on its derivative.
  private let needed: [Bool]
  /// ∂L/∂value, as far as it is known.
  private(set) var values: [Tensor?]
  /// ∂L/∂w for every layer that was reached, with the number of its uses so far.
  private var parts: [(gradients: Gradients, uses: Int)?]

  init(_ graph: Graph, needsInputGradients: [Bool]) {
    self.graph = graph
    var needed =
      needsInputGradients
      + [Bool](repeating: false, count: graph.valueCount - needsInputGradients.count)
    for index in graph.order {
      let node = graph.nodes[index]
      if graph.parts[node.part].hasGradients || node.inputs.contains(where: { needed[$0] }) {
        for output in node.outputs { needed[output] = true }
      }
    }
    self.needed = needed
    values = [Tensor?](repeating: nil, count: graph.valueCount)
    parts = graph.parts.map { _ in nil }
  }

  /// Adds a derivative to what is known of a value's.
  mutating func add(_ gradient: Tensor?, to value: Int) {
    guard let gradient, needed[value] else { return }
    if let known = values[value] {
      values[value] = known + gradient
    } else {
      values[value] = gradient
    }
  }

  /// Computes the derivatives of one node, unless nobody needs them.
  mutating func run(_ node: Graph.Node, context: Any) {
    let gradients = node.outputs.map { values[$0] }
    // Nothing further down needs them: the memory is free for the next.
    for output in node.outputs { values[output] = nil }
    guard gradients.contains(where: { $0 != nil }) else { return }
    switch graph.parts[node.part].module {
    case .layer(let layer):
      if let gradient = gradients[0] { step(layer, node, gradient, context) }
    case .multi(let layer): step(layer, node, gradients, context)
    case .none: break
    }
  }

  private mutating func step<L: Layer>(
    _ layer: L, _ node: Graph.Node, _ gradient: Tensor, _ context: Any
  ) {
    guard let context = context as? L.Context else { Self.endForForeignContext() }
    let result = layer.backward(
      gradient, context: context, needsInputGradient: needed[node.inputs[0]])
    add(result.input, to: node.inputs[0])
    addParameters(result.parameters, of: node.part)
  }

  private mutating func step<L: MultiLayer>(
    _ layer: L, _ node: Graph.Node, _ gradients: [Tensor?], _ context: Any
  ) {
    guard let context = context as? L.Context else { Self.endForForeignContext() }
    let result = layer.backward(
      gradients, context: context, needsInputGradients: node.inputs.map { needed[$0] })
    for (value, gradient) in zip(node.inputs, result.inputs) { add(gradient, to: value) }
    addParameters(result.parameters, of: node.part)
  }

  private static func endForForeignContext() -> Never {
    GraphBuilder.end(
      "the context is of another network", expected: "what forward returned beside the outputs",
      actual: "a context with other layers", help: "change no layer between forward and backward")
  }

  private mutating func addParameters(_ gradients: Gradients, of part: Int) {
    guard var known = parts[part] else {
      parts[part] = (gradients, 1)
      return
    }
    known.gradients.add(gradients)
    known.uses += 1
    parts[part] = known
  }

  /// The derivatives by the tensors of all layers: zero for a layer that the loss does not depend on.
  var parameters: Gradients {
    var all = Gradients()
    for (part, known) in zip(graph.parts, parts) {
      guard let known, known.uses == 1 else {
        all.append(part.gradients(summed: known))
        continue
      }
      all.append(known.gradients)
    }
    return all
  }
}

extension Graph.Part {
  /// The derivatives of a layer, summed over its uses; `nil` stands for none.
  ///
  /// The statistics of a batch are no derivatives: those of several uses are averaged, and without a
  /// use the running average stays as it is.
  fileprivate func gradients(summed: (gradients: Gradients, uses: Int)?) -> Gradients {
    var entries: [Gradient] = []
    module.visitTensors { role, value in
      guard role.hasGradient else { return }
      guard let summed else {
        if case .statistic = role {
          entries.append(.dense(value))
        } else {
          entries.append(.dense(Tensor(zeros: value.shape)))
        }
        return
      }
      let sum = summed.gradients.entries[entries.count]
      if case .statistic = role {
        entries.append(.dense(sum.tensor / Float(summed.uses)))
      } else {
        entries.append(sum)
      }
    }
    return Gradients(entries)
  }
}
