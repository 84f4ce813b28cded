extension Tensor {
  /// Joins tensors along an axis that they have.
  ///
  ///     Tensor(concatenating: [[[1, 2]], [[3, 4], [5, 6]]])    // [[1, 2], [3, 4], [5, 6]]
  ///
  /// **Shapes:** the sizes along the axis are added; all other sizes are equal.
  ///
  /// **Errors:** ends the program when another size differs, or there are no tensors.
  ///
  /// - Parameters:
  ///   - tensors: The tensors, at least one.
  ///   - axis: The axis to join along; negative axes count from the last.
  public init(concatenating tensors: [Tensor], axis: Int = 0) {
    guard let first = tensors.first else { ShapeCheck.fail(.nothingToJoin("concatenating")) }
    let axis = first.shape.resolve(axis, for: "concatenating")
    var size = 0
    for (index, tensor) in tensors.enumerated() {
      let fits =
        tensor.rank == first.rank
        && tensor.shape.replacing(axis: axis, with: 0) == first.shape.replacing(axis: axis, with: 0)
      if !fits {
        ShapeCheck.fail(
          .joinedShapes(
            "concatenating", index: index, tensor.shape, first: first.shape, axis: axis))
      }
      size += tensor.shape.sizes[axis]
    }
    let shape = first.shape.replacing(axis: axis, with: size)
    let (outer, _, inner) = shape.split(at: axis)
    var storage: [Float] = []
    storage.reserveCapacity(shape.count)
    for block in 0..<outer {
      for tensor in tensors {
        let width = tensor.shape.sizes[axis] * inner
        storage.append(contentsOf: tensor.storage[(block * width)..<((block + 1) * width)])
      }
    }
    self.init(unchecked: storage, shape: shape)
  }

  /// Joins tensors of one shape along a new axis.
  ///
  ///     Tensor(stacking: [[1, 2], [3, 4]])            // [[1, 2], [3, 4]]
  ///     Tensor(stacking: [[1, 2], [3, 4]], axis: 1)   // [[1, 3], [2, 4]]
  ///
  /// **Shapes:** the shape of the tensors with their number inserted at the axis.
  ///
  /// **Errors:** ends the program when the shapes differ, or there are no tensors.
  ///
  /// - Parameters:
  ///   - tensors: The tensors, at least one.
  ///   - axis: Where the new axis stands in the result; negative positions count from its last
  ///     axis.
  public init(stacking tensors: [Tensor], axis: Int = 0) {
    guard let first = tensors.first else { ShapeCheck.fail(.nothingToJoin("stacking")) }
    for (index, tensor) in tensors.enumerated() where tensor.shape != first.shape {
      ShapeCheck.fail(
        .joinedShapes("stacking", index: index, tensor.shape, first: first.shape, axis: -1))
    }
    let position = axis < 0 ? axis + first.rank + 1 : axis
    self.init(concatenating: tensors.map { $0.expandingAxis(at: position) }, axis: position)
  }
}
