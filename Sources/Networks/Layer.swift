import Tensors

/// A function y = f(x; w) with its derivatives: the building block of a network.
///
/// `forward` computes y, and keeps in a context what the derivatives need. `backward` gets ∂L/∂y, the
/// derivative of the loss by the output, and gives ∂L/∂x and ∂L/∂w by the chain rule.
///
///     let layer = Linear(784, 10, seed: 389)
///     let (y, context) = layer.forward(x, phase: .training(seed: 1))
///     let gradients = layer.backward(dy, context: context)
///     gradients.input          // ∂L/∂x
///     gradients.parameters     // ∂L/∂W, ∂L/∂b
///
/// The first axis of every input and output counts the samples of the batch.
public protocol Layer<Context>: Parameterized {
  /// What `backward` needs to remember of `forward`.
  associatedtype Context

  /// The shape of the output for an input of a shape, both with the axis of samples.
  ///
  /// - Throws: `ShapeError` when the layer cannot take such an input.
  func outputShape(for input: Shape) throws(ShapeError) -> Shape

  /// Computes y = f(x; w).
  ///
  /// - Parameters:
  ///   - input: x.
  ///   - phase: Whether the network trains or is used.
  /// - Returns: y, and what ``backward(_:context:needsInputGradient:)`` needs.
  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context)

  /// Computes ∂L/∂x and ∂L/∂w from ∂L/∂y.
  ///
  /// - Parameters:
  ///   - outputGradient: ∂L/∂y, of the shape of y.
  ///   - context: What `forward` returned beside y.
  ///   - needsInputGradient: Whether anybody asks for ∂L/∂x; below the first layer nobody does.
  /// - Returns: The derivatives; the input's may be `nil` when it is not needed.
  func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients

  /// What the layer is in one line, such as `Linear(784 → 10)`.
  var summary: String { get }

  /// Whether derivatives by parameters of the layer may be wanted; `true` unless a layer says
  /// otherwise.
  ///
  /// Layers at the start of a network that only regroup numbers, or are frozen, say `false`: then
  /// nobody computes the derivatives that would flow into them.
  var isTrainable: Bool { get }
}

/// What ``Layer/backward(_:context:needsInputGradient:)`` computes.
public struct LayerGradients: Sendable {
  /// ∂L/∂x, or `nil` when it was not asked for.
  public var input: Tensor?
  /// ∂L/∂w for every parameter of the layer.
  public var parameters: Gradients

  /// Creates the gradients of a layer.
  public init(input: Tensor?, parameters: Gradients = Gradients()) {
    self.input = input
    self.parameters = parameters
  }
}

extension Layer {
  /// The name of the type.
  public var summary: String { "\(Self.self)" }

  /// As if the layer had parameters to train.
  public var isTrainable: Bool { true }

  /// Computes ∂L/∂x and ∂L/∂w from ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context: Context) -> LayerGradients {
    backward(outputGradient, context: context, needsInputGradient: true)
  }

  /// The output for an input, as in the use of a trained network.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    forward(input, phase: .evaluation).output
  }

  /// The loss of a batch and its derivatives by all parameters.
  ///
  ///     let (loss, gradients) = model.valueAndGradients(
  ///       SoftmaxCrossEntropy(), input: images, target: labels, phase: .training(seed: step))
  ///     optimizer.update(&model, with: gradients)
  ///
  /// There is nothing to set to zero between two steps: every call gives new gradients.
  public func valueAndGradients(
    _ loss: some Loss, input: Tensor, target: Tensor, phase: Phase
  ) -> (loss: Float, gradients: Gradients) {
    let (output, context) = forward(input, phase: phase)
    let (value, gradient) = loss.valueAndGradient(output, target)
    let result = backward(gradient, context: context, needsInputGradient: false)
    return (value, result.parameters)
  }

  /// Ends the program with a text when the layer cannot take an input of a shape.
  @inline(__always)
  package func require(_ input: Shape) {
    do throws(ShapeError) { _ = try outputShape(for: input) } catch { error.end() }
  }
}

extension ShapeError {
  /// Ends the program with the text of the error.
  @inline(never)
  package func end() -> Never { fatalError("\n" + description) }
}
