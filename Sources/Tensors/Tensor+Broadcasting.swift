extension Tensor {
  /// The tensor repeated to a larger shape, by the rule of broadcasting.
  ///
  ///     ([1, 2] as Tensor).broadcast(to: [3, 2])    // [[1, 2], [1, 2], [1, 2]]
  ///
  /// **Shapes:** compared from the last axis, each size is that of the new shape, or 1, or missing.
  ///
  /// **Errors:** ends the program when a size is another.
  ///
  /// - Parameter shape: The new shape.
  /// - Returns: The repeated tensor.
  public func broadcast(to shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    var strides = [Int](repeating: 0, count: shape.rank)
    let missing = shape.rank - rank
    if missing < 0 { ShapeCheck.fail(.broadcastTarget(self.shape, shape)) }
    for axis in 0..<rank where self.shape.sizes[axis] != 1 {
      if self.shape.sizes[axis] != shape.sizes[axis + missing] {
        ShapeCheck.fail(.broadcastTarget(self.shape, shape))
      }
      strides[axis + missing] = self.shape.split(at: axis).inner
    }
    var storage: [Float] = []
    storage.reserveCapacity(shape.count)
    append(to: &storage, shape, strides, axis: 0, offset: 0)
    return Tensor(unchecked: storage, shape: shape)
  }

  /// Appends what lies at an offset, from an axis on.
  private func append(
    to storage: inout [Float], _ shape: Shape, _ strides: [Int], axis: Int, offset: Int
  ) {
    if axis == shape.rank {
      storage.append(self.storage[offset])
    } else if axis == shape.rank - 1 {
      let size = shape.sizes[axis]
      if strides[axis] == 1 {
        storage.append(contentsOf: self.storage[offset..<(offset + size)])
      } else if size > 0 {
        storage.append(contentsOf: repeatElement(self.storage[offset], count: size))
      }
    } else {
      for position in 0..<shape.sizes[axis] {
        append(
          to: &storage, shape, strides, axis: axis + 1, offset: offset + position * strides[axis])
      }
    }
  }

  /// The tensor with the scalars of another where a condition holds.
  ///
  ///     x.replacing(where: x .< 0, with: 0.1 * x)                  // the leaky rectifier
  ///     scores.replacing(where: mask .== 0, with: -.infinity)      // before a softmax
  ///
  /// Unlike a product with a mask, this keeps what is not chosen out of the result even where it is
  /// infinite or NaN.
  ///
  /// **Shapes:** the condition and the other tensor are broadcast to the shape of this one.
  ///
  /// **Errors:** ends the program when they cannot be.
  ///
  /// - Parameters:
  ///   - condition: Not 0 where a scalar is to be replaced.
  ///   - other: What takes its place.
  /// - Returns: The tensor with some scalars replaced.
  public func replacing(where condition: Tensor, with other: Tensor) -> Tensor {
    let condition = condition.broadcast(to: shape)
    let other = other.count == 1 ? other : other.broadcast(to: shape)
    // A single number is not worth repeating.
    let step = other.count == 1 ? 0 : 1
    var result = self
    let (mask, values) = (condition.span, other.span)
    var target = result.mutableSpan
    for index in mask.indices where mask[index] != 0 { target[index] = values[index * step] }
    return result
  }

  /// The tensor with a number where a condition holds.
  ///
  /// - Parameters:
  ///   - condition: Not 0 where a scalar is to be replaced.
  ///   - number: What takes its place.
  /// - Returns: The tensor with some scalars replaced.
  public func replacing(where condition: Tensor, with number: Float) -> Tensor {
    replacing(where: condition, with: Tensor(number))
  }
}
