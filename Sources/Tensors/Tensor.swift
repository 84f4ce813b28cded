/// A dense array of `Float` with a shape: a number, a vector, a matrix, or more axes.
///
/// The scalars lie in row-major order: the last index runs fastest. A tensor is a value: a copy is
/// independent of its original, and costs nothing until one of the two changes.
///
///     let x: Tensor = [[1, 2], [3, 4]]
///     let y = 2 * x + 1            // [[3, 5], [7, 9]]
///     y[1, 0]                      // 7
///     y.sum(axis: 0)               // [10, 14]
///
/// **Errors:** a mistake about shapes ends the program with a text that names the operation, what
/// it expected and what it got.
public struct Tensor: Sendable, Equatable {
  /// The sizes along the axes.
  public let shape: Shape

  @usableFromInline
  internal var storage: [Float]

  /// The caller vouches that the number of scalars is that of the shape.
  @inlinable
  internal init(unchecked storage: [Float], shape: Shape) {
    self.shape = shape
    self.storage = storage
  }

  /// The scalars in row-major order.
  ///
  /// They can be changed in place, never in number.
  @inlinable
  public var scalars: [Float] {
    get { storage }
    _modify {
      yield &storage
      if storage.count != shape.count { ShapeCheck.fail(.replacedScalars(storage.count, shape)) }
    }
  }

  /// The scalars in row-major order, for fast loops that only read.
  ///
  ///     let values = x.span
  ///     for index in values.indices { total += values[index] }
  @inlinable
  public var span: Span<Float> {
    @_lifetime(borrow self) get { storage.span }
  }

  /// The scalars in row-major order, for fast loops that write.
  @inlinable
  public var mutableSpan: MutableSpan<Float> {
    @_lifetime(&self) mutating get { storage.mutableSpan }
  }

  /// The number of axes.
  @inlinable
  public var rank: Int { shape.rank }

  /// The number of scalars.
  @inlinable
  public var count: Int { storage.count }

  /// Whether the tensor has no scalars.
  @inlinable
  public var isEmpty: Bool { storage.isEmpty }

  /// The number of rows: the size along the first axis.
  ///
  /// **Errors:** ends the program when the tensor is a single number.
  @inlinable
  public var rowCount: Int { shape[0] }

  /// The only scalar of a tensor with one element.
  ///
  /// **Errors:** ends the program when there are more or none.
  @inlinable
  public var scalar: Float {
    if storage.count != 1 { ShapeCheck.fail(.notOneScalar(shape)) }
    return storage[0]
  }
}
