import Tensors

/// Image layers that follow each other in a ``Sequential`` and hand blocks of samples to each other.
struct ImageRun {
  /// What the layers remember of a forward pass.
  struct Context {
    let first: Int
    let layers: [Any]
  }

  /// Stands for the context of a rectifier that the layer before computed.
  private struct ComputedBefore {}

  private let layers: [any Layer]
  private let range: Range<Int>

  /// The number of layers.
  var count: Int { range.count }

  /// The longest run from a layer on; `nil` when blocks would not pay there.
  init?(of layers: [any Layer], from first: Int) {
    guard let layer = layers[first] as? any ImageLayer, layer.startsRun else { return nil }
    var end = first + 1
    // What flattening gives goes to layers that work on vectors.
    while end < layers.count, !(layers[end - 1] is any ImageRunEnd),
      layers[end] is any ImageLayer
    {
      end += 1
    }
    self.layers = layers
    range = first..<end
  }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    var contexts: [Any] = []
    var value = ImageBlocks(input)
    while contexts.count < range.count {
      let index = range.lowerBound + contexts.count
      let rectifies = index + 1 < range.upperBound && layers[index + 1] is ReLU
      func step<L: ImageLayer>(_ layer: L) {
        let (output, context) = layer.forwardBlocks(value, phase: phase.part(index))
        value = output
        contexts.append(context)
      }
      func rectifiedStep<L: RectifyingImageLayer>(_ layer: L) {
        let (output, context) = layer.forwardBlocks(
          value, phase: phase.part(index), rectifies: true)
        value = output
        contexts.append(context)
        contexts.append(ComputedBefore())
      }
      if rectifies, let layer = layers[index] as? any RectifyingImageLayer {
        rectifiedStep(layer)
      } else if let layer = layers[index] as? any ImageLayer {
        step(layer)
      }
    }
    return (value.tensor, Context(first: range.lowerBound, layers: contexts))
  }

  static func backward(
    _ outputGradient: Tensor, layers: [any Layer], context: Context, needsInputGradient: Bool
  ) -> LayerGradients {
    var gradient: ImageBlocks? = ImageBlocks(outputGradient)
    var parameters: [Gradients] = []
    // Whether the layer above did a rectifier's work when it stored its derivative.
    var isMasked = false
    let allKept = context.layers
    for (offset, kept) in allKept.enumerated().reversed() {
      func step<L: ImageLayer>(_ layer: L) {
        guard let outputGradient = gradient, let context = kept as? L.BlocksContext else {
          fatalError("the context is of another network than that with \(layer.summary)")
        }
        let isAboveRectifier = offset > 0 && allKept[offset - 1] is ComputedBefore
        let request = GradientRequest(
          needsInputGradient: needsInputGradient || offset > 0,
          masksInputGradient: isAboveRectifier && layer.masksInputGradient,
          outputGradientIsMasked: isMasked)
        let result = layer.backwardBlocks(outputGradient, context: context, request: request)
        gradient = result.input
        isMasked = request.masksInputGradient
        parameters.append(result.parameters)
      }
      if kept is ComputedBefore { continue }
      let index = context.first + offset
      guard index < layers.count, let layer = layers[index] as? any ImageLayer else {
        fatalError("the context is of another network")
      }
      step(layer)
    }
    return LayerGradients(
      input: gradient?.tensor, parameters: Gradients(parameters.reversed().flatMap(\.entries)))
  }
}

/// A layer whose output is no image any more.
protocol ImageRunEnd: ImageLayer {}
