// Mistakes of reaching into one tensor.

extension ShapeError {
  @usableFromInline
  internal static func indexRank(_ count: Int, _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "subscript", problem: "the number of indices is not that of the axes",
      expected: "\(shape.rank) indices for shape \(shape)", actual: "\(count)",
      help: "x[row: i] is a whole row, x[i, j] one number")
  }

  @usableFromInline
  internal static func index(_ indices: [Int], _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "subscript", problem: "an index is out of range",
      expected: "indices from 0, each below its size in \(shape)", actual: "\(indices)",
      help: "the last index along an axis is its size minus 1")
  }

  @usableFromInline
  internal static func rank(
    _ operation: StaticString, expected: String, _ shape: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the tensor has the wrong number of axes",
      expected: expected, actual: "shape \(shape)",
      help: "reshaped(to:) and expandingAxis(at:) change the number of axes")
  }

  @usableFromInline
  internal static func position(
    _ operation: StaticString, _ index: Int, count: Int, _ shape: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the index is out of range",
      expected: count == 0 ? "nothing: there is none" : "an index from 0 to \(count - 1)",
      actual: "\(index) for shape \(shape)",
      help: "the first has index 0")
  }

  @usableFromInline
  internal static func range(
    _ operation: StaticString, _ range: String, count: Int, _ shape: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the range reaches outside the tensor",
      expected: "a range within 0..<\(count)", actual: "\(range) for shape \(shape)",
      help: "prefix(n) takes at most as many rows as there are")
  }

  internal static func positionCount(
    _ operation: StaticString, _ count: Int, expected: Int, _ shape: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the number of positions is wrong",
      expected: "\(expected) positions, one for each place outside the axis",
      actual: "\(count) positions for shape \(shape)",
      help: "taking(_:axis:) takes whole parts at any number of positions")
  }

  internal static func topCount(_ count: Int, _ size: Int, _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "top", problem: "there are not so many scalars",
      expected: "a count from 0 to \(size)", actual: "\(count) for shape \(shape)",
      help: "sorted(axis:descending:) puts all of them in order")
  }

  @usableFromInline
  internal static func rowShape(
    _ operation: StaticString, _ shape: Shape, expected: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the new value has the wrong shape",
      expected: "shape \(expected)", actual: "shape \(shape)",
      help: "what replaces a part of a tensor has the shape of that part")
  }

  @usableFromInline
  internal static func label(_ label: Int, classes: Int) -> ShapeError {
    ShapeError(
      operation: "oneHot", problem: "a label is not one of the classes",
      expected: "labels from 0 to \(classes - 1), for \(classes) classes", actual: "\(label)",
      help: "count the classes again, or number the labels from 0")
  }

  internal static func labelNotWhole(_ label: Float) -> ShapeError {
    ShapeError(
      operation: "oneHot", problem: "a label is not a whole number",
      expected: "the number of a class, such as 2", actual: "\(label)",
      help: "these may be probabilities: argMax(axis:) finds the classes")
  }

  @usableFromInline
  internal static func notOneScalar(_ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "scalar", problem: "the tensor is not a single number",
      expected: "a tensor with one scalar", actual: "shape \(shape)",
      help: "reduce it first, with sum() or mean(), or index it")
  }

  @usableFromInline
  internal static func emptyReduction(_ operation: StaticString, _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "there is nothing to compare",
      expected: "at least one scalar", actual: "shape \(shape)",
      help: "treat the empty case apart: it has no largest or smallest number")
  }

  @usableFromInline
  internal static func negativeCount(_ operation: StaticString, _ count: Int) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "the count is negative",
      expected: "a count of 0 or more", actual: "\(count)",
      help: "look at how the count was computed")
  }

  @usableFromInline
  internal static func emptyChoice(_ bound: Int) -> ShapeError {
    ShapeError(
      operation: "index(below:)", problem: "there is nothing to choose from",
      expected: "a bound of 1 or more", actual: "\(bound)",
      help: "treat the empty case apart")
  }
}
