// Mistakes in a shape, or in what should fill one.

extension ShapeError {
  @usableFromInline
  internal static func tooManyAxes(_ rank: Int) -> ShapeError {
    ShapeError(
      operation: "Shape", problem: "too many axes",
      expected: "at most \(Shape.maximumRank) axes", actual: "\(rank) axes",
      help: "merge neighbouring axes, or keep several tensors in an array")
  }

  @usableFromInline
  internal static func negativeSize(_ dimensions: [Int]) -> ShapeError {
    ShapeError(
      operation: "Shape", problem: "a size is negative",
      expected: "sizes of 0 or more", actual: "\(dimensions)",
      help: "look at how the size was computed")
  }

  @usableFromInline
  internal static func tooManyScalars(_ dimensions: [Int]) -> ShapeError {
    ShapeError(
      operation: "Shape", problem: "the number of scalars overflows",
      expected: "a product of sizes that fits in memory", actual: "\(dimensions)",
      help: "look at how the sizes were computed")
  }

  @usableFromInline
  internal static func noSuchAxis(
    _ operation: StaticString, _ axis: Int, _ shape: Shape
  ) -> ShapeError {
    ShapeError(
      operation: "\(operation)", problem: "no such axis",
      expected: shape.rank == 0
        ? "no axis at all: the tensor is a single number"
        : "an axis from 0 to \(shape.rank - 1), or from -\(shape.rank) to -1 counted from the last",
      actual: "axis \(axis) for shape \(shape)",
      help: "axis 0 runs over the rows, axis 1 over the columns")
  }

  @usableFromInline
  internal static func scalarCount(_ count: Int, _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "Tensor", problem: "the scalars do not fill the shape",
      expected: "\(shape.count) scalars for shape \(shape)", actual: "\(count) scalars",
      help: "the sizes of the shape multiply to the number of scalars")
  }

  @usableFromInline
  internal static func replacedScalars(_ count: Int, _ shape: Shape) -> ShapeError {
    ShapeError(
      operation: "scalars", problem: "changing the scalars changed their number",
      expected: "\(shape.count) scalars for shape \(shape)", actual: "\(count) scalars",
      help: "make a new tensor with Tensor(_:shape:) instead")
  }

  @usableFromInline
  internal static func raggedRows(row: Int, count: Int, expected: Int) -> ShapeError {
    ShapeError(
      operation: "Tensor(rows:)", problem: "the rows have different lengths",
      expected: "\(expected) columns in every row, as in row 0",
      actual: "\(count) columns in row \(row)",
      help: "pad or cut the rows to one length first")
  }

  internal static func raggedLists(level: Int, count: Int, expected: Int) -> ShapeError {
    ShapeError(
      operation: "Tensor(nested:)", problem: "the arrays have different sizes",
      expected: "\(expected) elements in every array of level \(level), as in the first",
      actual: "\(count) elements", help: "pad or cut the arrays to one size first")
  }

  @usableFromInline
  internal static func unequalElements(index: Int, _ shape: Shape, expected: Shape) -> ShapeError {
    ShapeError(
      operation: "array literal", problem: "the elements have different shapes",
      expected: "shape \(expected) for every element, as for element 0",
      actual: "shape \(shape) for element \(index)",
      help: "count the numbers in each pair of brackets")
  }
}
