/// A number or a nested list of numbers in the source, on the way to a tensor.
///
/// A number alone is no tensor literal: were it one, every `exp(1)` and `reduce(0, +)` of a cell
/// could mean tensors too, and the compiler would find them ambiguous.
public struct TensorLiteral: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral
{
  @usableFromInline
  let tensor: Tensor

  /// Creates a single number.
  @inlinable
  public init(integerLiteral value: Int) { tensor = Tensor(Float(value)) }

  /// Creates a single number.
  @inlinable
  public init(floatLiteral value: Float) { tensor = Tensor(value) }

  /// Creates a list of numbers or lists.
  ///
  /// **Errors:** ends the program when the elements differ in shape.
  public init(arrayLiteral elements: TensorLiteral...) {
    tensor = Tensor(stackingLiterals: elements)
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// Creates a tensor from nested literals: `[1, 2]` has shape `[2]`, `[[1, 2], [3, 4]]` shape `[2,
  /// 2]`.
  ///
  /// **Errors:** ends the program when the elements differ in shape.
  public init(arrayLiteral elements: TensorLiteral...) {
    self.init(stackingLiterals: elements)
  }

  init(stackingLiterals elements: [TensorLiteral]) {
    guard let first = elements.first?.tensor else {
      self.init(unchecked: [], shape: [0])
      return
    }
    var storage: [Float] = []
    storage.reserveCapacity(elements.count * first.count)
    for (index, element) in elements.enumerated() {
      if element.tensor.shape != first.shape {
        ShapeCheck.fail(.unequalElements(index: index, element.tensor.shape, expected: first.shape))
      }
      storage.append(contentsOf: element.tensor.storage)
    }
    self.init(unchecked: storage, shape: first.shape.inserting(elements.count, at: 0))
  }
}
