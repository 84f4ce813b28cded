import Tensors

// Joining, recorded. Each part gets its piece of the derivative.

extension Variable {
  /// Joins variables along an axis that they have.
  ///
  /// **Shapes:** the sizes along the axis are added; all other sizes are equal.
  ///
  /// **Errors:** ends the program when another size differs, or there are no variables.
  ///
  /// - Parameters:
  ///   - variables: The variables, at least one.
  ///   - axis: The axis to join along; negative axes count from the last.
  public init(concatenating variables: [Variable], axis: Int = 0) {
    let value = Tensor(concatenating: variables.map(\.tensor), axis: axis)
    let axis = axis < 0 ? axis + value.rank : axis
    let parts = variables.map { ($0.index, $0.shape[axis]) }
    let tape = Variable.tape(of: variables, for: "concatenating")
    self = .recorded("concatenating", value, on: tape) { gradient, adjoints in
      var start = 0
      for (index, size) in parts {
        if Adjoints.isWanted(index) {
          adjoints.add(gradient.slice(axis: axis, start..<(start + size)), to: index)
        }
        start += size
      }
    }
  }

  /// Joins variables of one shape along a new axis.
  ///
  /// **Errors:** ends the program when the shapes differ, or there are no variables.
  ///
  /// - Parameters:
  ///   - variables: The variables, at least one.
  ///   - axis: Where the new axis stands in the result; negative positions count from its last axis.
  public init(stacking variables: [Variable], axis: Int = 0) {
    let value = Tensor(stacking: variables.map(\.tensor), axis: axis)
    let axis = axis < 0 ? axis + value.rank : axis
    let parts = variables.map { ($0.index, $0.shape) }
    let tape = Variable.tape(of: variables, for: "stacking")
    self = .recorded("stacking", value, on: tape) { gradient, adjoints in
      for (position, (index, shape)) in parts.enumerated() where Adjoints.isWanted(index) {
        let piece = gradient.slice(axis: axis, position..<(position + 1))
        adjoints.add(piece.reshaped(to: shape), to: index)
      }
    }
  }
}
