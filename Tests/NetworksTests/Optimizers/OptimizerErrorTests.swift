import Networks
import Tensors
import Testing

/// Something that ends the program, with the text it should say.
private struct Mistake: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let make: @Sendable () -> Void
  let text: String
}

private func restore(_ state: [(name: String, value: Tensor)], into model: Table) {
  var (optimizer, model) = (Momentum(learningRate: 0.1), model)
  do { try optimizer.restoreState(state) } catch { fatalError("\(error)") }
  optimizer.update(&model, with: Gradients([model.weight]))
}

private let mistakes: [Mistake] = [
  Mistake(testDescription: "Another model") {
    var optimizer = Adam()
    var network = smallNetwork()
    optimizer.update(&network, with: gradients(of: network, 1))
    var other = smallNetwork(hidden: 9)
    optimizer.update(&other, with: gradients(of: other, 1))
  } text: {
    """
    Adam: the model is not the one of the first update
      expected: 0.weight of shape [4, 8]
      got:      0.weight of shape [4, 9]
      help:     an optimizer remembers every parameter: make a new one for another model
    """
  },
  Mistake(testDescription: "A head was replaced") {
    var optimizer = Momentum(learningRate: 0.1)
    var network = smallNetwork()
    optimizer.update(&network, with: gradients(of: network, 1))
    network.layers[2] = Linear(8, 3, seed: 1)
    optimizer.update(&network, with: gradients(of: network, 1))
  } text: {
    """
    Momentum: the model is not the one of the first update
      expected: 2.weight of shape [8, 2]
      got:      2.weight of shape [8, 3]
      help:     an optimizer remembers every parameter: make a new one for another model
    """
  },
  Mistake(testDescription: "A layer was added") {
    var optimizer = Momentum(learningRate: 0.1)
    var network = smallNetwork()
    optimizer.update(&network, with: gradients(of: network, 1))
    network.layers.append(Linear(2, 2, seed: 1))
    optimizer.update(&network, with: gradients(of: network, 1))
  } text: {
    """
    Momentum: the model is not the one of the first update
      expected: no tensor after 2.bias
      got:      3.weight of shape [2, 2]
      help:     an optimizer remembers every parameter: make a new one for another model
    """
  },
  Mistake(testDescription: "A layer is gone") {
    var optimizer = Momentum(learningRate: 0.1)
    var network = smallNetwork()
    optimizer.update(&network, with: gradients(of: network, 1))
    let gradients = gradients(of: network, 1)
    network.layers.removeLast()
    optimizer.update(&network, with: Gradients(Array(gradients.entries.prefix(2))))
  } text: {
    """
    Momentum: the model is not the one of the first update
      expected: 2.weight of shape [8, 2]
      got:      no tensor after 0.bias
      help:     an optimizer remembers every parameter: make a new one for another model
    """
  },
  Mistake(testDescription: "A transposed weight") {
    var optimizer = Adam()
    var table = Table(weight: Tensor(zeros: [2, 3]))
    optimizer.update(&table, with: Gradients([table.weight]))
    table.weight = table.weight.transposed()
    optimizer.update(&table, with: Gradients([table.weight]))
  } text: {
    """
    Adam: the model is not the one of the first update
      expected: weight of shape [2, 3]
      got:      weight of shape [3, 2]
      help:     an optimizer remembers every parameter: make a new one for another model
    """
  },
  Mistake(testDescription: "Too few gradients") {
    var optimizer = AdaGrad()
    var network = smallNetwork()
    var gradients = gradients(of: network, 1)
    gradients.entries.removeLast()
    optimizer.update(&network, with: gradients)
  } text: {
    """
    AdaGrad: the gradients do not fit the model
      expected: 4 entries, one for each tensor that is not frozen
      got:      3 entries
      help:     compute the gradients with the model that they shall change
    """
  },
  Mistake(testDescription: "Gradients in another order") {
    var optimizer = StochasticGradientDescent(learningRate: 0.1)
    var network = smallNetwork()
    var gradients = gradients(of: network, 1)
    gradients.entries.swapAt(1, 2)
    optimizer.update(&network, with: gradients)
  } text: {
    """
    StochasticGradientDescent: the gradients do not fit the model
      expected: a gradient of shape [8] for 0.bias
      got:      shape [8, 2]
      help:     compute the gradients with the model that they shall change
    """
  },
  Mistake(testDescription: "A row outside the table") {
    var optimizer = RMSProp()
    var table = Table(weight: Tensor(zeros: [3, 2]))
    let values = Tensor(ones: [2, 2])
    optimizer.update(
      &table, with: Gradients([.rows([1, 3], values: values, shape: [3, 2])]))
  } text: {
    """
    RMSProp: the gradients do not fit the model
      expected: a gradient of shape [3, 2] for weight
      got:      rows [1, 3] of shape [3, 2], with values of shape [2, 2]
      help:     compute the gradients with the model that they shall change
    """
  },
  Mistake(testDescription: "A restored state of another model") {
    restore([("3.weight.velocity", [[1]]), ("3.weight.step", [1])], into: Table(weight: [[1]]))
  } text: {
    """
    Momentum: the restored state is of another model
      expected: state for tensors of the model, such as weight
      got:      state for 3.weight
      help:     restore the model that was saved with the state
    """
  },
  Mistake(testDescription: "A restored state of another shape") {
    restore([("weight.velocity", [[1, 2]]), ("weight.step", [1])], into: Table(weight: [[1]]))
  } text: {
    """
    Momentum: the restored state is of another model
      expected: weight.velocity of shape [1, 1]
      got:      shape [1, 2]
      help:     restore the model that was saved with the state
    """
  },
  Mistake(testDescription: "Half a restored state") {
    restore([("weight.velocity", [[1]])], into: Table(weight: [[1]]))
  } text: {
    """
    Momentum: the restored state is not complete
      expected: weight.velocity, weight.step
      got:      1 of them
      help:     restore a state as namedState gave it
    """
  },
  Mistake(testDescription: "β₁ of 1") {
    _ = Adam(beta1: 1)
  } text: {
    "Adam: beta1 must be at least 0 and below 1, got 1.0"
  },
  Mistake(testDescription: "ε of 0") {
    _ = RMSProp(epsilon: 0)
  } text: {
    "RMSProp: epsilon must be above 0, got 0.0"
  },
  Mistake(testDescription: "A negative decay") {
    _ = AdamW(weightDecay: .all(-0.1))
  } text: {
    "AdamW: weightDecay must be 0 or more, got -0.1"
  },
  Mistake(testDescription: "No steps") {
    _ = CosineDecay(from: 1, steps: 0)
  } text: {
    "CosineDecay: steps must be 1 or more, got 0"
  },
  Mistake(testDescription: "A norm below 0") {
    var gradients = Gradients([Tensor(ones: [1, 1])])
    gradients.clip(toNorm: -1, in: Table(weight: [[1]]))
  } text: {
    "Gradients.clip: toNorm must be 0 or more, got -1.0"
  },
  Mistake(testDescription: "Clipping the gradients of another model") {
    var gradients = Gradients([Tensor(ones: [1, 1])])
    gradients.clip(toNorm: 1, in: smallNetwork())
  } text: {
    """
    Gradients: the gradients do not fit the model
      expected: 4 entries, one for each tensor that is not frozen
      got:      1 entries
      help:     give the model that the gradients are of
    """
  },
  Mistake(testDescription: "Adding gradients of another model") {
    var gradients = Gradients([Tensor(ones: [1, 1])])
    gradients.add(Gradients([Tensor(ones: [1, 2])]))
  } text: {
    """
    Gradients.add: the gradients are of different models
      expected: entry 0 of shape [1, 1]
      got:      entry 0 of shape [1, 2]
      help:     add gradients of one model only
    """
  },
  Mistake(testDescription: "Adding more gradients") {
    var gradients = Gradients([Tensor(ones: [1, 1])])
    gradients.add(Gradients([Tensor(ones: [1, 1]), Tensor(ones: [1, 1])]))
  } text: {
    """
    Gradients.add: the gradients are of different models
      expected: 1 entries
      got:      2 entries
      help:     add gradients of one model only
    """
  },
  Mistake(testDescription: "Adding rows in no order") {
    let values = Tensor(ones: [2, 1])
    var gradients = Gradients([Tensor(ones: [4, 1])])
    gradients.add(Gradients([.rows([2, 1], values: values, shape: [4, 1])]))
  } text: {
    """
    Gradients.add: the gradients are of different models
      expected: rows within shape [4, 1]
      got:      rows [2, 1] of shape [4, 1], with values of shape [2, 1]
      help:     add gradients of one model only
    """
  },
  Mistake(testDescription: "An initializer of another shape") {
    var network = smallNetwork()
    network.initialize(weights: WeightInitializer { _, _ in [1, 2] }, seed: 1)
  } text: {
    """
    initialize: the weights have another shape than asked for
      expected: shape [4, 8] for 0.weight
      got:      shape [2]
      help:     give the tensor the shape that the WeightInitializer is called with
    """
  },
]

extension Mistake {
  init(
    testDescription: String, _ make: @escaping @Sendable () -> Void, text: () -> String
  ) {
    self.init(testDescription: testDescription, make: make, text: text())
  }
}

@Suite("Mistakes with optimizers and gradients")
struct OptimizerErrorTests {
  @Test("A mistake ends the program and explains itself", arguments: mistakes.indices)
  func text(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index] in
      mistakes[index].make()
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains(mistakes[index].text + "\n"), "\(mistakes[index]): \(errors)")
  }
}
