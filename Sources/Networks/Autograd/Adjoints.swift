import Tensors

/// The derivatives of a loss by the variables of a tape, while it is read backwards.
///
/// One place for each variable, taken as soon as the node of the variable is reached: then all that
/// depends on the variable has added its part.
internal struct Adjoints {
  private var places: [Tensor?]
  /// Results whose derivatives were asked for, and so are not taken.
  private let kept: [Int]
  /// Derivatives that are zero but for some rows, by variable.
  private var rows: [Int: Gradient] = [:]
  /// A batch's own values of running averages, by variable, and how many were added up.
  private var statistics: [Int: (sum: Tensor, count: Int)] = [:]

  init(count: Int, kept: [Int]) {
    places = Array(repeating: nil, count: count)
    self.kept = kept
  }

  /// Whether anybody asks for a variable's derivative: constants have no index.
  static func isWanted(_ index: Int) -> Bool { index >= 0 }

  /// Adds to the derivative by a variable; a constant's is dropped.
  mutating func add(_ gradient: Tensor, to index: Int) {
    guard Adjoints.isWanted(index) else { return }
    if places[index] == nil {
      places[index] = gradient
    } else {
      places[index]? += gradient
    }
  }

  /// Adds to the derivative by a variable that was repeated to a larger shape: over what it was
  /// repeated along, the derivatives add up.
  mutating func add(_ gradient: Tensor, to index: Int, shape: Shape) {
    guard Adjoints.isWanted(index) else { return }
    add(gradient.summed(to: shape), to: index)
  }

  /// Adds a product of matrices to the derivative by a variable.
  mutating func addProduct(
    _ left: Tensor, _ right: Tensor, transposeLeft: Bool, transposeRight: Bool, to index: Int
  ) {
    guard Adjoints.isWanted(index) else { return }
    // Of a weight that is used in many places, the products add up in one and the same memory.
    if places[index] == nil {
      places[index] = left.matmul(
        right, transposeLeft: transposeLeft, transposeRight: transposeRight)
    } else {
      places[index]?.addProduct(
        left, right, transposeLeft: transposeLeft, transposeRight: transposeRight)
    }
  }

  /// Changes the derivative by a variable in place; it starts with zeros.
  mutating func update(_ index: Int, shape: Shape, _ body: (inout Tensor) -> Void) {
    guard Adjoints.isWanted(index) else { return }
    var gradient = places[index].take() ?? Tensor(zeros: shape)
    body(&gradient)
    places[index] = gradient
  }

  /// Adds the derivatives by a layer's tensors, in the order of their visit.
  mutating func add(
    _ gradients: Gradients, to tensors: [TracedTensor], of layer: @autoclosure () -> String
  ) {
    if gradients.entries.count != tensors.count {
      TapeMistake.gradientCount(
        gradients.entries.count, tensors: tensors.count, layer: layer()
      ).stop()
    }
    for (gradient, tensor) in zip(gradients.entries, tensors) where tensor.index >= 0 {
      if case .statistic = tensor.role {
        let value = gradient.tensor
        if let (sum, count) = statistics[tensor.index] {
          statistics[tensor.index] = (sum + value, count + 1)
        } else {
          statistics[tensor.index] = (value, 1)
        }
      } else if case .dense(let value) = gradient {
        add(value, to: tensor.index)
      } else {
        rows[tensor.index] = rows[tensor.index].map { $0 + gradient } ?? gradient
      }
    }
  }

  /// The derivative by a variable, once all of its parts were added.
  mutating func consume(_ index: Int) -> Tensor? {
    kept.contains(index) ? places[index] : places[index].take()
  }

  /// The entry of ``Gradients`` for a tensor of a model; `nil` when the loss does not depend on it.
  mutating func takeGradient(at index: Int) -> Gradient? {
    if let (sum, count) = statistics[index] {
      return .dense(count == 1 ? sum : sum / Float(count))
    }
    let dense = places[index].take().map(Gradient.dense)
    guard let rows = rows.removeValue(forKey: index) else { return dense }
    return dense.map { $0 + rows } ?? rows
  }
}
