extension Tensor {
  /// The parts at a list of positions along an axis, in that order; a position may occur twice.
  ///
  ///     let x: Tensor = [[1, 2, 3], [4, 5, 6]]
  ///     x.taking([2, 0], axis: 1)                              // [[3, 1], [6, 4]]
  ///     x.taking(stride(from: 0, to: 3, by: 2), axis: 1)       // [[1, 3], [4, 6]]
  ///     x.taking((0..<2).reversed())                           // [[4, 5, 6], [1, 2, 3]]
  ///
  /// **Shapes:** the size along the axis becomes the number of positions.
  ///
  /// **Errors:** ends the program when there is no such axis or position.
  ///
  /// - Parameters:
  ///   - positions: The positions along the axis.
  ///   - axis: The axis; negative axes count from the last.
  /// - Returns: The parts, joined.
  public func taking(_ positions: some Sequence<Int>, axis: Int = 0) -> Tensor {
    let axis = shape.resolve(axis, for: "taking")
    let (outer, size, inner) = shape.split(at: axis)
    var list: [Int] = []
    for position in positions {
      // Checked one by one, so that a stride without an end stops where the axis does.
      checkPosition(position, size: size, for: "taking")
      list.append(position)
    }
    var storage: [Float] = []
    storage.reserveCapacity(outer * list.count * inner)
    for block in 0..<outer {
      for position in list {
        let start = (block * size + position) * inner
        storage.append(contentsOf: self.storage[start..<(start + inner)])
      }
    }
    return Tensor(unchecked: storage, shape: shape.replacing(axis: axis, with: list.count))
  }

  /// One scalar along an axis for each place outside it.
  ///
  ///     let logProbabilities = logits.logSoftmax()
  ///     -logProbabilities.picking(labels).mean()      // the cross-entropy
  ///     x.picking(x.argMax(axis: 1), axis: 1)         // x.max(axis: 1)
  ///
  /// **Shapes:** the axis is removed.
  ///
  /// **Errors:** ends the program when there is no such axis or position, or not one position for
  /// each place.
  ///
  /// - Parameters:
  ///   - positions: A position for each place outside the axis, in row-major order, as `argMax`
  ///     gives them.
  ///   - axis: The axis; negative axes count from the last.
  /// - Returns: The scalars at those positions.
  public func picking(_ positions: [Int], axis: Int = -1) -> Tensor {
    let axis = shape.resolve(axis, for: "picking")
    let (_, size, inner) = shape.split(at: axis)
    let result = shape.removing(axis: axis)
    if positions.count != result.count {
      ShapeCheck.fail(.positionCount("picking", positions.count, expected: result.count, shape))
    }
    var storage: [Float] = []
    storage.reserveCapacity(positions.count)
    for (place, position) in positions.enumerated() {
      checkPosition(position, size: size, for: "picking")
      storage.append(
        self.storage[(place / inner * size + position) * inner + place % inner])
    }
    return Tensor(unchecked: storage, shape: result)
  }

  /// Adds parts to those at a list of positions along an axis, in place; what goes to one position
  /// twice adds up.
  ///
  /// This undoes ``taking(_:axis:)`` for gradients: the row of an embedding that occurs twice in a
  /// text gets both their gradients.
  ///
  ///     var counts = Tensor(zeros: [3])
  ///     counts.scatterAdd([1, 1, 1], at: [2, 0, 2])    // [1, 0, 2]
  ///
  /// **Shapes:** the values have the shape of the tensor, with the number of positions along the
  /// axis.
  ///
  /// **Errors:** ends the program when there is no such axis or position, or the values have
  /// another shape.
  ///
  /// - Parameters:
  ///   - values: The parts to add.
  ///   - positions: Where each of them goes along the axis.
  ///   - axis: The axis; negative axes count from the last.
  public mutating func scatterAdd(_ values: Tensor, at positions: [Int], axis: Int = 0) {
    let axis = shape.resolve(axis, for: "scatterAdd")
    let expected = shape.replacing(axis: axis, with: positions.count)
    if values.shape != expected {
      ShapeCheck.fail(.rowShape("scatterAdd", values.shape, expected: expected))
    }
    let (outer, size, inner) = shape.split(at: axis)
    for position in positions { checkPosition(position, size: size, for: "scatterAdd") }
    unsafe withMutableScalars { out in
      unsafe values.storage.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        for block in 0..<outer {
          for (index, position) in positions.enumerated() {
            unsafe kernelsAddScaled(
              1, source + (block * positions.count + index) * inner,
              out + (block * size + position) * inner, inner)
          }
        }
      }
    }
  }

  private func checkPosition(_ position: Int, size: Int, for operation: StaticString) {
    if position < 0 || position >= size {
      ShapeCheck.fail(.position(operation, position, count: size, shape))
    }
  }
}
