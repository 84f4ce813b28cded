/// The sizes of a tensor along its axes, outermost first.
///
/// A matrix of 3 rows and 4 columns has the shape `[3, 4]`, a batch of 32 grey images of 28 × 28
/// pixels the shape `[32, 28, 28]`, a single number the shape `[]`.
///
/// A shape holds its sizes inline: making or copying one allocates nothing, which is what keeps
/// operations on tiny tensors cheap.
///
///     let shape: Shape = [32, 784]
///     shape.rank       // 2
///     shape.count      // 25088
///     shape[0]         // 32
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral {
  @usableFromInline
  internal var sizes: InlineArray<6, Int>

  /// The number of axes.
  public let rank: Int

  /// The largest number of axes that a shape can have.
  public static let maximumRank = 6

  /// Creates a shape from its sizes, outermost first.
  ///
  /// **Errors:** ends the program when a size is negative, when there are more than ``maximumRank``
  /// of them, or when the number of scalars would overflow.
  public init(_ dimensions: [Int]) {
    self.init(rank: dimensions.count)
    for axis in dimensions.indices { sizes[axis] = dimensions[axis] }
    validate()
  }

  /// Creates a shape from a literal such as `[32, 784]`.
  @inlinable
  public init(arrayLiteral elements: Int...) {
    self.init(rank: elements.count)
    for axis in elements.indices { sizes[axis] = elements[axis] }
    validate()
  }

  @inlinable
  internal init(rank: Int) {
    if rank > 6 { ShapeCheck.fail(.tooManyAxes(rank)) }
    self.rank = rank
    sizes = InlineArray(repeating: 1)
  }

  @usableFromInline
  internal func validate() {
    // The bytes must be countable. A size of 0 does not excuse the others: operations multiply them
    // alone.
    var count = MemoryLayout<Double>.size
    for axis in 0..<rank {
      if sizes[axis] < 0 { ShapeCheck.fail(.negativeSize(dimensions)) }
      let (product, overflow) = count.multipliedReportingOverflow(by: max(sizes[axis], 1))
      if overflow { ShapeCheck.fail(.tooManyScalars(dimensions)) }
      count = product
    }
  }

  /// The sizes as an array, outermost first.
  public var dimensions: [Int] { (0..<rank).map { sizes[$0] } }

  /// The number of scalars in a tensor of this shape: the product of the sizes, 1 for `[]`.
  @inlinable
  public var count: Int {
    var count = 1
    for axis in 0..<rank { count *= sizes[axis] }
    return count
  }

  /// The size along an axis; negative axes count from the last, so `shape[-1]` is the innermost
  /// size.
  ///
  /// **Errors:** ends the program when the shape has no such axis.
  @inlinable
  public subscript(axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    if index < 0 || index >= rank { ShapeCheck.fail(.noSuchAxis("shape", axis, self)) }
    return sizes[index]
  }

  /// Whether two shapes have the same sizes in the same order.
  @inlinable
  public static func == (lhs: Shape, rhs: Shape) -> Bool {
    guard lhs.rank == rhs.rank else { return false }
    for axis in 0..<lhs.rank where lhs.sizes[axis] != rhs.sizes[axis] { return false }
    return true
  }

  /// Feeds the sizes to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(dimensions)
  }
}

extension Shape: CustomStringConvertible {
  /// The sizes in brackets, such as `[32, 784]`.
  public var description: String { dimensions.description }
}

extension Shape {
  internal init(_ size: Int) {
    self.init(rank: 1)
    sizes[0] = size
  }

  internal init(_ rows: Int, _ columns: Int) {
    self.init(rank: 2)
    sizes[0] = rows
    sizes[1] = columns
  }

  /// The shape without its first axis: that of one row.
  internal var row: Shape { removing(axis: 0) }

  /// The number of scalars of one row.
  internal var scalarsPerRow: Int {
    var count = 1
    for axis in 1..<max(rank, 1) { count *= sizes[axis] }
    return count
  }

  internal func removing(axis: Int) -> Shape {
    var result = Shape(rank: rank - 1)
    for other in 0..<result.rank { result.sizes[other] = sizes[other < axis ? other : other + 1] }
    return result
  }

  internal func inserting(_ size: Int, at axis: Int) -> Shape {
    var result = Shape(rank: rank + 1)
    for other in 0..<rank { result.sizes[other < axis ? other : other + 1] = sizes[other] }
    result.sizes[axis] = size
    return result
  }

  internal func replacing(axis: Int, with size: Int) -> Shape {
    var result = self
    result.sizes[axis] = size
    return result
  }

  /// The shape with another size along the last axis, of a shape that has one.
  package func replacingLast(with size: Int) -> Shape { replacing(axis: rank - 1, with: size) }

  /// The tensor seen as three nested axes: what lies outside `axis`, `axis` itself, what lies
  /// inside.
  internal func split(at axis: Int) -> (outer: Int, count: Int, inner: Int) {
    var outer = 1
    var inner = 1
    for other in 0..<axis { outer *= sizes[other] }
    for other in (axis + 1)..<max(rank, axis + 1) { inner *= sizes[other] }
    return (outer, sizes[axis], inner)
  }

  /// An axis counted from the front, for one that may count from the back.
  internal func resolve(_ axis: Int, for operation: StaticString) -> Int {
    let index = axis < 0 ? axis + rank : axis
    if index < 0 || index >= rank { ShapeCheck.fail(.noSuchAxis(operation, axis, self)) }
    return index
  }
}
