import Tensors

// Parts, recorded. Their derivatives are added where the parts came from, in the memory that is
// there: many slices of one variable cost no more than one.

extension Variable {
  /// The part within a range of positions along an axis.
  ///
  /// **Errors:** ends the program when there is no such axis, or the range reaches outside it.
  ///
  /// - Parameters:
  ///   - axis: The axis to cut; negative axes count from the last.
  ///   - range: The positions to keep, such as `0..<3`, `2...` or `..<5`.
  /// - Returns: The part.
  public func slice(axis: Int, _ range: some RangeExpression<Int>) -> Variable {
    let part = tensor.slice(axis: axis, range)
    return taking(part, part.shape, axis: axis < 0 ? axis + rank : axis, from: range.start)
  }

  /// A range of rows: positions along the first axis.
  public subscript(rows range: some RangeExpression<Int>) -> Variable {
    let part = tensor[rows: range]
    return taking(part, part.shape, axis: 0, from: range.start)
  }

  /// A range of columns of a matrix.
  public subscript(columns range: some RangeExpression<Int>) -> Variable {
    let part = tensor[columns: range]
    return taking(part, part.shape, axis: 1, from: range.start)
  }

  /// One row: the part at one position along the first axis, without that axis.
  public subscript(row row: Int) -> Variable {
    let part = tensor[row: row]
    return taking(part, shape.replacingFirst(with: 1), axis: 0, from: row)
  }

  /// One column of a matrix, as a vector.
  public subscript(column column: Int) -> Variable {
    let part = tensor[column: column]
    return taking(part, [part.count, 1], axis: 1, from: column)
  }

  /// The rows at a list of positions: the embeddings of words, when the rows are those.
  ///
  /// A position may occur more than once; its derivatives add up.
  public subscript(rows positions: [Int]) -> Variable {
    taking(positions)
  }

  /// The parts at a list of positions along an axis, in that order; a position may occur twice, and
  /// its derivatives add up.
  ///
  /// **Errors:** ends the program when there is no such axis or position.
  ///
  /// - Parameters:
  ///   - positions: The positions along the axis.
  ///   - axis: The axis; negative axes count from the last.
  /// - Returns: The parts, joined.
  public func taking(_ positions: [Int], axis: Int = 0) -> Variable {
    let (index, shape) = (index, shape)
    return .recorded("taking", tensor.taking(positions, axis: axis), on: tape) {
      gradient, adjoints in
      adjoints.update(index, shape: shape) {
        $0.scatterAdd(gradient, at: positions, axis: axis)
      }
    }
  }

  /// One scalar along an axis for each place outside it.
  ///
  ///     -scores.logSoftmax().picking(labels).mean()    // the cross-entropy
  ///
  /// **Errors:** ends the program when there is no such axis or position, or not one position for
  /// each place.
  ///
  /// - Parameters:
  ///   - positions: A position for each place outside the axis, in row-major order.
  ///   - axis: The axis; negative axes count from the last.
  /// - Returns: The scalars at those positions.
  public func picking(_ positions: [Int], axis: Int = -1) -> Variable {
    let picked = tensor.picking(positions, axis: axis)
    let axis = axis < 0 ? axis + rank : axis
    let (index, shape) = (index, shape)
    let inner = Swift.max(shape.dimensions.dropFirst(axis + 1).reduce(1, *), 1)
    return .recorded("picking", picked, on: tape) { gradient, adjoints in
      adjoints.update(index, shape: shape) { target in
        for (place, position) in positions.enumerated() {
          let row = place / inner * shape[axis] + position
          target.scalars[row * inner + place % inner] += gradient.scalars[place]
        }
      }
    }
  }

  /// The scalar of a vector at an index, of shape `[]`.
  public subscript(index: Int) -> Variable { scalar(tensor[index], at: index) }

  /// The scalar of a matrix in a row and a column, of shape `[]`.
  public subscript(row: Int, column: Int) -> Variable {
    scalar(tensor[row, column], at: row * shape[1] + column)
  }

  /// The scalar of a variable with three axes, of shape `[]`.
  public subscript(first: Int, second: Int, third: Int) -> Variable {
    scalar(
      tensor[first, second, third], at: (first * shape[1] + second) * shape[2] + third)
  }

  /// The scalar of a variable with four axes, of shape `[]`.
  public subscript(first: Int, second: Int, third: Int, fourth: Int) -> Variable {
    let row = (first * shape[1] + second) * shape[2] + third
    return scalar(tensor[first, second, third, fourth], at: row * shape[3] + fourth)
  }

  private func scalar(_ value: Float, at place: Int) -> Variable {
    let (index, shape) = (index, shape)
    return .recorded("subscript", Tensor(value), on: tape) { gradient, adjoints in
      let slope = gradient.scalar
      adjoints.update(index, shape: shape) { $0.scalars[place] += slope }
    }
  }

  /// A part that begins at a position along an axis; `partShape` has that axis.
  private func taking(
    _ part: Tensor, _ partShape: Shape, axis: Int, from start: Int
  ) -> Variable {
    let (index, shape) = (index, shape)
    return .recorded("slice", part, on: tape) { gradient, adjoints in
      let part = gradient.reshaped(to: partShape)
      adjoints.update(index, shape: shape) { $0.add(part, axis: axis, at: start) }
    }
  }
}

extension RangeExpression<Int> {
  /// The first position that the range means, 0 when it has no lower bound.
  fileprivate var start: Int {
    let lower = relative(to: Int.min..<Int.max).lowerBound
    return lower == .min ? 0 : lower
  }
}

extension Shape {
  /// The shape with another size along the first axis.
  fileprivate func replacingFirst(with size: Int) -> Shape {
    Shape([size] + dimensions.dropFirst())
  }
}
