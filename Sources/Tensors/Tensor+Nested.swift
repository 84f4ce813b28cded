/// A number, or nested lists of numbers all equally deep: `Float`, `[Float]`, `[[Float]]`, ….
public protocol NestedNumbers {
  /// How deep the lists are; 0 for a number.
  static var nestingDepth: Int { get }

  /// Adds the sizes from here on and all numbers.
  ///
  /// - Parameters:
  ///   - numbers: The numbers so far.
  ///   - sizes: The sizes of the lists, outermost first; those that are not known yet are nil.
  ///   - level: How many lists are around this one.
  /// - Throws: `ShapeError` when two lists of one level differ in size.
  func appendNumbers(
    to numbers: inout [Float], sizes: inout [Int?], level: Int
  ) throws(ShapeError)

  /// Creates the nested lists from what lies at a position in a tensor.
  ///
  /// - Parameters:
  ///   - tensor: The tensor, of as many axes as the outermost lists are deep.
  ///   - axis: The axis that this list runs along.
  ///   - offset: The position of its first number in row-major order.
  init(of tensor: Tensor, axis: Int, offset: Int)
}

extension Float: NestedNumbers {
  /// 0: a number is no list.
  public static var nestingDepth: Int { 0 }

  /// Adds the number.
  public func appendNumbers(
    to numbers: inout [Float], sizes: inout [Int?], level: Int
  ) throws(ShapeError) { numbers.append(self) }

  /// The number at the position.
  public init(of tensor: Tensor, axis: Int, offset: Int) { self = tensor.scalars[offset] }
}

extension Array: NestedNumbers where Element: NestedNumbers {
  /// One more than that of the elements.
  public static var nestingDepth: Int { Element.nestingDepth + 1 }

  /// Adds the elements, one after the other.
  public func appendNumbers(
    to numbers: inout [Float], sizes: inout [Int?], level: Int
  ) throws(ShapeError) {
    if let size = sizes[level], size != count {
      throw .raggedLists(level: level, count: count, expected: size)
    }
    sizes[level] = count
    for element in self { try element.appendNumbers(to: &numbers, sizes: &sizes, level: level + 1) }
  }

  /// The elements along the axis.
  public init(of tensor: Tensor, axis: Int, offset: Int) {
    let (_, size, inner) = tensor.shape.split(at: axis)
    self = (0..<size).map { Element(of: tensor, axis: axis + 1, offset: offset + $0 * inner) }
  }
}

extension Tensor {
  /// Creates a tensor from nested arrays.
  ///
  ///     let images: [[[Float]]] = …
  ///     let x = Tensor(nested: images)    // [images, rows, columns]
  ///
  /// **Shapes:** one axis for each level of arrays; below an empty array all sizes are 0.
  ///
  /// **Errors:** ends the program when two arrays of one level differ in size, or there are more
  /// levels than a tensor has axes.
  ///
  /// - Parameter numbers: The arrays.
  public init<Numbers: NestedNumbers>(nested numbers: Numbers) {
    do throws(ShapeError) {
      try self.init(validatingNested: numbers)
    } catch {
      ShapeCheck.fail(error)
    }
  }

  /// Creates a tensor from nested arrays that come from outside.
  ///
  /// - Parameter numbers: The arrays.
  /// - Throws: `ShapeError` when two arrays of one level differ in size.
  public init<Numbers: NestedNumbers>(validatingNested numbers: Numbers) throws(ShapeError) {
    var sizes = [Int?](repeating: nil, count: Numbers.nestingDepth)
    var scalars: [Float] = []
    if Numbers.nestingDepth > Shape.maximumRank { throw .tooManyAxes(Numbers.nestingDepth) }
    try numbers.appendNumbers(to: &scalars, sizes: &sizes, level: 0)
    self.init(unchecked: scalars, shape: Shape(sizes.map { $0 ?? 0 }))
  }

  /// The scalars as nested arrays.
  ///
  ///     let rows = x.nested(as: [[Float]].self)
  ///
  /// **Errors:** ends the program when the tensor has not one axis for each level of arrays.
  ///
  /// - Parameter type: The type of the arrays, such as `[[Float]].self` for a matrix.
  /// - Returns: The arrays.
  public func nested<Numbers: NestedNumbers>(as type: Numbers.Type) -> Numbers {
    if rank != Numbers.nestingDepth {
      ShapeCheck.fail(
        .rank("nested", expected: "\(Numbers.nestingDepth) axes, as \(type) has levels", shape))
    }
    return Numbers(of: self, axis: 0, offset: 0)
  }
}
