import Tensors

/// A skip connection: adds what layers make of their input to the input itself.
///
/// y = x + f(x), ∂L/∂x = ∂L/∂y + (∂f/∂x)ᵀ ∂L/∂y
///
/// The derivative reaches the input undiminished, however deep the network.
///
///     Residual {
///       Linear(64, 64, seed: 1)
///       ReLU()
///     }
///
/// **Shapes:** f keeps the shape of its input.
///
/// **Errors:** ends the program when f changes the shape.
///
/// **Source:** K. He et al., Deep Residual Learning for Image Recognition, CVPR 2016.
public struct Residual<Body: Layer>: Layer {
  /// f.
  public var body: Body

  /// Creates a skip connection around a layer.
  public init(_ body: Body) { self.body = body }

  /// What the layer is in one line, such as `Residual(Linear(64 → 64))`.
  public var summary: String { "Residual(\(body.summary))" }

  /// The shape of the input, where f keeps it.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    let output: Shape
    do throws(ShapeError) {
      output = try body.outputShape(for: input)
    } catch { throw error.inPart("body") }
    if output == input { return input }
    throw ShapeError(
      operation: summary, problem: "the layers around which the input skips change its shape",
      expected: "\(input), that of the input", actual: "\(output)",
      help: "end with as many features as there were, or use a Graph with a layer in the shortcut")
  }

  /// y = x + f(x).
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Body.Context) {
    require(input.shape)
    let (output, context) = body.forward(input, phase: phase)
    return (input + output, context)
  }

  /// ∂L/∂x = ∂L/∂y + (∂f/∂x)ᵀ ∂L/∂y.
  public func backward(
    _ outputGradient: Tensor, context: Body.Context, needsInputGradient: Bool
  ) -> LayerGradients {
    var result = body.backward(
      outputGradient, context: context, needsInputGradient: needsInputGradient)
    if let gradient = result.input { result.input = outputGradient + gradient }
    return result
  }

  /// Visits the tensors of f, such as `body.weight`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    body.visitTensors(at: path.appending("body"), visit)
  }
}

extension Residual where Body == Sequential {
  /// Creates a skip connection around layers that are written below each other.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(Sequential(layers())) }
}
