// Scalars by index. The checks and the arithmetic are inlined into the caller, so that a plain
// double loop over `x[i, j]` runs at the speed of an array.

extension Tensor {
  /// The scalar of a vector at an index.
  ///
  /// **Errors:** ends the program when the tensor has more axes or the index is out of range, as
  /// all subscripts.
  @inlinable
  public subscript(index: Int) -> Float {
    get { storage[offset(index)] }
    _modify { yield &storage[offset(index)] }
  }

  /// The scalar of a matrix in a row and a column.
  ///
  ///     var x: Tensor = [[1, 2], [3, 4]]
  ///     x[0, 1] = 5    // [[1, 5], [3, 4]]
  @inlinable
  public subscript(row: Int, column: Int) -> Float {
    get { storage[offset(row, column)] }
    _modify { yield &storage[offset(row, column)] }
  }

  /// The scalar of a tensor with three axes.
  @inlinable
  public subscript(first: Int, second: Int, third: Int) -> Float {
    get { storage[offset(first, second, third)] }
    _modify { yield &storage[offset(first, second, third)] }
  }

  /// The scalar of a tensor with four axes.
  @inlinable
  public subscript(first: Int, second: Int, third: Int, fourth: Int) -> Float {
    get { storage[offset(first, second, third, fourth)] }
    _modify { yield &storage[offset(first, second, third, fourth)] }
  }

  // Indices inside the shape cannot overflow the product, so the arithmetic need not look.

  @inlinable
  internal func offset(_ i: Int) -> Int {
    if shape.rank != 1 || i < 0 || i >= shape.sizes[0] { Tensor.failIndex([i], shape) }
    return i
  }

  @inlinable
  internal func offset(_ i: Int, _ j: Int) -> Int {
    let (rows, columns) = (shape.sizes[0], shape.sizes[1])
    if shape.rank != 2 || i < 0 || j < 0 || i >= rows || j >= columns {
      Tensor.failIndex([i, j], shape)
    }
    return i &* columns &+ j
  }

  @inlinable
  internal func offset(_ i: Int, _ j: Int, _ k: Int) -> Int {
    let (a, b, c) = (shape.sizes[0], shape.sizes[1], shape.sizes[2])
    if shape.rank != 3 || i < 0 || j < 0 || k < 0 || i >= a || j >= b || k >= c {
      Tensor.failIndex([i, j, k], shape)
    }
    return (i &* b &+ j) &* c &+ k
  }

  @inlinable
  internal func offset(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Int {
    let (a, b) = (shape.sizes[0], shape.sizes[1])
    let (c, d) = (shape.sizes[2], shape.sizes[3])
    let outside = i < 0 || j < 0 || k < 0 || l < 0 || i >= a || j >= b || k >= c || l >= d
    if shape.rank != 4 || outside { Tensor.failIndex([i, j, k, l], shape) }
    return ((i &* b &+ j) &* c &+ k) &* d &+ l
  }

  @usableFromInline
  @inline(never)
  internal static func failIndex(_ indices: [Int], _ shape: Shape) -> Never {
    if indices.count != shape.rank { ShapeCheck.fail(.indexRank(indices.count, shape)) }
    ShapeCheck.fail(.index(indices, shape))
  }
}
