import Tensors

/// Regroups the numbers of each sample into other axes.
///
///     Reshape([28, 28, 1])      // rows of 784 pixels become grey images
///
/// **Shapes:** `[samples, …]` to `[samples] + shape`.
///
/// **Errors:** a shape of another number of scalars than a sample has.
public struct Reshape: Layer {
  /// The shape of a sample, without the axis of samples.
  public let shape: Shape

  /// Creates the layer.
  ///
  /// - Parameter shape: The shape of a sample, without the axis of samples.
  public init(_ shape: Shape) { self.shape = shape }

  /// What the layer is in one line, such as `Reshape([28, 28, 1])`.
  public var summary: String { "Reshape(\(shape))" }

  /// There is nothing to train.
  public var isTrainable: Bool { false }

  /// `[samples] + shape`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank >= 1, shape.rank < Shape.maximumRank,
      input.dimensions.dropFirst().reduce(1, *) == shape.count
    else {
      throw ShapeError(
        operation: summary, problem: "a sample has another number of scalars",
        expected: "[samples, …] with \(shape.count) scalars in each sample", actual: "\(input)",
        help: "the sizes of the shape multiply to the number of scalars of one sample")
    }
    return Shape([input[0]] + shape.dimensions)
  }

  /// y = the scalars of x, regrouped.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Shape) {
    do throws(ShapeError) {
      return (input.reshaped(to: try outputShape(for: input.shape)), input.shape)
    } catch { error.end() }
  }

  /// ∂L/∂x = ∂L/∂y, with the shape of x.
  public func backward(_ outputGradient: Tensor, context shape: Shape, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: needsInputGradient ? outputGradient.reshaped(to: shape) : nil)
  }
}
