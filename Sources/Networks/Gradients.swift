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

  /// Whether this is a derivative by a tensor of a shape; rows are in order and within it.
  internal func fits(_ parameter: Shape) -> Bool {
    switch self {
    case .dense(let tensor): return tensor.shape == parameter
    case .rows(let rows, let values, let shape):
      guard shape == parameter, shape.rank > 0, values.count == rows.count * scalarsPerRow
      else { return false }
      var next = 0
      for row in rows {
        if row < next { return false }
        next = row + 1
      }
      return next <= shape[0]
    }
  }

  /// The number of scalars in a row of the parameter.
  internal var scalarsPerRow: Int {
    switch self {
    case .dense(let tensor):
      return tensor.rank == 0 ? 1 : tensor.count / Swift.max(tensor.shape[0], 1)
    case .rows(_, _, let shape): return shape.rank == 0 ? 1 : shape.count / Swift.max(shape[0], 1)
    }
  }

  /// What the entry is, in one clause.
  internal var summary: String {
    switch self {
    case .dense(let tensor): return "shape \(tensor.shape)"
    case .rows(let rows, let values, let shape):
      return "rows \(rows) of shape \(shape), with values of shape \(values.shape)"
    }
  }

  /// Changes the numbers in place: all of a dense entry, those of the rows that are there otherwise.
  internal mutating func withMutableScalars(_ change: (MutableScalars, Int) -> Void) {
    // The entry itself must let go of the numbers first: they would be copied otherwise.
    switch self {
    case .dense(var tensor):
      let count = tensor.count
      self = .empty
      unsafe tensor.withMutableScalars { unsafe change($0, count) }
      self = .dense(tensor)
    case .rows(let rows, var values, let shape):
      let count = values.count
      self = .empty
      unsafe values.withMutableScalars { unsafe change($0, count) }
      self = .rows(rows, values: values, shape: shape)
    }
  }

  /// The numbers: all of a dense entry, those of the rows that are there otherwise.
  internal var scalars: [Float] {
    switch self {
    case .dense(let tensor): tensor.scalars
    case .rows(_, let values, _): values.scalars
    }
  }

  /// An entry without numbers.
  private static var empty: Gradient { .dense(Tensor(zeros: [0])) }
}
