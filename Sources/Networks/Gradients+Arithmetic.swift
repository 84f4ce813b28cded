import Tensors

// A batch that is worked on in parts gives gradients in parts; their weighted sum, always added in
// the same order, is the gradient of the whole.

extension Gradients {
  /// Adds other gradients of the same model, times a factor.
  ///
  /// g ← g + scale · other; to gradients without entries, scale · other is the sum.
  ///
  ///     var total = Gradients()
  ///     for part in parts { total.add(part.gradients, scale: Float(part.count) / Float(samples)) }
  ///
  /// An entry of rows and an entry of other rows make an entry of all those rows.
  ///
  /// **Errors:** ends the program when the gradients are of different models.
  ///
  /// - Parameters:
  ///   - other: The gradients to add.
  ///   - scale: Their factor.
  public mutating func add(_ other: Gradients, scale: Float = 1) {
    if entries.isEmpty {
      self = other
      self.scale(by: scale)
      return
    }
    guard entries.count == other.entries.count else {
      ShapeError.unlikeGradients("\(entries.count) entries", "\(other.entries.count) entries").end()
    }
    for index in entries.indices { entries[index].add(other.entries[index], scale: scale, index) }
  }

  /// Multiplies all entries: g ← scale · g.
  public mutating func scale(by scale: Float) {
    if scale == 1 { return }
    for index in entries.indices { entries[index].scale(by: scale) }
  }
}

extension Gradient {
  internal mutating func scale(by scale: Float) {
    unsafe withMutableScalars { unsafe kernelsScale(scale, $0, $1) }
  }

  fileprivate mutating func add(_ other: Gradient, scale: Float, _ index: Int) {
    guard shape == other.shape else {
      ShapeError.unlikeGradients(
        "entry \(index) of shape \(shape)", "entry \(index) of shape \(other.shape)"
      ).end()
    }
    // `self` is not looked into while its numbers change: a second reference would copy them.
    switch other {
    case .dense(let tensor):
      if case .rows = self { self = .dense(self.tensor) }
      let scalars = tensor.scalars
      unsafe withMutableScalars { unsafe kernelsAddScaled(scale, scalars, $0, $1) }
    case .rows(let rows, let values, let shape):
      guard other.fits(shape) else {
        ShapeError.unlikeGradients("rows within shape \(shape)", other.summary).end()
      }
      if case .rows(let own, let ownValues, _) = self {
        guard fits(shape) else {
          ShapeError.unlikeGradients("rows within shape \(shape)", summary).end()
        }
        self = merge(own, ownValues, rows, values, scale)
        return
      }
      let columns = scalarsPerRow
      let scalars = values.scalars
      unsafe withMutableScalars { total, _ in
        unsafe scalars.withUnsafeBufferPointer { values in
          guard let values = values.baseAddress else { return }
          for (index, row) in rows.enumerated() {
            unsafe kernelsAddScaled(
              scale, values + index * columns, total + row * columns, columns)
          }
        }
      }
    }
  }

  /// The rows of two entries in order, each once.
  private func merge(
    _ rows: [Int], _ values: Tensor, _ otherRows: [Int], _ otherValues: Tensor, _ scale: Float
  ) -> Gradient {
    let columns = scalarsPerRow
    var merged: [Int] = []
    var scalars: [Float] = []
    merged.reserveCapacity(rows.count + otherRows.count)
    scalars.reserveCapacity(values.count + otherValues.count)
    var (left, right) = (0, 0)
    while left < rows.count || right < otherRows.count {
      let first = left < rows.count ? rows[left] : .max
      let second = right < otherRows.count ? otherRows[right] : .max
      let row = Swift.min(first, second)
      let (start, otherStart) = (left * columns, right * columns)
      merged.append(row)
      for column in 0..<columns {
        let value = first == row ? values.scalars[start + column] : 0
        let other = second == row ? scale * otherValues.scalars[otherStart + column] : 0
        scalars.append(value + other)
      }
      if first == row { left += 1 }
      if second == row { right += 1 }
    }
    var dimensions = shape.dimensions
    dimensions[0] = merged.count
    return .rows(merged, values: Tensor(scalars, shape: Shape(dimensions)), shape: shape)
  }

  /// The shape of the parameter.
  internal var shape: Shape {
    switch self {
    case .dense(let tensor): tensor.shape
    case .rows(_, _, let shape): shape
    }
  }
}

extension ShapeError {
  fileprivate static func unlikeGradients(_ expected: String, _ actual: String) -> ShapeError {
    ShapeError(
      operation: "Gradients.add", problem: "the gradients are of different models",
      expected: expected, actual: actual, help: "add gradients of one model only")
  }
}
