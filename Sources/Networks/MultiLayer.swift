import Tensors

/// A function of several inputs, or with several outputs, with its derivatives.
///
/// Copying, splitting, concatenating, adding: what connects layers that do not stand in one row. A
/// ``Layer`` is the common case of one input and one output.
public protocol MultiLayer<Context>: Parameterized {
  /// What `backward` needs to remember of `forward`.
  associatedtype Context

  /// The shapes of the outputs for inputs of some shapes.
  ///
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape]

  /// Computes the outputs.
  func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Context)

  /// Computes the derivatives by inputs and parameters from those by the outputs.
  ///
  /// - Parameters:
  ///   - outputGradients: ∂L/∂y for every output; `nil` where the loss does not depend on it.
  ///   - context: What `forward` returned beside the outputs.
  ///   - needsInputGradients: For every input, whether anybody asks for its derivative.
  /// - Returns: The derivatives by inputs and parameters.
  func backward(_ outputGradients: [Tensor?], context: Context, needsInputGradients: [Bool])
    -> MultiLayerGradients

  /// What the layer is in one line.
  var summary: String { get }

  /// The number of outputs, which does not depend on the inputs.
  var outputCount: Int { get }
}

/// What ``MultiLayer/backward(_:context:needsInputGradients:)`` computes.
public struct MultiLayerGradients: Sendable {
  /// ∂L/∂x for every input, `nil` where it was not asked for or is zero.
  public var inputs: [Tensor?]
  /// ∂L/∂w for every parameter.
  public var parameters: Gradients

  /// Creates the gradients of a layer.
  public init(inputs: [Tensor?], parameters: Gradients = Gradients()) {
    self.inputs = inputs
    self.parameters = parameters
  }
}

extension MultiLayer {
  /// The name of the type.
  public var summary: String { "\(Self.self)" }

  /// One output, as a layer that merges its inputs has.
  public var outputCount: Int { 1 }

  /// The outputs for inputs, as in the use of a trained network.
  public func callAsFunction(_ inputs: [Tensor]) -> [Tensor] {
    forward(inputs, phase: .evaluation).outputs
  }

  /// Ends the program with a text when the layer cannot take inputs of some shapes.
  package func require(_ inputs: [Tensor]) {
    do throws(ShapeError) { _ = try outputShapes(for: inputs.map(\.shape)) } catch { error.end() }
  }
}
