import Tensors

/// Something with tensors that training changes: a layer, or a network of layers.
public protocol Parameterized: Sendable {
  /// Calls a function for every tensor that the network holds, always in the same order.
  ///
  /// A layer names its tensors, a container prefixes the names of its parts:
  ///
  ///     mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
  ///       visit(path.appending("weight"), .weight, &weight)
  ///       visit(path.appending("bias"), .bias, &bias)
  ///     }
  ///
  /// - Parameters:
  ///   - path: Where the network stands in a larger one.
  ///   - visit: The function: it gets the path of a tensor, its role, and the tensor itself.
  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor)
}

/// What ``Parameterized/visitTensors(at:_:)`` calls for every tensor.
public typealias TensorVisitor = (TensorPath, TensorRole, inout Tensor) -> Void

/// What a tensor of a layer is for.
public enum TensorRole: Sendable, Equatable {
  /// Multiplies inputs; weight decay shrinks it.
  case weight
  /// Is added to outputs.
  case bias
  /// Scales normalised values.
  case scale
  /// A running average that evaluation uses, moved towards each batch's own value:
  /// s ← s + momentum · (batch − s).
  case statistic(momentum: Float)
  /// Is kept as it is.
  case frozen

  /// Whether an optimizer changes the tensor along its gradient.
  public var isTrainable: Bool {
    switch self {
    case .weight, .bias, .scale: true
    case .statistic, .frozen: false
    }
  }

  /// Whether ``Gradients`` have an entry for the tensor.
  public var hasGradient: Bool { self != .frozen }
}

/// The place of a tensor in a network, such as `2.weight`.
///
/// In a training step nobody reads the names, so an unnamed path stays empty and costs nothing.
public struct TensorPath: Sendable, Hashable, CustomStringConvertible {
  private let text: String?

  private init(text: String?) { self.text = text }

  /// The path of a whole network.
  public static let root = TensorPath(text: "")

  /// A path that stays empty, for visitors that need no names.
  public static let unnamed = TensorPath(text: nil)

  /// The path of a part.
  public func appending(_ name: @autoclosure () -> String) -> TensorPath {
    guard let text else { return self }
    return TensorPath(text: text.isEmpty ? name() : "\(text).\(name())")
  }

  /// The names from the outside in, joined by dots.
  public var description: String { text ?? "" }
}

extension Parameterized {
  /// A network without tensors has none to visit.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {}

  /// The tensors with their paths and roles, in the order of the visit.
  public var namedTensors: [(path: String, role: TensorRole, value: Tensor)] {
    var copy = self
    var result: [(path: String, role: TensorRole, value: Tensor)] = []
    copy.visitTensors(at: .root) { result.append(($0.description, $1, $2)) }
    return result
  }

  /// The number of scalars that training changes.
  public var parameterCount: Int {
    var copy = self
    var count = 0
    copy.visitTensors(at: .unnamed) { _, role, value in
      if role.isTrainable { count += value.count }
    }
    return count
  }
}
