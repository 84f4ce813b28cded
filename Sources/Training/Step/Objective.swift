import Networks
import Tensors

/// What training makes small for a kind of network: which losses, of which outputs.
///
/// It brings layers with one input and one output and graphs with several under one roof, and works on
/// one shard of a batch at a time.
///
///     let objective = Objective<Sequential>(SoftmaxCrossEntropy())
///
/// With several losses, training makes L = Σ_k w_k L_k small.
public struct Objective<Model: Parameterized>: Sendable {
  /// What a shard gives.
  struct ShardResult: Sendable {
    /// The value of every loss.
    var values: [Float]
    /// The outputs of the network.
    var outputs: [Tensor]
    /// The derivatives of the shard's part of the loss.
    var gradients = Gradients()
  }

  /// The weight w_k of every loss.
  let weights: [Float]
  /// Finds what does not fit before anything is computed.
  let check: @Sendable (Model, Batch) throws(ShapeError) -> Void
  /// The number of terms that each loss is a mean over.
  let termCounts: @Sendable (Batch) -> [Int]
  /// Forward, loss and backward; the shares are those of the shard in the terms of each loss.
  let train: @Sendable (Model, Batch, Phase, [Float]) -> ShardResult
  /// Forward and loss.
  let evaluate: @Sendable (Model, Batch) -> ShardResult
}

extension Objective where Model: Layer {
  /// A loss of the one output.
  public init(_ loss: some Loss) {
    weights = [1]
    check = { (model, batch) throws(ShapeError) in
      try Self.checkCount(batch.inputs.count, batch.targets.count)
      let output = try model.outputShape(for: batch.input.shape)
      try loss.check(prediction: output, target: batch.target.shape)
    }
    termCounts = { [loss.termCount(of: $0.target)] }
    train = { model, batch, phase, shares in
      do throws(ShapeError) {
        try Self.checkCount(batch.inputs.count, batch.targets.count)
      } catch { error.end() }
      let (output, context) = model.forward(batch.input, phase: phase)
      let (value, gradient) = loss.valueAndGradient(output, batch.target)
      let result = model.backward(
        gradient.share(shares[0]), context: context, needsInputGradient: false)
      return ShardResult(values: [value], outputs: [output], gradients: result.parameters)
    }
    evaluate = { model, batch in
      let output = model.forward(batch.input, phase: .evaluation(lengths: batch.lengths)).output
      return ShardResult(values: [loss(output, batch.target)], outputs: [output])
    }
  }

  private static func checkCount(_ inputs: Int, _ targets: Int) throws(ShapeError) {
    if inputs == 1 && targets == 1 { return }
    throw ShapeError(
      operation: "\(Model.self)", problem: "the number of inputs or targets does not fit",
      expected: "1 input and 1 target", actual: "\(inputs) inputs and \(targets) targets",
      help: "a network with several inputs or outputs is a MultiLayer")
  }
}

extension Objective where Model: MultiLayer {
  /// A loss for every output, in the order of the outputs.
  ///
  /// **Errors:** ends the program when there are not as many weights as losses.
  ///
  /// - Parameters:
  ///   - losses: The loss of each output; `nil` for an output that training does not look at. The
  ///     targets of a batch are those of the outputs that have a loss.
  ///   - weights: The weight of each loss that is there; all are 1 when they are not given.
  public init(_ losses: [(any Loss)?], weights: [Float]? = nil) {
    let places = losses.indices.filter { losses[$0] != nil }
    let present = losses.compactMap { $0 }
    self.weights = weights ?? [Float](repeating: 1, count: present.count)
    let scales = self.weights
    if scales.count != present.count || present.isEmpty {
      fatalError("there are \(present.count) losses, but \(scales.count) weights")
    }
    check = { (model, batch) throws(ShapeError) in
      let outputs = try model.outputShapes(for: batch.inputs.map(\.shape))
      guard outputs.count == losses.count, batch.targets.count == present.count else {
        throw ShapeError(
          operation: model.summary, problem: "outputs, losses and targets differ in number",
          expected: "a loss (or nil) for each output, and a target for each loss",
          actual:
            "\(outputs.count) outputs, \(present.count) losses, \(batch.targets.count) targets",
          help: "list the losses in the order of the outputs")
      }
      for (index, place) in places.enumerated() {
        try present[index].check(
          prediction: outputs[place], target: batch.targets[index].shape)
      }
    }
    termCounts = { batch in zip(present, batch.targets).map { $0.termCount(of: $1) } }
    train = { model, batch, phase, shares in
      let (outputs, context) = model.forward(batch.inputs, phase: phase)
      var values: [Float] = []
      var gradients = [Tensor?](repeating: nil, count: outputs.count)
      for (index, place) in places.enumerated() {
        let (value, gradient) = present[index].valueAndGradient(
          outputs[place], batch.targets[index])
        values.append(value)
        gradients[place] = gradient.share(shares[index] * scales[index])
      }
      let result = model.backward(
        gradients, context: context,
        needsInputGradients: [Bool](repeating: false, count: batch.inputs.count))
      return ShardResult(
        values: values, outputs: places.map { outputs[$0] }, gradients: result.parameters)
    }
    evaluate = { model, batch in
      let outputs = model.forward(batch.inputs, phase: .evaluation(lengths: batch.lengths)).outputs
      let values = places.enumerated().map { present[$0](outputs[$1], batch.targets[$0]) }
      return ShardResult(values: values, outputs: places.map { outputs[$0] })
    }
  }
}

extension Tensor {
  /// The part of a gradient that a shard has in the batch's.
  fileprivate func share(_ share: Float) -> Tensor {
    // A shard without terms has no gradient; the mean over nothing may be NaN.
    share == 1 ? self : share == 0 ? Tensor(zeros: shape) : share * self
  }
}
