extension Tensor {
  /// One row: the part of the tensor at one position along the first axis.
  ///
  ///     let digit = images[row: 7]    // [28, 28] of [60000, 28, 28]
  ///
  /// **Shapes:** the shape without its first axis.
  ///
  /// **Errors:** ends the program when there is no such row, or when what is assigned has not its
  /// shape.
  public subscript(row row: Int) -> Tensor {
    get {
      let range = scalarRange(ofRow: row)
      return Tensor(unchecked: Array(storage[range]), shape: shape.row)
    }
    set {
      let range = scalarRange(ofRow: row)
      if newValue.shape != shape.row {
        ShapeCheck.fail(.rowShape("row", newValue.shape, expected: shape.row))
      }
      storage.replaceSubrange(range, with: newValue.storage)
    }
  }

  /// The rows at a list of positions, in that order; a position may occur twice.
  ///
  ///     let order = random.permutation(of: images.rowCount)
  ///     let shuffled = images[rows: order]
  ///
  /// **Shapes:** the size along the first axis becomes that of the list.
  ///
  /// **Errors:** ends the program when there is no such row.
  public subscript(rows positions: [Int]) -> Tensor {
    let axis = shape.resolve(0, for: "rows")
    var storage: [Float] = []
    storage.reserveCapacity(positions.count * shape.scalarsPerRow)
    for row in positions { storage.append(contentsOf: self.storage[scalarRange(ofRow: row)]) }
    return Tensor(
      unchecked: storage, shape: shape.replacing(axis: axis, with: positions.count))
  }

  /// At most so many rows from the start.
  ///
  /// **Errors:** ends the program when the count is negative.
  public func prefix(_ count: Int) -> Tensor {
    if count < 0 { ShapeCheck.fail(.negativeCount("prefix", count)) }
    return self[rows: ..<Swift.min(count, rowCount)]
  }

  /// At most so many rows from the end.
  ///
  /// **Errors:** ends the program when the count is negative.
  public func suffix(_ count: Int) -> Tensor {
    if count < 0 { ShapeCheck.fail(.negativeCount("suffix", count)) }
    return self[rows: Swift.max(rowCount - count, 0)...]
  }

  /// The rows one after the other.
  ///
  ///     for image in images.rows { … }
  ///
  /// **Errors:** ends the program when the tensor is a single number.
  public var rows: Rows {
    _ = shape.resolve(0, for: "rows")
    return Rows(tensor: self)
  }

  /// The rows of a tensor, each a tensor with one axis less.
  public struct Rows: RandomAccessCollection, Sendable {
    internal let tensor: Tensor

    /// The position of the first row: 0.
    public var startIndex: Int { 0 }

    /// The position after the last row.
    public var endIndex: Int { tensor.rowCount }

    /// The row at a position.
    public subscript(position: Int) -> Tensor { tensor[row: position] }
  }

  private func scalarRange(ofRow row: Int) -> Range<Int> {
    if rank == 0 {
      ShapeCheck.fail(.rank("row", expected: "at least one axis, to have rows", shape))
    }
    if row < 0 || row >= shape.sizes[0] {
      ShapeCheck.fail(.position("row", row, count: shape.sizes[0], shape))
    }
    let width = shape.scalarsPerRow
    return (row * width)..<((row + 1) * width)
  }
}
