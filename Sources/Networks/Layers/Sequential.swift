import Tensors

/// Layers in a row: each takes the output of the one before.
///
///     let network = Sequential {
///       Linear(784, 200, seed: 1)
///       ReLU()
///       Linear(200, 10, seed: 2)
///     }
///     print(try network.outputShape(for: [64, 784]))    // [64, 10]
///
/// **Errors:** a layer that cannot take the output of the one before is reported with its place in
/// the network, before anything is computed.
public struct Sequential: Layer {
  /// The layers, from input to output.
  public var layers: [any Layer]

  /// Creates a network from its layers.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// Creates a network from layers that are written below each other.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  /// What the network is in one line.
  public var summary: String { "Sequential(\(layers.count) layers)" }

  /// The shape of the last output, or the first layer that cannot take what it gets.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    var shape = input
    for index in layers.indices {
      do throws(ShapeError) {
        shape = try layers[index].outputShape(for: shape)
      } catch {
        throw error.inPart("\(index)")
      }
    }
    return shape
  }

  /// y = f_n(… f_2(f_1(x))).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    var steps: [Step] = []
    steps.reserveCapacity(layers.count)
    var value = input
    while steps.count < layers.count {
      let index = steps.count
      func step<L: Layer>(_ layer: L) {
        let (output, context) = layer.forward(value, phase: phase.part(index))
        value = output
        steps.append(.layer(context))
      }
      if value.rank == 4, let run = ImageRun(of: layers, from: index) {
        let (output, context) = run.forward(value, phase: phase)
        value = output
        // The whole run's context stands at its last layer, where `backward` comes first.
        for _ in 1..<run.count { steps.append(.partOfRun) }
        steps.append(.run(context))
      } else {
        step(layers[index])
      }
    }
    return (value, Context(steps: steps))
  }

  /// The chain rule, from the last layer to the first.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    guard context.steps.count == layers.count else { wrongContext() }
    var gradient: Tensor? = outputGradient
    // From the last layer to the first, and turned round at the end.
    var entries: [Gradient] = []
    let firstWanted = needsInputGradient ? 0 : constantLayerCount
    var index = layers.count - 1
    while index >= firstWanted {
      guard let outputGradient = gradient else { wrongContext() }
      var result = LayerGradients(input: nil)
      switch context.steps[index] {
      case .layer(let kept):
        func step<L: Layer>(_ layer: L) {
          guard let context = kept as? L.Context else { wrongContext() }
          result = layer.backward(
            outputGradient, context: context,
            needsInputGradient: needsInputGradient || index > firstWanted)
        }
        let layer = layers[index]
        step(layer)
      case .run(let run):
        index = run.first
        result = ImageRun.backward(
          outputGradient, layers: layers, context: run,
          needsInputGradient: needsInputGradient || index > firstWanted)
      case .partOfRun: wrongContext()
      }
      gradient = result.input
      entries.append(contentsOf: result.parameters.entries.reversed())
      index -= 1
    }
    entries.reverse()
    return LayerGradients(
      input: needsInputGradient ? gradient : nil, parameters: Gradients(entries))
  }

  /// Whether training changes anything in one of the layers.
  public var isTrainable: Bool { constantLayerCount < layers.count }

  /// The number of layers at the start that training does not change: below the layer after them
  /// nobody asks for derivatives.
  private var constantLayerCount: Int {
    var count = 0
    while count < layers.count, !layers[count].isTrainable { count += 1 }
    return count
  }

  private func wrongContext() -> Never {
    fatalError("the context is of another network than \(summary)")
  }

  /// Visits the tensors of all layers; `2.weight` is the weight of the third.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    for index in layers.indices {
      layers[index].visitTensors(at: path.appending("\(index)"), visit)
    }
  }

  /// What the layers remember of a forward pass.
  public struct Context {
    fileprivate let steps: [Step]
  }

  /// What is kept of one layer.
  fileprivate enum Step {
    case layer(Any)
    case run(ImageRun.Context)
    case partOfRun
  }
}

/// Gathers layers that are written below each other.
@resultBuilder
public enum LayerBuilder {
  /// One layer.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  /// Several layers.
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  /// All layers in order.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  /// The layers of an `if` without an `else`.
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  /// The layers of one branch.
  public static func buildEither(first: [any Layer]) -> [any Layer] { first }
  /// The layers of the other branch.
  public static func buildEither(second: [any Layer]) -> [any Layer] { second }
  /// The layers of a loop.
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}

extension ShapeError {
  /// The error with the place of the layer in a larger network.
  package func inPart(_ name: String) -> ShapeError {
    // A place that the error already names ends with a colon, before the layer's arguments begin.
    ShapeError(
      operation: operation.prefix { $0 != "(" }.contains(": ")
        ? "\(name).\(operation)" : "\(name): \(operation)",
      problem: problem, expected: expected, actual: actual, help: help)
  }
}
