extension Tensor {
  /// The same scalars in another shape; nothing is copied.
  ///
  ///     images.reshaped(to: [60000, 28, 28])
  ///
  /// **Errors:** ends the program when the new shape has another number of scalars.
  ///
  /// - Parameter shape: The new shape.
  /// - Returns: The tensor in that shape.
  public func reshaped(to shape: Shape) -> Tensor {
    if shape.count != count { ShapeCheck.fail(.reshape(self.shape, shape)) }
    return Tensor(unchecked: storage, shape: shape)
  }

  /// The same scalars with all axes from one on merged into it.
  ///
  ///     batch.flattened(fromAxis: 1)    // [32, 28, 28] becomes [32, 784]
  ///
  /// **Errors:** ends the program when there is no such axis; a single number becomes a vector of
  /// one.
  ///
  /// - Parameter axis: The first axis to merge; 0 makes a vector.
  /// - Returns: The flattened tensor.
  public func flattened(fromAxis axis: Int = 0) -> Tensor {
    if rank == 0 && axis == 0 { return reshaped(to: [1]) }
    let axis = shape.resolve(axis, for: "flattened")
    var flat = Shape(rank: axis + 1)
    for outer in 0..<axis { flat.sizes[outer] = shape.sizes[outer] }
    let (_, size, inner) = shape.split(at: axis)
    flat.sizes[axis] = size * inner
    return Tensor(unchecked: storage, shape: flat)
  }

  /// The same scalars with one more axis, of size 1, so that the tensor broadcasts along it.
  ///
  ///     let column = weights.expandingAxis(at: 1)    // [3] becomes [3, 1]
  ///
  /// **Errors:** ends the program when the position is beyond the number of axes.
  ///
  /// - Parameter axis: Where the new axis stands in the result; negative positions count from its
  ///   last axis.
  /// - Returns: The expanded tensor.
  public func expandingAxis(at axis: Int) -> Tensor {
    let index = axis < 0 ? axis + rank + 1 : axis
    if index < 0 || index > rank { ShapeCheck.fail(.noSuchAxis("expandingAxis", axis, shape)) }
    return Tensor(unchecked: storage, shape: shape.inserting(1, at: index))
  }

  /// The same scalars without the axes of size 1.
  public func squeezed() -> Tensor {
    Tensor(unchecked: storage, shape: Shape(shape.dimensions.filter { $0 != 1 }))
  }

  /// The tensor with its last two axes swapped: the transpose of a matrix, or of each matrix in a
  /// batch.
  ///
  /// A vector or a single number stays as it is.
  ///
  /// **Shapes:** `[…, m, n]` becomes `[…, n, m]`.
  public func transposed() -> Tensor {
    if rank < 2 { return self }
    let rows = shape.sizes[rank - 2]
    let columns = shape.sizes[rank - 1]
    let matrix = rows * columns
    let storage = unsafe [Float](filled: count) { out in
      unsafe self.storage.withUnsafeBufferPointer { scalars in
        guard let scalars = scalars.baseAddress else { return }
        for start in stride(from: 0, to: count, by: Swift.max(matrix, 1)) {
          unsafe kernelsTranspose(scalars + start, out + start, rows, columns)
        }
      }
    }
    return Tensor(
      unchecked: storage,
      shape: shape.replacing(axis: rank - 2, with: columns).replacing(axis: rank - 1, with: rows))
  }

  /// The tensor with its axes in a new order.
  ///
  ///     images.transposed([0, 2, 3, 1])    // from [N, C, H, W] to [N, H, W, C]
  ///
  /// **Shapes:** axis `i` of the result is axis `axes[i]` of the tensor.
  ///
  /// **Errors:** ends the program when the list does not name each axis once.
  ///
  /// - Parameter axes: The old axes in their new order.
  /// - Returns: The transposed tensor.
  public func transposed(_ axes: [Int]) -> Tensor {
    if axes.sorted() != Array(0..<rank) { ShapeCheck.fail(.permutation(axes, shape)) }
    if rank == 0 { return self }
    let result = Shape(axes.map { shape.sizes[$0] })
    if result.count == 0 { return Tensor(unchecked: [], shape: result) }
    let oldStrides = (0..<rank).map { shape.split(at: $0).inner }
    let strides = axes.map { oldStrides[$0] }
    let last = rank - 1
    let scalars = span
    var storage: [Float] = []
    storage.reserveCapacity(count)
    var position = [Int](repeating: 0, count: rank)
    var offset = 0
    while storage.count < count {
      for step in 0..<result.sizes[last] { storage.append(scalars[offset + step * strides[last]]) }
      // The next position, like an odometer.
      var axis = last - 1
      while axis >= 0 {
        position[axis] += 1
        offset += strides[axis]
        if position[axis] < result.sizes[axis] { break }
        offset -= strides[axis] * result.sizes[axis]
        position[axis] = 0
        axis -= 1
      }
    }
    return Tensor(unchecked: storage, shape: result)
  }
}
