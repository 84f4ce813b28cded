// NaN counts as larger than every number, as in `argMax`; equal scalars keep their order.

extension Tensor {
  /// The scalars in order along an axis.
  ///
  ///     ([3, 1, 2] as Tensor).sorted()                    // [1, 2, 3]
  ///     ([3, 1, 2] as Tensor).sorted(descending: true)    // [3, 2, 1]
  ///
  /// **Shapes:** the result has the shape of the tensor.
  ///
  /// **Errors:** ends the program when there is no such axis, as all functions here.
  ///
  /// - Parameters:
  ///   - axis: The axis to sort along; negative axes count from the last.
  ///   - descending: Whether the largest comes first.
  /// - Returns: The sorted tensor.
  public func sorted(axis: Int = -1, descending: Bool = false) -> Tensor {
    let axis = shape.resolve(axis, for: "sorted")
    let (_, size, inner) = shape.split(at: axis)
    var result = self
    var target = result.mutableSpan
    for start in lineStarts(axis) {
      let line = line(from: start, size, inner).sorted {
        descending ? Tensor.precedes($1, $0) : Tensor.precedes($0, $1)
      }
      for (index, scalar) in line.enumerated() { target[start + index * inner] = scalar }
    }
    return result
  }

  /// The positions along an axis in the order of their scalars.
  ///
  ///     scores.argSort(descending: true)    // for each example, its classes from the likeliest
  ///
  /// - Parameters:
  ///   - axis: The axis to sort along; negative axes count from the last.
  ///   - descending: Whether the position of the largest comes first.
  /// - Returns: A list of positions for each place outside the axis, in row-major order; a vector
  ///   has one such place.
  public func argSort(axis: Int = -1, descending: Bool = false) -> [[Int]] {
    order(axis, descending: descending, for: "argSort")
  }

  /// The largest scalars along an axis, the largest first, and their positions.
  ///
  ///     let (values, positions) = probabilities.top(3)
  ///     positions[0]    // the three likeliest classes of the first example
  ///
  /// **Shapes:** the size along the axis becomes the count.
  ///
  /// **Errors:** ends the program when the axis has not so many positions.
  ///
  /// - Parameters:
  ///   - count: How many to take.
  ///   - axis: The axis to compare along; negative axes count from the last.
  /// - Returns: The scalars, and a list of positions for each place outside the axis.
  public func top(_ count: Int, axis: Int = -1) -> (values: Tensor, positions: [[Int]]) {
    let positions = order(axis, descending: true, for: "top")
    let axis = shape.resolve(axis, for: "top")
    let (_, size, inner) = shape.split(at: axis)
    if count < 0 || count > size { ShapeCheck.fail(.topCount(count, size, shape)) }
    let result = shape.replacing(axis: axis, with: count)
    var storage = [Float](repeating: 0, count: result.count)
    for (place, start) in lineStarts(axis).enumerated() {
      let first = place / Swift.max(inner, 1) * count * inner + place % Swift.max(inner, 1)
      for index in 0..<count {
        storage[first + index * inner] = self.storage[start + positions[place][index] * inner]
      }
    }
    return (Tensor(unchecked: storage, shape: result), positions.map { Array($0.prefix(count)) })
  }

  private func order(_ axis: Int, descending: Bool, for operation: StaticString) -> [[Int]] {
    let axis = shape.resolve(axis, for: operation)
    let (_, size, inner) = shape.split(at: axis)
    return lineStarts(axis).map { start in
      let line = line(from: start, size, inner)
      return line.indices.sorted { i, j in
        let (first, second) = descending ? (line[j], line[i]) : (line[i], line[j])
        if Tensor.precedes(first, second) { return true }
        return i < j && !Tensor.precedes(second, first)
      }
    }
  }

  /// Where each line of scalars along an axis starts, in row-major order of the other axes.
  private func lineStarts(_ axis: Int) -> [Int] {
    let (outer, size, inner) = shape.split(at: axis)
    return (0..<outer).flatMap { block in (0..<inner).map { block * size * inner + $0 } }
  }

  private func line(from start: Int, _ size: Int, _ inner: Int) -> [Float] {
    (0..<size).map { storage[start + $0 * inner] }
  }

  private static func precedes(_ x: Float, _ y: Float) -> Bool { x < y || (y.isNaN && !x.isNaN) }
}
