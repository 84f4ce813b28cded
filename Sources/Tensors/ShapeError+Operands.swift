// Mistakes of operands that do not fit together.

extension ShapeError {
  @usableFromInline
  internal static func broadcast(
    _ operation: StaticString, _ left: Shape, _ right: Shape
  ) -> ShapeError {
    let isTransposed =
      left.rank == 2 && right.rank == 2 && left[0] == right[1] && left[1] == right[0]
    if isTransposed {
      return ShapeError(
        operation: "\(operation)", problem: "rows and columns of one side are exchanged",
        expected: "two sides of one shape", actual: "\(left) \(operation) \(right)",
        help: "exchange the factors of the product that made it, or transpose it")
    }
    return ShapeError(
      operation: "\(operation)", problem: "the shapes do not fit together",
      expected: "sizes that are equal or 1, compared from the last axis",
      actual: "\(left) \(operation) \(right)",
      help: "reshape a side, or insert an axis of size 1 with expandingAxis(at:)")
  }

  internal static func broadcastTarget(_ shape: Shape, _ target: Shape) -> ShapeError {
    ShapeError(
      operation: "broadcast", problem: "the tensor cannot be repeated to that shape",
      expected: "sizes that are those of \(target) or 1, compared from the last axis",
      actual: "shape \(shape)", help: "insert an axis of size 1 with expandingAxis(at:)")
  }

  @usableFromInline
  internal static func assignmentShape(
    _ operation: StaticString, _ left: Shape, _ result: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the result does not fit into the left side",
      expected: "a result of shape \(left), that of the left side",
      actual: "a result of shape \(result)",
      help: "write x = x + y for a larger result, or sum the right side over an axis first")
  }

  @usableFromInline
  internal static func matrixRank(_ left: Shape, _ right: Shape) -> ShapeError {
    ShapeError(
      operation: "matmul", problem: "a side is a single number",
      expected: "a vector, a matrix, or several matrices on each side",
      actual: "\(left) · \(right)", help: "write x * y to multiply by a number")
  }

  @usableFromInline
  internal static func batchSizes(_ left: Shape, _ right: Shape) -> ShapeError {
    ShapeError(
      operation: "matmul", problem: "the axes in front of the matrices do not fit together",
      expected: "sizes that are equal or 1, compared from the third last axis",
      actual: "\(left) · \(right)",
      help:
        "the last two axes are the matrices: reshape a side, or insert an axis of size 1 in front")
  }

  @usableFromInline
  internal static func innerSizes(
    _ left: Shape, _ right: Shape, left leftSize: Int, right rightSize: Int
  ) -> ShapeError {
    ShapeError(
      operation: "matmul", problem: "the inner sizes differ",
      expected: "as many rows on the right as columns on the left",
      actual: "\(left) · \(right): \(leftSize) columns, \(rightSize) rows",
      help: "transpose a side with transposeLeft or transposeRight, or check the sizes")
  }

  internal static func weightRank(_ weight: Shape) -> ShapeError {
    ShapeError(
      operation: "linear", problem: "the weight is not a matrix",
      expected: "a weight of shape [inputs, outputs]", actual: "\(weight)",
      help: "reshape the weight to two axes")
  }

  @usableFromInline
  internal static func reshape(_ shape: Shape, _ target: Shape) -> ShapeError {
    ShapeError(
      operation: "reshaped", problem: "the number of scalars would change",
      expected: "a shape of \(shape.count) scalars, as \(shape) has",
      actual: "\(target) with \(target.count) scalars",
      help: "reshaping regroups the scalars; prefix, slices and concatenation change their number")
  }

  @usableFromInline
  internal static func permutation(_ axes: [Int], _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "transposed", problem: "the axes are not a new order of the old ones",
      expected: "each of 0..<\(shape.rank) once, for shape \(shape)", actual: "\(axes)",
      help: "transposed() without axes swaps rows and columns")
  }

  @usableFromInline
  internal static func nothingToJoin(_ operation: StaticString) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "there is nothing to join",
      expected: "at least one tensor", actual: "none",
      help: "an empty result would have no shape: treat this case apart")
  }

  @usableFromInline
  internal static func joinedShapes(
    _ operation: StaticString, index: Int, _ shape: Shape, first: Shape, axis: Int
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the tensors have different shapes",
      expected: axis < 0
        ? "shape \(first) for every tensor, as for tensor 0"
        : "the sizes of \(first) on every axis but axis \(axis)",
      actual: "shape \(shape) for tensor \(index)",
      help: "look at the shapes before they are joined")
  }
}
