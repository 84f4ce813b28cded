import Tensors

/// The derivatives of a loss by the tensors of a network, in the order of
/// ``Parameterized/visitTensors(at:_:)``, tensors with the role ``TensorRole/frozen`` left out.
///
/// For a tensor with the role ``TensorRole/statistic(momentum:)`` the entry is the batch's own value
/// of the statistic, which the optimizer moves the running average towards.
public struct Gradients: Sendable {
  /// One entry for every tensor.
  public var entries: [Gradient]

  /// Creates gradients from their entries.
  public init(_ entries: [Gradient] = []) { self.entries = entries }

  /// Creates gradients from one tensor per parameter.
  public init(_ tensors: [Tensor]) { entries = tensors.map(Gradient.dense) }

  /// Appends the gradients of the next part of a network.
  public mutating func append(_ other: Gradients) { entries.append(contentsOf: other.entries) }

  /// The entries as tensors of the shapes of their parameters.
  public var tensors: [Tensor] { entries.map(\.tensor) }
}

/// The derivative of a loss by one tensor.
public enum Gradient: Sendable {
  /// One number for every scalar.
  case dense(Tensor)
  /// Zero but for some rows of a matrix, as an embedding has it: `values[i]` is to be added to row
  /// `rows[i]`; a row occurs at most once, and the rows ascend.
  case rows([Int], values: Tensor, shape: Shape)

  /// The derivative as a tensor of the shape of its parameter.
  public var tensor: Tensor {
    switch self {
    case .dense(let tensor): return tensor
    case .rows(let rows, let values, let shape):
      var result = Tensor(zeros: shape)
      for (index, row) in rows.enumerated() { result[row: row] = values[row: index] }
      return result
    }
  }
}
