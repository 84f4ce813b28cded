import Tensors

/// A model whose tensors are variables of a tape: what the closure of
/// ``Parameterized/valueAndGradients(phase:_:file:line:)`` gets.
///
/// It is used like the model itself. Called, it gives variables; its tensors are variables, and its
/// parts are traced models:
///
///     struct Autoencoder: Parameterized {
///       var encoder = Linear(784, 32, seed: 1)
///       var decoder = Linear(32, 784, seed: 2)
///       var scale: Tensor = [1]
///
///       mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
///         encoder.visitTensors(at: path.appending("encoder"), visit)
///         decoder.visitTensors(at: path.appending("decoder"), visit)
///         visit(path.appending("scale"), .scale, &scale)
///       }
///     }
///
///     let (loss, gradients) = model.valueAndGradients { model in
///       let code = relu(model.encoder(x))
///       return square(model.scale * model.decoder(code) - x).mean()
///     }
///
/// A part may be used as often as one likes: its derivatives add up.
///
/// **Errors:** ends the program when a tensor or part is asked for that `visitTensors` does not
/// name: it would silently have no derivative.
@dynamicMemberLookup
public struct Traced<Model> {
  /// The model itself, whose tensors are constants.
  public let model: Model
  internal let tracing: Tracing
  /// Whether this is the model whose gradients are computed, and no part of it.
  internal let isWhole: Bool

  internal init(_ model: Model, _ tracing: Tracing, isWhole: Bool = false) {
    self.model = model
    self.tracing = tracing
    self.isWhole = isWhole
  }

  /// A tensor of the model, as a variable.
  public subscript(dynamicMember path: KeyPath<Model, Tensor>) -> Variable {
    tracing.variable(model[keyPath: path])
  }

  /// The tensors of a list, as variables.
  public subscript(dynamicMember path: KeyPath<Model, [Tensor]>) -> [Variable] {
    model[keyPath: path].map { tracing.variable($0) }
  }

  /// A part of the model.
  public subscript<Part: Parameterized>(dynamicMember path: KeyPath<Model, Part>) -> Traced<Part> {
    Traced<Part>(model[keyPath: path], tracing)
  }

  /// The parts of a list.
  public subscript<Part: Parameterized>(
    dynamicMember path: KeyPath<Model, [Part]>
  ) -> [Traced<Part>] {
    model[keyPath: path].map { Traced<Part>($0, tracing) }
  }

  /// A layer of any type.
  public subscript(dynamicMember path: KeyPath<Model, any Layer>) -> Traced<any Layer> {
    Traced<any Layer>(model[keyPath: path], tracing)
  }

  /// Layers of any types.
  public subscript(dynamicMember path: KeyPath<Model, [any Layer]>) -> [Traced<any Layer>] {
    model[keyPath: path].map { Traced<any Layer>($0, tracing) }
  }

  /// A setting of the model.
  public subscript(dynamicMember path: KeyPath<Model, Int>) -> Int { model[keyPath: path] }

  /// A setting of the model.
  public subscript(dynamicMember path: KeyPath<Model, Float>) -> Float { model[keyPath: path] }

  /// A setting of the model.
  public subscript(dynamicMember path: KeyPath<Model, Bool>) -> Bool { model[keyPath: path] }
}

extension Traced where Model: Layer {
  /// The output for an input, with derivatives by the layer's tensors and the input.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - phase: Whether the layer is trained or used, instead of what the whole computation says.
  /// - Returns: The output.
  public func callAsFunction(_ input: Variable, phase: Phase? = nil) -> Variable {
    tracing.apply(model, isWhole: isWhole, to: input, phase: phase)
  }

  /// The output for a constant input, with derivatives by the layer's tensors.
  public func callAsFunction(_ input: Tensor, phase: Phase? = nil) -> Variable {
    tracing.apply(model, isWhole: isWhole, to: Variable(input), phase: phase)
  }
}

extension Traced where Model == any Layer {
  /// The output for an input, with derivatives by the layer's tensors and the input.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - phase: Whether the layer is trained or used, instead of what the whole computation says.
  /// - Returns: The output.
  public func callAsFunction(_ input: Variable, phase: Phase? = nil) -> Variable {
    func apply<L: Layer>(_ layer: L) -> Variable {
      tracing.apply(layer, isWhole: isWhole, to: input, phase: phase)
    }
    return apply(model)
  }

  /// The output for a constant input, with derivatives by the layer's tensors.
  public func callAsFunction(_ input: Tensor, phase: Phase? = nil) -> Variable {
    callAsFunction(Variable(input), phase: phase)
  }
}

extension Traced where Model: MultiLayer {
  /// The outputs for inputs, with derivatives by the layer's tensors and the inputs.
  ///
  /// - Parameters:
  ///   - inputs: The inputs.
  ///   - phase: Whether the layer is trained or used, instead of what the whole computation says.
  /// - Returns: The outputs.
  public func callAsFunction(_ inputs: [Variable], phase: Phase? = nil) -> [Variable] {
    tracing.apply(model, isWhole: isWhole, to: inputs, phase: phase)
  }

  /// The outputs for constant inputs, with derivatives by the layer's tensors.
  public func callAsFunction(_ inputs: [Tensor], phase: Phase? = nil) -> [Variable] {
    callAsFunction(inputs.map { Variable($0) }, phase: phase)
  }
}
