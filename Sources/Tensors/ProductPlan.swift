/// The sizes of a product, after its shapes were checked.
///
/// A plan is a number of products of two matrices each: one for every position along the leading
/// axes, which broadcast by NumPy's rule.
internal struct ProductPlan {
  /// The rows, the columns and the inner size of one product.
  internal private(set) var rows: Int
  internal let columns: Int
  internal let inner: Int
  /// The shape of the result.
  internal let shape: Shape

  private let transposeLeft: Bool
  private let transposeRight: Bool
  /// How many products there are, and where each side lies for each; `nil` for one product.
  private var batches: BroadcastPositions?

  internal init(_ left: Shape, _ right: Shape, transposeLeft: Bool, transposeRight: Bool) {
    if left.rank == 0 || right.rank == 0 { ShapeCheck.fail(.matrixRank(left, right)) }
    // A vector stands for one row on the left and one column on the right.
    self.transposeLeft = transposeLeft && left.rank > 1
    self.transposeRight = transposeRight && right.rank > 1
    let leftSizes = left.rank > 1 ? (left.sizes[left.rank - 2], left.lastSize) : (1, left.lastSize)
    let rightSizes =
      right.rank > 1 ? (right.sizes[right.rank - 2], right.lastSize) : (right.lastSize, 1)
    rows = self.transposeLeft ? leftSizes.1 : leftSizes.0
    inner = self.transposeLeft ? leftSizes.0 : leftSizes.1
    let rightInner = self.transposeRight ? rightSizes.1 : rightSizes.0
    columns = self.transposeRight ? rightSizes.0 : rightSizes.1
    if inner != rightInner {
      ShapeCheck.fail(.innerSizes(left, right, left: inner, right: rightInner))
    }
    if left.rank <= 2 && right.rank <= 2 {
      shape =
        switch (left.rank, right.rank) {
        case (2, 2): Shape(rows, columns)
        case (2, _): Shape(rows)
        case (_, 2): Shape(columns)
        default: []
        }
      return
    }
    let leading = BroadcastPositions(left.leading, right.leading) {
      .batchSizes(left, right)
    }
    var shape = leading.shape
    if left.rank > 1 { shape = shape.inserting(rows, at: shape.rank) }
    if right.rank > 1 { shape = shape.inserting(columns, at: shape.rank) }
    self.shape = shape
    // Every product with the same matrix on the right: the rows of all of them are the rows of one.
    if right.leading.count == 1 && !self.transposeLeft && left.rank > 1 {
      rows *= leading.count
    } else {
      batches = leading
    }
  }

  /// Computes the products into `out`, of the plan's shape.
  internal func run(
    _ left: Scalars, _ right: Scalars, _ out: MutableScalars, accumulating: Bool
  ) {
    guard let batches else {
      unsafe product(left, right, out, accumulating: accumulating)
      return
    }
    for index in 0..<batches.count {
      let position = batches.position(index)
      unsafe product(
        left + position.left * rows * inner, right + position.right * inner * columns,
        out + index * rows * columns, accumulating: accumulating)
    }
  }

  private func product(
    _ left: Scalars, _ right: Scalars, _ out: MutableScalars, accumulating: Bool
  ) {
    unsafe kernelsMatrixProduct(
      transposeLeft, transposeRight, rows, columns, inner, left, right, out, accumulating)
  }
}

/// Where two shapes that broadcast lie, for every position of the shape that they broadcast to.
internal struct BroadcastPositions {
  /// The shape that both broadcast to, and its number of positions.
  internal let shape: Shape
  internal let count: Int

  private var leftSteps = InlineArray<6, Int>(repeating: 0)
  private var rightSteps = InlineArray<6, Int>(repeating: 0)

  internal init(_ left: Shape, _ right: Shape, _ error: () -> ShapeError) {
    var shape = Shape(rank: max(left.rank, right.rank))
    var leftStep = 1
    var rightStep = 1
    for offset in 1..<(shape.rank + 1) {
      let leftSize = offset <= left.rank ? left.sizes[left.rank - offset] : 1
      let rightSize = offset <= right.rank ? right.sizes[right.rank - offset] : 1
      if leftSize != rightSize && leftSize != 1 && rightSize != 1 { ShapeCheck.fail(error()) }
      let axis = shape.rank - offset
      shape.sizes[axis] = leftSize == 1 ? rightSize : leftSize
      // A size of 1 repeats: a step along the axis stays where it is.
      leftSteps[axis] = leftSize == 1 ? 0 : leftStep
      rightSteps[axis] = rightSize == 1 ? 0 : rightStep
      leftStep *= leftSize
      rightStep *= rightSize
    }
    self.shape = shape
    count = shape.count
  }

  /// The places of the two sides for the position with a row-major number.
  internal func position(_ index: Int) -> (left: Int, right: Int) {
    var left = 0
    var right = 0
    var rest = index
    for axis in (0..<shape.rank).reversed() {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: shape.sizes[axis])
      left += remainder * leftSteps[axis]
      right += remainder * rightSteps[axis]
      rest = quotient
    }
    return (left, right)
  }
}

extension Shape {
  /// The size along the last axis of a shape that has one.
  fileprivate var lastSize: Int { sizes[rank - 1] }

  /// The shape without its last two axes, or those that it has.
  fileprivate var leading: Shape {
    var result = Shape(rank: max(rank - 2, 0))
    for axis in 0..<result.rank { result.sizes[axis] = sizes[axis] }
    return result
  }
}
