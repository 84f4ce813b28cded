import Tensors

/// A layer or network that training leaves as it is: what was learnt elsewhere.
///
/// It is always in the phase of evaluation, its tensors have no gradients, and nothing below it is
/// asked for derivatives unless somebody needs that of its own input.
///
///     var network = digits            // trained on another task
///     network.freeze(0..<4)
///     network.layers[4] = Linear(100, 26, seed: 389)
///
/// **Shapes:** those of the layer.
///
/// **Source:** J. Yosinski, J. Clune, Y. Bengio and H. Lipson, How Transferable Are Features in Deep
/// Neural Networks?, NIPS 2014.
public struct Frozen<Base: Layer>: Layer {
  /// The layer.
  public var base: Base

  /// Freezes a layer.
  public init(_ base: Base) { self.base = base }

  /// What the layer is in one line, such as `Frozen(Linear(784 → 100))`.
  public var summary: String { "Frozen(\(base.summary))" }

  /// Training changes nothing in the layer.
  public var isTrainable: Bool { false }

  /// The shape that the layer gives.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try base.outputShape(for: input)
  }

  /// The output of the layer in use.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Base.Context) {
    base.forward(input, phase: .evaluation(lengths: phase.lengths))
  }

  /// ∂L/∂x by the layer; nothing by its tensors.
  public func backward(
    _ outputGradient: Tensor, context: Base.Context, needsInputGradient: Bool
  ) -> LayerGradients {
    guard needsInputGradient else { return LayerGradients(input: nil) }
    let result = base.backward(outputGradient, context: context, needsInputGradient: true)
    return LayerGradients(input: result.input)
  }

  /// Visits the tensors of the layer under their own paths, all as frozen.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    base.visitTensors(at: path) { path, _, value in visit(path, .frozen, &value) }
  }
}

extension Sequential {
  /// Freezes some of the layers; those that are frozen already stay so.
  ///
  /// **Errors:** ends the program when there are no such layers.
  ///
  /// - Parameter range: The places of the layers.
  public mutating func freeze(_ range: Range<Int>) {
    checkPlaces(range, "freeze")
    for index in range where !(layers[index] is any FrozenLayer) {
      func frozen<L: Layer>(_ layer: L) -> any Layer { Frozen(layer) }
      layers[index] = frozen(layers[index])
    }
  }

  /// Lets training change some of the layers again.
  ///
  /// **Errors:** ends the program when there are no such layers.
  ///
  /// - Parameter range: The places of the layers.
  public mutating func unfreeze(_ range: Range<Int>) {
    checkPlaces(range, "unfreeze")
    for index in range {
      if let frozen = layers[index] as? any FrozenLayer { layers[index] = frozen.thawed }
    }
  }

  /// The network with other layers in the place of its last ones: a head for another task.
  ///
  ///     let letters = digits.replacingHead(1) { Linear(100, 26, seed: 389) }
  ///
  /// **Errors:** ends the program when there are not so many layers.
  ///
  /// - Parameters:
  ///   - count: The number of layers to take away at the end.
  ///   - head: The layers to put there.
  /// - Returns: The network.
  public func replacingHead(_ count: Int, @LayerBuilder with head: () -> [any Layer]) -> Sequential
  {
    if count < 0 || count > layers.count {
      fatalError("\(count) of \(layers.count) layers cannot be replaced: take 0 to \(layers.count)")
    }
    return Sequential(layers.dropLast(count) + head())
  }

  private func checkPlaces(_ range: Range<Int>, _ operation: String) {
    if range.lowerBound < 0 || range.upperBound > layers.count {
      fatalError("\(operation): there are no layers \(range): the network has \(layers.count)")
    }
  }
}

/// What all kinds of ``Frozen`` have in common.
internal protocol FrozenLayer {
  var thawed: any Layer { get }
}

extension Frozen: FrozenLayer {
  internal var thawed: any Layer { base }
}
