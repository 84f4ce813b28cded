extension Tensor {
  /// Creates a single number, of shape `[]`.
  @inlinable
  public init(_ value: Float) {
    self.init(unchecked: [value], shape: [])
  }

  /// Creates a vector, of shape `[scalars.count]`.
  ///
  ///     let x = Tensor([0.5, 1.5])
  public init(_ scalars: [Float]) {
    self.init(unchecked: scalars, shape: Shape(scalars.count))
  }

  /// Creates a vector of whole numbers, such as labels.
  @_disfavoredOverload
  public init(_ integers: [Int]) {
    self.init(unchecked: integers.map(Float.init), shape: Shape(integers.count))
  }

  /// Creates a tensor from its scalars in row-major order.
  ///
  ///     let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
  ///
  /// **Errors:** ends the program when the scalars do not fill the shape.
  public init(_ scalars: [Float], shape: Shape) {
    if scalars.count != shape.count { ShapeCheck.fail(.scalarCount(scalars.count, shape)) }
    self.init(unchecked: scalars, shape: shape)
  }

  /// Creates a tensor from scalars that come from outside, such as a file.
  ///
  /// - Parameters:
  ///   - scalars: The scalars in row-major order.
  ///   - shape: The shape that they should fill.
  /// - Throws: `ShapeError` when they do not fill it.
  public init(validating scalars: [Float], shape: Shape) throws(ShapeError) {
    if scalars.count != shape.count {
      throw ShapeError.scalarCount(scalars.count, shape)
    }
    self.init(unchecked: scalars, shape: shape)
  }

  /// Creates a matrix from its rows.
  ///
  /// **Errors:** ends the program when the rows have different lengths.
  public init(rows: [[Float]]) {
    do throws(ShapeError) {
      self = try Tensor(validatingRows: rows)
    } catch {
      ShapeCheck.fail(error)
    }
  }

  /// Creates a matrix from rows that come from outside, such as a table.
  ///
  /// - Parameter rows: The rows, all of one length.
  /// - Throws: `ShapeError` when the rows have different lengths.
  public init(validatingRows rows: [[Float]]) throws(ShapeError) {
    let columns = rows.first?.count ?? 0
    var storage: [Float] = []
    storage.reserveCapacity(rows.count * columns)
    for (index, row) in rows.enumerated() {
      if row.count != columns {
        throw ShapeError.raggedRows(row: index, count: row.count, expected: columns)
      }
      storage.append(contentsOf: row)
    }
    self.init(unchecked: storage, shape: Shape(rows.count, columns))
  }

  /// Creates a tensor in which every scalar is the same.
  public init(repeating value: Float, shape: Shape) {
    self.init(unchecked: [Float](repeating: value, count: shape.count), shape: shape)
  }

  /// Creates a tensor of zeros.
  ///
  ///     let bias = Tensor(zeros: [10])
  public init(zeros shape: Shape) {
    self.init(repeating: 0, shape: shape)
  }

  /// Creates a tensor of ones.
  public init(ones shape: Shape) {
    self.init(repeating: 1, shape: shape)
  }

  /// Creates the identity matrix: ones on the diagonal, zeros elsewhere.
  ///
  /// **Shapes:** `[size, size]`.
  public init(identity size: Int) {
    self.init(zeros: [size, size])
    for index in 0..<size { storage[index * size + index] = 1 }
  }

  /// Creates `count` evenly spaced numbers from `start` to `end`, both included.
  ///
  /// x_i = start + i · (end − start) / (count − 1)
  ///
  ///     Tensor(from: 0, through: 1, count: 5)    // [0, 0.25, 0.5, 0.75, 1]
  ///
  /// **Errors:** ends the program when the count is negative.
  public init(from start: Float, through end: Float, count: Int) {
    if count < 0 { ShapeCheck.fail(.negativeCount("Tensor(from:through:count:)", count)) }
    // Weights instead of a step: the last number is then exactly `end`.
    let steps = Float(Swift.max(count - 1, 1))
    let scalars = (0..<count).map { index in
      let weight = Float(index) / steps
      return start * (1 - weight) + end * weight
    }
    self.init(unchecked: scalars, shape: Shape(count))
  }

  /// Creates the whole numbers of a range as a vector.
  ///
  ///     Tensor(range: 0..<4)    // [0, 1, 2, 3]
  public init(range: Range<Int>) {
    self.init(Array(range))
  }

  /// Creates one row per label, with a one in the label's column and zeros elsewhere.
  ///
  ///     Tensor(oneHot: [2, 0], classes: 3)    // [[0, 0, 1], [1, 0, 0]]
  ///
  /// **Shapes:** `[labels.count, classes]`.
  ///
  /// **Errors:** ends the program when a label is not in `0..<classes`.
  public init(oneHot labels: [Int], classes: Int) {
    self.init(zeros: [labels.count, classes])
    for (row, label) in labels.enumerated() {
      if label < 0 || label >= classes { ShapeCheck.fail(.label(label, classes: classes)) }
      storage[row * classes + label] = 1
    }
  }

  /// Creates a row for each label of a tensor, with a one in the label's column and zeros
  /// elsewhere.
  ///
  /// **Shapes:** `[…, classes]` for labels of shape `[…]`.
  ///
  /// **Errors:** ends the program when a label is not a whole number in `0..<classes`.
  public init(oneHot labels: Tensor, classes: Int) {
    let positions = labels.storage.map { label in
      guard let position = Int(exactly: label) else { ShapeCheck.fail(.labelNotWhole(label)) }
      return position
    }
    let shape = labels.shape.inserting(classes, at: labels.rank)
    self = Tensor(oneHot: positions, classes: classes).reshaped(to: shape)
  }
}
