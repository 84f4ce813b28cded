extension Tensor {
  /// The part of the tensor within a range of positions along an axis.
  ///
  ///     x.slice(axis: 1, 0..<3)    // the first three columns
  ///
  /// **Shapes:** the size along the axis becomes that of the range.
  ///
  /// **Errors:** ends the program when there is no such axis, or the range reaches outside it.
  ///
  /// - Parameters:
  ///   - axis: The axis to cut; negative axes count from the last.
  ///   - range: The positions to keep, such as `0..<3`, `2...` or `..<5`.
  /// - Returns: The part.
  public func slice(axis: Int, _ range: some RangeExpression<Int>) -> Tensor {
    let axis = shape.resolve(axis, for: "slice")
    return part(axis, positions(range, axis, for: "slice"))
  }

  /// A range of rows: positions along the first axis.
  ///
  ///     let batch = images[rows: 32..<64]
  ///     x[rows: ..<2] = [[0, 0], [0, 0]]
  ///
  /// **Errors:** ends the program when the range reaches outside the tensor, or when what is
  /// assigned has not the shape of what it replaces.
  ///
  /// - Parameter range: The rows, such as `0..<3`, `2...` or `..<5`.
  /// - Returns: The rows, as a tensor with as many axes.
  public subscript(rows range: some RangeExpression<Int>) -> Tensor {
    get {
      let axis = shape.resolve(0, for: "rows")
      return part(axis, positions(range, axis, for: "rows"))
    }
    set {
      let axis = shape.resolve(0, for: "rows")
      replace(axis, positions(range, axis, for: "rows"), with: newValue, for: "rows")
    }
  }

  /// A range of columns of a matrix: positions along its second axis.
  ///
  ///     let features = table[columns: 1...]
  ///
  /// **Errors:** ends the program when the range reaches outside the tensor, or when what is
  /// assigned has not the shape of what it replaces.
  ///
  /// - Parameter range: The columns, such as `0..<3`, `2...` or `..<5`.
  /// - Returns: The columns, as a matrix.
  public subscript(columns range: some RangeExpression<Int>) -> Tensor {
    get {
      requireMatrix(for: "columns")
      return part(1, positions(range, 1, for: "columns"))
    }
    set {
      requireMatrix(for: "columns")
      replace(1, positions(range, 1, for: "columns"), with: newValue, for: "columns")
    }
  }

  /// A block of a matrix: a range of rows and one of columns.
  ///
  ///     image[rows: 4..<24, columns: 4..<24]
  ///
  /// **Errors:** ends the program when a range reaches outside the matrix, or when what is assigned
  /// has not the shape of what it replaces.
  ///
  /// - Parameters:
  ///   - rows: The rows, such as `0..<3`, `2...` or `..<5`.
  ///   - columns: The columns.
  /// - Returns: The block, as a matrix.
  public subscript(
    rows rows: some RangeExpression<Int>, columns columns: some RangeExpression<Int>
  ) -> Tensor {
    get {
      requireMatrix(for: "columns")
      return self[rows: rows][columns: columns]
    }
    set {
      requireMatrix(for: "columns")
      var part = self[rows: rows]
      part[columns: columns] = newValue
      self[rows: rows] = part
    }
  }

  /// Rows at equal distances.
  ///
  ///     x[rows: stride(from: 0, to: x.rowCount, by: 2)]    // every other row
  ///
  /// **Errors:** ends the program when there is no such row.
  public subscript(rows positions: StrideTo<Int>) -> Tensor { taking(positions) }

  /// Rows at equal distances, with the last.
  ///
  ///     x[rows: stride(from: x.rowCount - 1, through: 0, by: -1)]    // from the last to the first
  ///
  /// **Errors:** ends the program when there is no such row.
  public subscript(rows positions: StrideThrough<Int>) -> Tensor { taking(positions) }

  /// One column of a matrix, as a vector.
  ///
  /// **Errors:** ends the program when there is no such column, or what is assigned is no vector of
  /// that size.
  public subscript(column column: Int) -> Tensor {
    get {
      checkColumn(column)
      return part(1, column..<(column + 1)).reshaped(to: Shape(shape.sizes[0]))
    }
    set {
      checkColumn(column)
      if newValue.shape != Shape(shape.sizes[0]) {
        ShapeCheck.fail(.rowShape("column", newValue.shape, expected: Shape(shape.sizes[0])))
      }
      let value = newValue.reshaped(to: Shape(shape.sizes[0], 1))
      replace(1, column..<(column + 1), with: value, for: "column")
    }
  }

  private func requireMatrix(for operation: StaticString) {
    if rank != 2 { ShapeCheck.fail(.rank(operation, expected: "a matrix: two axes", shape)) }
  }

  private func checkColumn(_ column: Int) {
    requireMatrix(for: "column")
    if column < 0 || column >= shape.sizes[1] {
      ShapeCheck.fail(.position("column", column, count: shape.sizes[1], shape))
    }
  }

  /// The range within the axis that a range expression means.
  internal func positions(
    _ expression: some RangeExpression<Int>, _ axis: Int, for operation: StaticString
  ) -> Range<Int> {
    let size = shape.sizes[axis]
    // Relative to everything, because `relative(to:)` of the axis alone would trap on `5...`
    // without a word.
    let range = expression.relative(to: Int.min..<Int.max)
    let lower = range.lowerBound == .min ? 0 : range.lowerBound
    let upper = range.upperBound == .max ? size : range.upperBound
    if lower < 0 || upper > size || lower > upper {
      // A partial range that starts behind the end has no end of its own to show.
      let asked = lower > upper ? "\(lower)..." : "\(lower)..<\(upper)"
      ShapeCheck.fail(.range(operation, asked, count: size, shape))
    }
    return lower..<upper
  }

  private func part(_ axis: Int, _ range: Range<Int>) -> Tensor {
    let (outer, count, inner) = shape.split(at: axis)
    let result = shape.replacing(axis: axis, with: range.count)
    if outer == 1 {
      let scalars = storage[(range.lowerBound * inner)..<(range.upperBound * inner)]
      return Tensor(unchecked: Array(scalars), shape: result)
    }
    var storage: [Float] = []
    storage.reserveCapacity(result.count)
    for block in 0..<outer {
      let start = block * count * inner
      storage.append(
        contentsOf: self.storage[
          (start + range.lowerBound * inner)..<(start + range.upperBound * inner)])
    }
    return Tensor(unchecked: storage, shape: result)
  }

  private mutating func replace(
    _ axis: Int, _ range: Range<Int>, with value: Tensor, for operation: StaticString
  ) {
    let expected = shape.replacing(axis: axis, with: range.count)
    if value.shape != expected {
      ShapeCheck.fail(.rowShape(operation, value.shape, expected: expected))
    }
    let (outer, count, inner) = shape.split(at: axis)
    let width = range.count * inner
    for block in 0..<outer {
      let start = (block * count + range.lowerBound) * inner
      for index in 0..<width { storage[start + index] = value.storage[block * width + index] }
    }
  }
}
