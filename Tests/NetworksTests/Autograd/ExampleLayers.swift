import Networks
import Tensors

/// Two inputs, two outputs and a scale: y₀ = s (a + b), y₁ = a · b.
struct SumAndProduct: MultiLayer {
  var scale: Tensor = [2]

  func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] { inputs }

  func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: [Tensor]) {
    ([scale * (inputs[0] + inputs[1]), inputs[0] * inputs[1]], inputs)
  }

  func backward(_ outputGradients: [Tensor?], context inputs: [Tensor], needsInputGradients: [Bool])
    -> MultiLayerGradients
  {
    let zeros = Tensor(zeros: inputs[0].shape)
    let sum = outputGradients[0] ?? zeros
    let product = outputGradients[1] ?? zeros
    return MultiLayerGradients(
      inputs: [
        needsInputGradients[0] ? scale * sum + product * inputs[1] : nil,
        needsInputGradients[1] ? scale * sum + product * inputs[0] : nil,
      ],
      parameters: Gradients([Tensor([(sum * (inputs[0] + inputs[1])).sum()])]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("scale"), .scale, &scale)
  }
}

/// Adds a constant, and keeps the running mean of its inputs.
struct Centering: Layer {
  var mean: Tensor = [0]
  var offset: Tensor = [1]

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    (input + offset, input)
  }

  func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: outputGradient, parameters: Gradients([Tensor([input.mean()])]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("mean"), .statistic(momentum: 0.1), &mean)
    visit(path.appending("offset"), .frozen, &offset)
  }
}

/// Rows of a table by number, with derivatives for these rows alone.
struct Lookup: Layer {
  var table = Tensor(randomNormal: [5, 2], seed: 1)

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { [input[0], 2] }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: [Int]) {
    let rows = input.scalars.map { Int($0) }
    return (table[rows: rows], rows)
  }

  func backward(_ outputGradient: Tensor, context rows: [Int], needsInputGradient: Bool)
    -> LayerGradients
  {
    let order = Set(rows).sorted()
    var values = Tensor(zeros: [order.count, 2])
    for (place, row) in rows.enumerated() {
      guard let target = order.firstIndex(of: row) else { continue }
      values[row: target] += outputGradient[row: place]
    }
    return LayerGradients(
      input: nil,
      parameters: Gradients([Gradient.rows(order, values: values, shape: table.shape)]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("table"), .weight, &table)
  }
}

/// Passes its input on, and says how many contexts are alive when its derivative is computed.
struct Witness: Layer {
  final class Count {
    var alive = 0
    var seen: [Int] = []
  }

  final class Token {
    let count: Count
    init(_ count: Count) {
      self.count = count
      count.alive += 1
    }
    deinit { count.alive -= 1 }
  }

  nonisolated(unsafe) let count: Count

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Token) {
    (input, unsafe Token(count))
  }

  func backward(_ outputGradient: Tensor, context: Token, needsInputGradient: Bool)
    -> LayerGradients
  {
    unsafe count.seen.append(count.alive)
    return LayerGradients(input: outputGradient)
  }
}

/// A network as somebody who knows only tensors would write it.
struct HandWritten: Parameterized {
  var w1 = Tensor(randomNormal: [3, 4], seed: 1)
  var b1 = Tensor(randomNormal: [4], seed: 2)
  var w2 = Tensor(randomNormal: [4, 2], seed: 3)
  var steps = 2

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("w1"), .weight, &w1)
    visit(path.appending("b1"), .bias, &b1)
    visit(path.appending("w2"), .weight, &w2)
  }
}

/// A network of parts: layers, a list of layers, tensors.
struct Nested: Parameterized {
  var first = Linear(3, 3, seed: 1)
  var middle: [Linear] = [Linear(3, 3, seed: 2), Linear(3, 3, seed: 3)]
  var rest = Sequential {
    Linear(3, 2, seed: 4)
    ReLU()
  }
  var gains: [Tensor] = [[1, 2], [3, 4]]
  var own = HandWritten()
  var rate: Float = 0.5

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    // Not in the order of the properties, and the parts of a part not next to each other.
    rest.visitTensors(at: path.appending("rest"), visit)
    first.visitTensors(at: path.appending("first"), visit)
    for index in gains.indices { visit(path.appending("gains.\(index)"), .scale, &gains[index]) }
    for index in middle.indices {
      middle[index].visitTensors(at: path.appending("middle.\(index)"), visit)
    }
    own.visitTensors(at: path.appending("own"), visit)
  }
}

/// Scales its input, with noise while it trains.
struct Noisy: Layer {
  var scale: Tensor = [1]

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    var random = RandomGenerator(seed: phase.seed)
    let factor = phase.isTraining ? input * random.normal() : input
    return (factor * scale, factor)
  }

  func backward(_ outputGradient: Tensor, context factor: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: nil, parameters: Gradients([Tensor([(outputGradient * factor).sum()])]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("scale"), .scale, &scale)
  }
}
