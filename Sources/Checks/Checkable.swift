/// A value that can be given to `check`.
public protocol Checkable {
  /// The value as the runner sees it.
  var checkValue: CheckValue { get }
}

extension CheckValue: Checkable {
  /// The value itself.
  public var checkValue: CheckValue { self }
}

extension Bool: Checkable {
  /// The truth value.
  public var checkValue: CheckValue { .truth(self) }
}

extension Double: Checkable {
  /// The number.
  public var checkValue: CheckValue { .number(self) }
}

extension Float: Checkable {
  /// The number, widened.
  public var checkValue: CheckValue { .number(Double(self)) }
}

extension Int: Checkable {
  /// The number; beyond 2⁵³ the nearest `Double`.
  public var checkValue: CheckValue { .number(Double(self)) }
}

extension UInt8: Checkable {
  /// The number.
  public var checkValue: CheckValue { .number(Double(self)) }
}

extension UInt64: Checkable {
  /// The number; beyond 2⁵³ the nearest `Double`.
  public var checkValue: CheckValue { .number(Double(self)) }
}

extension String: Checkable {
  /// The text.
  public var checkValue: CheckValue { .text(self) }
}

extension Substring: Checkable {
  /// The text.
  public var checkValue: CheckValue { .text(String(self)) }
}

extension Character: Checkable {
  /// The character as a text.
  public var checkValue: CheckValue { .text(String(self)) }
}

extension Optional: Checkable where Wrapped: Checkable {
  /// The wrapped value, or nothing.
  public var checkValue: CheckValue { self?.checkValue ?? .nothing }
}

extension Array: Checkable where Element: Checkable {
  /// Numbers of one shape stacked, anything else as a list.
  public var checkValue: CheckValue { stacked(map(\.checkValue)) }
}

extension ArraySlice: Checkable where Element: Checkable {
  /// Numbers of one shape stacked, anything else as a list.
  public var checkValue: CheckValue { stacked(map(\.checkValue)) }
}

private func stacked(_ values: [CheckValue]) -> CheckValue {
  var shape: [Int]?
  var scalars: [Double] = []
  for value in values {
    switch value {
    case .number(let number) where shape ?? [] == []:
      shape = []
      scalars.append(number)
    case .numbers(let innerShape, let innerScalars) where shape == nil || shape == innerShape:
      shape = innerShape
      scalars.append(contentsOf: innerScalars)
    default: return .list(values)
    }
  }
  return .numbers(shape: [values.count] + (shape ?? []), scalars: scalars)
}
