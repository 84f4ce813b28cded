import Tensors

extension MultiLayer {
  /// The losses of several outputs, and the derivatives of their weighted sum by all parameters:
  /// multitask learning.
  ///
  /// L = Σ_k w_k L_k
  ///
  ///     let (losses, gradients) = network.valueAndGradients(
  ///       [SoftmaxCrossEntropy(), SquaredError()], inputs: [images], targets: [digits, slants],
  ///       weights: [1, 0.1], phase: .training(seed: step))
  ///     optimizer.update(&network, with: gradients)
  ///
  /// **Errors:** ends the program when losses, targets, weights and outputs differ in number.
  ///
  /// **Source:** lecture 1: multitask learning.
  ///
  /// - Parameters:
  ///   - losses: The loss of every output; `nil` for an output that does not count.
  ///   - inputs: The inputs.
  ///   - targets: What every output should have been; anything where there is no loss.
  ///   - weights: The weight of every loss; all are 1 when they are not given.
  ///   - phase: Whether the network trains or is used.
  /// - Returns: The losses without their weights, 0 where there is none, and the derivatives of their
  ///   weighted sum.
  public func valueAndGradients(
    _ losses: [(any Loss)?], inputs: [Tensor], targets: [Tensor], weights: [Float]? = nil,
    phase: Phase
  ) -> (losses: [Float], gradients: Gradients) {
    let weights = weights ?? [Float](repeating: 1, count: losses.count)
    guard losses.count == outputCount, targets.count == outputCount, weights.count == outputCount
    else {
      ShapeError(
        operation: summary, problem: "losses, targets and weights do not fit the outputs",
        expected: "\(outputCount) of each, one for every output",
        actual: "\(losses.count) losses, \(targets.count) targets and \(weights.count) weights",
        help: "pass nil for an output that has no loss"
      ).end()
    }
    let (outputs, context) = forward(inputs, phase: phase)
    var values = [Float](repeating: 0, count: outputs.count)
    var gradients = [Tensor?](repeating: nil, count: outputs.count)
    for (index, loss) in losses.enumerated() {
      guard let loss else { continue }
      let (value, gradient) = loss.valueAndGradient(outputs[index], targets[index])
      values[index] = value
      gradients[index] = weights[index] == 1 ? gradient : weights[index] * gradient
    }
    let result = backward(
      gradients, context: context, needsInputGradients: inputs.map { _ in false })
    return (values, result.parameters)
  }
}
