import Networks
import Tensors

/// Finds which layer of a network made the first number that is infinite or NaN, by working out a
/// shard again with every layer watched.
struct NonFiniteSearch<Model: Parameterized> {
  let model: Model
  let objective: Objective<Model>

  /// Where the first such number of a shard is, in a clause; `nil` when all numbers are finite.
  func place(in batch: Batch, phase: Phase) -> String? {
    if let index = batch.inputs.firstIndex(where: { !$0.isFinite }) {
      return batch.inputs.count == 1
        ? "the input has numbers that are not finite"
        : "input \(index) has numbers that are not finite"
    }
    let record = Record()
    let result = objective.train(watched(record), batch, phase, objective.weights.map { _ in 1 })
    if let output = record.output { return output + brokenParameter(of: record.outputPath) }
    if let output = result.outputs.firstIndex(where: { !$0.isFinite }) {
      return "output \(output) of the network is the first that is not finite"
        + brokenParameter(of: nil)
    }
    if !result.values.allSatisfy(\.isFinite) {
      return "all outputs are finite, but the loss of them is not"
    }
    if let gradient = record.gradient { return gradient }
    return result.gradients.firstNonFinite(in: model).map {
      "the gradient of \($0) is not finite"
    }
  }

  /// The network with a watch on every layer, as far as it tells its layers.
  private func watched(_ record: Record) -> Model {
    guard var composite = model as? any Composite else { return model }
    composite.replaceLeaves { path, layer in
      Watch(layer: layer, path: path.description, record: record)
    }
    return composite as? Model ?? model
  }

  private func brokenParameter(of path: String?) -> String {
    let prefix = path.map { "\($0)." } ?? ""
    let broken = model.namedTensors.first { $0.path.hasPrefix(prefix) && !$0.value.isFinite }
    return broken.map { "; \($0.path) is not finite itself" } ?? ""
  }
}

/// What the watches saw first. They all run on one thread.
private final class Record: @unchecked Sendable {
  var output: String?
  var outputPath: String?
  var gradient: String?
}

/// A layer that looks at what another one computes.
private struct Watch: Layer {
  var layer: any Layer
  let path: String
  let record: Record

  var summary: String { layer.summary }

  func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try layer.outputShape(for: input)
  }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Any) {
    func forward<L: Layer>(_ layer: L) -> (output: Tensor, context: Any) {
      let (output, context) = layer.forward(input, phase: phase)
      return (output, context)
    }
    let result = forward(layer)
    if record.output == nil, !result.output.isFinite {
      record.output = "the output of \(path): \(summary) is the first that is not finite"
      record.outputPath = path
    }
    return result
  }

  func backward(_ outputGradient: Tensor, context: Any, needsInputGradient: Bool) -> LayerGradients
  {
    func backward<L: Layer>(_ layer: L) -> LayerGradients {
      guard let context = context as? L.Context else {
        fatalError("the context is of another layer than \(summary)")
      }
      return layer.backward(
        outputGradient, context: context, needsInputGradient: needsInputGradient)
    }
    let result = backward(layer)
    if record.gradient == nil {
      if !outputGradient.isFinite {
        record.gradient =
          "the gradient of the output of \(path): \(summary) is the first that is not finite"
      } else if !result.parameters.isFinite || !(result.input?.isFinite ?? true) {
        record.gradient = "the gradient of \(path): \(summary) is the first that is not finite"
      }
    }
    return result
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    layer.visitTensors(at: path, visit)
  }
}

extension Tensor {
  /// Whether no scalar is infinite or NaN.
  var isFinite: Bool { scalars.allSatisfy(\.isFinite) }
}
