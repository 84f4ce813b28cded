import Wire

/// A wrong value that students are likely to get, and what it comes from.
///
/// When a check fails with this very value, its message says so. Like all that a check expects it is
/// data, so that the runner can compare without running anything.
public struct Mistake: Sendable, Equatable {
  /// The wrong value.
  public var value: CheckValue
  /// What it comes from, in a few words.
  public var cause: String

  /// The most mistakes that one check knows.
  static let maximumCount = 16
  /// The most UTF-8 bytes of a cause.
  static let maximumLength = 400

  /// Makes a mistake; a cause that is too long is cut.
  public init(_ value: CheckValue, _ cause: String) {
    self.value = value
    var text = cause
    while text.utf8.count > Self.maximumLength { text.removeLast() }
    self.cause = text
  }
}

/// The mistakes that a check knows, as they are written in it: `[4: "the root is missing"]`.
///
/// The values are literals: numbers, `true`, `false`, texts, and arrays of these. Three digits are enough:
/// each number may be off by 0.2 %, or by as much as that of the right value.
public struct KnownMistakes: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// The mistakes, the more likely first; beyond 16 they are dropped.
  public let list: [Mistake]

  /// Takes the mistakes of a literal.
  public init(dictionaryLiteral elements: (MistakenValue, String)...) {
    list = elements.prefix(Mistake.maximumCount).map { Mistake($0.value, $1) }
  }
}

/// A literal that stands for the wrong value of a check.
public struct MistakenValue: Sendable, Equatable {
  /// The value.
  public let value: CheckValue

  /// What `0.0 / 0.0` gives.
  public static let nan = MistakenValue(value: .number(.nan))
  /// What `1.0 / 0.0` gives.
  public static let infinity = MistakenValue(value: .number(.infinity))
}

extension MistakenValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A number.
  public init(floatLiteral value: Double) { self.value = .number(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self.value = .number(Double(value)) }
}

extension MistakenValue: ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
  /// A truth value.
  public init(booleanLiteral value: Bool) { self.value = .truth(value) }
  /// A text.
  public init(stringLiteral value: String) { self.value = .text(value) }
}

extension MistakenValue: ExpressibleByArrayLiteral {
  /// Numbers of one shape stacked, anything else as a list.
  public init(arrayLiteral elements: MistakenValue...) {
    value = elements.map(\.value).checkValue
  }
}

extension Mistake: WireCodable {
  /// Appends the mistake to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(value)
    writer.write(cause)
  }

  /// Reads a mistake back.
  public init(from reader: inout WireReader) throws(WireError) {
    value = try CheckValue(from: &reader)
    cause = try reader.readString()
    guard cause.utf8.count <= Self.maximumLength else { throw .malformed("the cause of a mistake") }
  }
}

extension Mistake {
  /// Whether a value is this mistake, as far as three digits tell.
  func explains(_ other: CheckValue, tolerance: Double?) -> Bool {
    Self.resembles(other, value, tolerance: tolerance)
  }

  private static func resembles(
    _ value: CheckValue, _ mistaken: CheckValue, tolerance: Double?
  ) -> Bool {
    switch (value, mistaken) {
    case (.number(let number), .number(let wanted)): isNear(number, wanted, tolerance)
    case (.numbers(let shape, let numbers), .numbers(let wantedShape, let wanted)):
      shape == wantedShape && zip(numbers, wanted).allSatisfy { isNear($0, $1, tolerance) }
    case (.list(let values), .list(let wanted)):
      values.count == wanted.count
        && zip(values, wanted).allSatisfy { resembles($0, $1, tolerance: tolerance) }
    default: value == mistaken
    }
  }

  private static func isNear(_ number: Double, _ wanted: Double, _ tolerance: Double?) -> Bool {
    if number == wanted || (number.isNaN && wanted.isNaN) { return true }
    return abs(number - wanted) <= max(tolerance ?? 1e-5, 0.002 * abs(wanted))
      && wanted.isFinite
  }
}
