import Tensors

/// A layer that cannot train on every input that it can be used on.
public protocol TrainingShapeCheck: Layer {
  /// Checks the shape of an input in training, which ``Layer/outputShape(for:)`` accepts.
  ///
  /// - Parameter input: The shape, with the axis of samples.
  /// - Throws: `ShapeError` when the layer cannot train on such an input.
  func checkTraining(on input: Shape) throws(ShapeError)
}

extension BatchNormalization: TrainingShapeCheck {
  /// There must be two values in each channel, or they have no variance.
  public func checkTraining(on input: Shape) throws(ShapeError) {
    if input.count / max(input[-1], 1) < 2 { throw oneValue(input) }
  }
}

extension Composite {
  /// The network with layers that check shapes as they must be in training.
  package func checkingTrainingShapes() -> Self {
    var copy = self
    copy.replaceLeaves { _, layer in
      (layer as? any TrainingShapeCheck).map { StrictShape(layer: $0) } ?? layer
    }
    return copy
  }
}

/// A layer whose shape is that in training.
private struct StrictShape: Layer {
  var layer: any TrainingShapeCheck

  func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    let output = try layer.outputShape(for: input)
    try layer.checkTraining(on: input)
    return output
  }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Void) {
    (layer.callAsFunction(input), ())
  }

  func backward(_ outputGradient: Tensor, context: Void, needsInputGradient: Bool)
    -> LayerGradients
  { LayerGradients(input: nil) }
}
