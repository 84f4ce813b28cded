extension Tensor {
  /// Turns scores into probabilities along an axis.
  ///
  /// softmax(x)_i = e^(x_i) / Σ_j e^(x_j)
  ///
  /// The largest score is subtracted first, so large scores do not overflow.
  ///
  ///     let logits: Tensor = [[2, 1, 0], [0, 0, 0]]
  ///     logits.softmax()    // [[0.665, 0.245, 0.09], [0.333, 0.333, 0.333]]
  ///
  /// **Shapes:** the result has the shape of the tensor.
  ///
  /// - Parameter axis: The axis over which the probabilities sum to 1.
  /// - Returns: The probabilities.
  public func softmax(axis: Int = -1) -> Tensor {
    alongLast(axis, for: "softmax") { $0.softmaxRows(logarithm: false) }
  }

  /// The logarithm of the softmax, computed without taking the logarithm of a vanishing number.
  ///
  /// log softmax(x)_i = x_i − log Σ_j e^(x_j)
  ///
  /// **Shapes:** the result has the shape of the tensor.
  ///
  /// - Parameter axis: The axis over which the probabilities sum to 1.
  /// - Returns: The logarithms of the probabilities.
  public func logSoftmax(axis: Int = -1) -> Tensor {
    alongLast(axis, for: "logSoftmax") { $0.softmaxRows(logarithm: true) }
  }

  /// log Σ_j e^(x_j) along an axis, without overflow: a smooth maximum.
  ///
  /// **Shapes:** the axis is removed, or has size 1 when dimensions are kept.
  ///
  /// - Parameters:
  ///   - axis: The axis to sum over.
  ///   - keepDimensions: Whether the axis stays, with size 1.
  /// - Returns: One number for each place outside the axis.
  public func logSumExp(axis: Int = -1, keepDimensions: Bool = false) -> Tensor {
    let axis = shape.resolve(axis, for: "logSumExp")
    let source = axis == rank - 1 ? self : movingToLast(axis)
    let columns = shape.sizes[axis]
    let rows = shape.removing(axis: axis).count
    let storage = unsafe [Float](filled: rows) { out in
      unsafe kernelsLogSumExp(source.storage, out, rows, columns)
    }
    return Tensor(
      unchecked: storage,
      shape: keepDimensions ? shape.replacing(axis: axis, with: 1) : shape.removing(axis: axis))
  }

  private func softmaxRows(logarithm: Bool) -> Tensor {
    let columns = shape.sizes[rank - 1]
    if isEmpty { return self }
    let storage = unsafe [Float](filled: count) { out in
      unsafe kernelsSoftmax(logarithm, self.storage, out, count / columns, columns)
    }
    return Tensor(unchecked: storage, shape: shape)
  }

  /// Runs what works on the last axis on any other, by moving that axis to the end and back.
  private func alongLast(
    _ axis: Int, for operation: StaticString, _ body: (Tensor) -> Tensor
  ) -> Tensor {
    let axis = shape.resolve(axis, for: operation)
    if axis == rank - 1 { return body(self) }
    var back = Array(0..<(rank - 1))
    back.insert(rank - 1, at: axis)
    return body(movingToLast(axis)).transposed(back)
  }

  private func movingToLast(_ axis: Int) -> Tensor {
    transposed((0..<rank).filter { $0 != axis } + [axis])
  }
}
