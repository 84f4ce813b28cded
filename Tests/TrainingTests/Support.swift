import Networks
import Tensors
import Testing

@testable import Training

/// Silences every other number at random: random numbers of the step.
struct Silence: Layer {
  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    guard phase.isTraining else { return (input, Tensor(ones: input.shape)) }
    let mask = 2 * (Tensor(randomUniform: input.shape, seed: phase.seed) .> 0.5)
    return (input * mask, mask)
  }

  func backward(_ outputGradient: Tensor, context mask: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  { LayerGradients(input: outputGradient * mask) }
}

/// Subtracts the mean of the batch, or in use a running average of it: a statistic.
struct Centre: Layer {
  var mean: Tensor

  init(_ features: Int) { mean = Tensor(zeros: [features]) }

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    let batchMean = input.mean(axis: 0)
    return (input - (phase.isTraining ? batchMean : mean), batchMean)
  }

  func backward(_ outputGradient: Tensor, context batchMean: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(
      input: outputGradient - outputGradient.mean(axis: 0), parameters: Gradients([batchMean]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("mean"), .statistic(momentum: 0.1), &mean)
  }
}

/// The mean of the rows of a table that the tokens of a sequence choose: gradients of few rows.
struct Lookup: Layer {
  var table: Tensor

  init(_ tokens: Int, _ width: Int, seed: UInt64) {
    table = Tensor(randomNormal: [tokens, width], seed: seed)
  }

  func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank == 2 else {
      throw ShapeError(
        operation: "Lookup", problem: "no sequences", expected: "[samples, steps]",
        actual: "\(input)", help: "give tokens")
    }
    return [input[0], table.shape[1]]
  }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: (Tensor, [Int])) {
    let steps = input.shape[1]
    let lengths = phase.lengths ?? [Int](repeating: steps, count: input.rowCount)
    var output = Tensor(zeros: [input.rowCount, table.shape[1]])
    for sample in 0..<input.rowCount {
      for step in 0..<lengths[sample] {
        let row = table[row: Int(input[sample, step])]
        output[row: sample] = output[row: sample] + row / Float(lengths[sample])
      }
    }
    return (output, (input, lengths))
  }

  func backward(
    _ outputGradient: Tensor, context: (Tensor, [Int]), needsInputGradient: Bool
  ) -> LayerGradients {
    var rows: [Int: Tensor] = [:]
    for sample in 0..<context.0.rowCount {
      for step in 0..<context.1[sample] {
        let part = outputGradient[row: sample] / Float(context.1[sample])
        let token = Int(context.0[sample, step])
        rows[token] = rows[token].map { $0 + part } ?? part
      }
    }
    let used = rows.keys.sorted()
    let values = Tensor(stacking: used.compactMap { rows[$0] })
    return LayerGradients(
      input: nil, parameters: Gradients([.rows(used, values: values, shape: table.shape)]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("table"), .weight, &table)
  }
}

/// Two outputs of one input: the input itself times a matrix each.
struct TwoHeads: MultiLayer {
  var first: Linear
  var second: Linear

  init(_ inputs: Int, _ outputs: (Int, Int), seed: UInt64) {
    first = Linear(inputs, outputs.0, seed: seed)
    second = Linear(inputs, outputs.1, seed: seed + 1)
  }

  func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    [try first.outputShape(for: inputs[0]), try second.outputShape(for: inputs[0])]
  }

  func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: [Tensor]) {
    let a = first.forward(inputs[0], phase: phase)
    let b = second.forward(inputs[0], phase: phase)
    return ([a.output, b.output], [a.context, b.context])
  }

  func backward(
    _ outputGradients: [Tensor?], context: [Tensor], needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    var parameters = Gradients()
    for (index, head) in [first, second].enumerated() {
      let shape: Shape = [context[index].rowCount, head.bias.count]
      let gradient = outputGradients[index] ?? Tensor(zeros: shape)
      parameters.append(
        head.backward(gradient, context: context[index], needsInputGradient: false).parameters)
    }
    return MultiLayerGradients(inputs: [nil], parameters: parameters)
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    first.visitTensors(at: path.appending("first"), visit)
    second.visitTensors(at: path.appending("second"), visit)
  }
}

/// Cross-entropy that leaves out targets of −1.
struct IgnoringCrossEntropy: Loss {
  func termCount(of target: Tensor) -> Int { target.scalars.count { $0 >= 0 } }

  func check(prediction: Shape, target: Shape) throws(ShapeError) {
    try SoftmaxCrossEntropy().check(prediction: prediction, target: target)
  }

  func valueAndGradient(_ prediction: Tensor, _ target: Tensor) -> (
    value: Float, gradient: Tensor
  ) {
    let kept = target.scalars.indices.filter { target.scalars[$0] >= 0 }
    var gradient = Tensor(zeros: prediction.shape)
    if kept.isEmpty { return (.nan, gradient) }
    let part = SoftmaxCrossEntropy().valueAndGradient(prediction[rows: kept], target[rows: kept])
    for (index, row) in kept.enumerated() { gradient[row: row] = part.gradient[row: index] }
    return (part.value, gradient)
  }
}

/// Points of two classes on either side of a curve.
func points(_ count: Int, seed: UInt64) -> TensorSamples {
  let inputs = Tensor(randomNormal: [count, 2], seed: seed)
  let labels = (0..<count).map { inputs[$0, 1] > inputs[$0, 0] * inputs[$0, 0] ? 1 : 0 }
  return TensorSamples(inputs: inputs, targets: Tensor(labels))
}

func smallNetwork(seed: UInt64 = 1, hidden: Int = 8) -> Sequential {
  Sequential {
    Linear(2, hidden, seed: seed)
    ReLU()
    Linear(hidden, 2, seed: seed + 1)
  }
}

extension Parameterized {
  /// The bits of all tensors.
  var bits: [[UInt32]] { namedTensors.map { $0.value.scalars.map(\.bitPattern) } }
}
