import Tensors

/// A network that is made of layers which can be exchanged, one by one.
///
/// What watches every layer of a network, or freezes some, wraps them: it needs no help from the
/// layers themselves.
public protocol Composite: Parameterized {
  /// Replaces every layer by what a function makes of it, from input to output.
  ///
  /// - Parameters:
  ///   - path: Where the network stands in a larger one.
  ///   - transform: The function: it gets the path of a layer and the layer.
  mutating func replaceLayers(
    at path: TensorPath, _ transform: (TensorPath, any Layer) -> any Layer)
}

extension Sequential: Composite {
  /// Replaces every layer; `2` is the path of the third.
  public mutating func replaceLayers(
    at path: TensorPath, _ transform: (TensorPath, any Layer) -> any Layer
  ) {
    for index in layers.indices {
      layers[index] = transform(path.appending("\(index)"), layers[index])
    }
  }
}

extension Residual: Composite where Body: Composite {
  /// Replaces every layer of the body; `body.0` is the path of its first.
  public mutating func replaceLayers(
    at path: TensorPath, _ transform: (TensorPath, any Layer) -> any Layer
  ) {
    body.replaceLayers(at: path.appending("body"), transform)
  }
}

extension Graph: Composite {
  /// Replaces every layer with one input and one output; its name is its path.
  public mutating func replaceLayers(
    at path: TensorPath, _ transform: (TensorPath, any Layer) -> any Layer
  ) {
    for index in parts.indices {
      guard case .layer(let layer) = parts[index].module else { continue }
      parts[index].module = .layer(transform(path.appending(parts[index].name), layer))
    }
  }
}

extension Composite {
  /// Replaces every layer that is not made of layers itself, however deep it lies.
  ///
  /// - Parameters:
  ///   - path: Where the network stands in a larger one.
  ///   - transform: The function: it gets the path of a layer and the layer.
  public mutating func replaceLeaves(
    at path: TensorPath = .root, _ transform: (TensorPath, any Layer) -> any Layer
  ) {
    replaceLayers(at: path) { path, layer in
      guard var inner = layer as? any Composite & Layer else { return transform(path, layer) }
      inner.replaceLeaves(at: path, transform)
      return inner
    }
  }
}
