import Wire

/// What a check expects of the value that it observes.
///
/// An expectation is data and never code, so that the runner can judge a value without running anything
/// beside the student's code.
public enum Expectation: Sendable, Equatable {
  /// The value itself; numbers may be off by the tolerance, or by a small default. Wrong values that
  /// are known come with what they say.
  case value(CheckValue, tolerance: Double?, mistakes: [Mistake] = [])
  /// The value that the author's solution gave.
  case reference(tolerance: Double?)
  /// Every number is at least this.
  case minimum(Double)
  /// Every number is at most this.
  case maximum(Double)
  /// Every number lies between the two, both included.
  case range(Double, Double)
  /// The array has these dimensions.
  case dimensions([Int])
  /// Numbers that fall: each is smaller than the one before, or only the last than the first.
  case falling(strictly: Bool)
  /// The text holds this text, or the list this value.
  case element(CheckValue)
  /// Predicted labels that agree with the held-out labels at least this often.
  case accuracy(labels: [Double], atLeast: Double)
  /// A figure with series of these names.
  case series([String])
}

extension Expectation {
  /// The value equals `expected`; each number may be off by `tolerance`.
  ///
  /// Without a tolerance a number may be off by 10⁻⁵ · max(1, |expected|), the rounding of `Float`.
  ///
  ///     check("their deviation", deviation([1, 3]), .equals(1, mistakes: [2: "not divided by n"]))
  ///
  /// - Parameters:
  ///   - expected: the right value.
  ///   - tolerance: by how much each number may be off.
  ///   - mistakes: wrong values that students are likely to get, each with what it comes from; a check that
  ///     fails with one of them says so.
  /// - Returns: the expectation.
  public static func equals(
    _ expected: some Checkable, tolerance: Double? = nil, mistakes: KnownMistakes = [:]
  ) -> Expectation {
    .value(expected.checkValue, tolerance: tolerance, mistakes: mistakes.list)
  }

  /// The value equals what the author's solution gives.
  public static func matchesReference(tolerance: Double? = nil) -> Expectation {
    .reference(tolerance: tolerance)
  }

  /// Every number is at least `bound`.
  public static func atLeast(_ bound: Double) -> Expectation { .minimum(bound) }

  /// Every number is at most `bound`.
  public static func atMost(_ bound: Double) -> Expectation { .maximum(bound) }

  /// Every number lies in the range, its ends included.
  public static func within(_ range: ClosedRange<Double>) -> Expectation {
    .range(range.lowerBound, range.upperBound)
  }

  /// The tensor or array has these dimensions.
  public static func shape(_ dimensions: [Int]) -> Expectation { .dimensions(dimensions) }

  /// The numbers fall: the last is smaller than the first, or with `strictly` each than its predecessor.
  public static func decreasing(strictly: Bool) -> Expectation { .falling(strictly: strictly) }

  /// The numbers fall: the last is smaller than the first.
  public static var decreasing: Expectation { .falling(strictly: false) }

  /// The text contains the text, or the list contains the value.
  public static func contains(_ element: some Checkable) -> Expectation {
    .element(element.checkValue)
  }

  /// The predicted labels agree with the held-out labels in at least this share of the cases.
  public static func accuracy(
    against heldOut: some Checkable, atLeast share: Double
  ) -> Expectation {
    switch heldOut.checkValue {
    case .numbers(_, let scalars): .accuracy(labels: scalars, atLeast: share)
    default: .accuracy(labels: [], atLeast: share)
    }
  }

  /// The figure has series with these names.
  public static func figure(series: [String]) -> Expectation { .series(series) }
}

extension Expectation: WireCodable {
  /// Appends the expectation to a frame.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .value(let value, let tolerance, let mistakes):
      writer.write(UInt8(0))
      writer.write(value)
      writer.write(optional: tolerance) { $1.write($0) }
      writer.write(list: mistakes) { $0.encode(into: &$1) }
    case .reference(let tolerance):
      writer.write(UInt8(1))
      writer.write(optional: tolerance) { $1.write($0) }
    case .minimum(let bound):
      writer.write(UInt8(2))
      writer.write(bound)
    case .maximum(let bound):
      writer.write(UInt8(3))
      writer.write(bound)
    case .range(let lower, let upper):
      writer.write(UInt8(4))
      writer.write(lower)
      writer.write(upper)
    case .dimensions(let dimensions):
      writer.write(UInt8(5))
      writer.write(list: dimensions) { $1.write($0) }
    case .falling(let strictly):
      writer.write(UInt8(6))
      writer.write(strictly)
    case .element(let element):
      writer.write(UInt8(7))
      writer.write(element)
    case .accuracy(let labels, let share):
      writer.write(UInt8(8))
      writer.write(labels)
      writer.write(share)
    case .series(let names):
      writer.write(UInt8(9))
      writer.write(list: names) { $1.write($0) }
    }
  }

  /// Reads an expectation back.
  public init(from reader: inout WireReader) throws(WireError) {
    func tolerance() throws(WireError) -> Double? {
      try reader.readOptional { (reader) throws(WireError) in try reader.readDouble() }
    }
    switch try reader.readByte() {
    case 0:
      let value = try CheckValue(from: &reader)
      let slack = try tolerance()
      let mistakes = try reader.readList { (reader) throws(WireError) in
        try Mistake(from: &reader)
      }
      guard mistakes.count <= Mistake.maximumCount else { throw .malformed("too many mistakes") }
      self = .value(value, tolerance: slack, mistakes: mistakes)
    case 1: self = .reference(tolerance: try tolerance())
    case 2: self = .minimum(try reader.readDouble())
    case 3: self = .maximum(try reader.readDouble())
    case 4:
      let lower = try reader.readDouble()
      self = .range(lower, try reader.readDouble())
    case 5:
      self = .dimensions(
        try reader.readList { (reader) throws(WireError) in try reader.readInt() })
    case 6: self = .falling(strictly: try reader.readBool())
    case 7: self = .element(try CheckValue(from: &reader))
    case 8:
      let labels = try reader.readDoubles()
      self = .accuracy(labels: labels, atLeast: try reader.readDouble())
    case 9:
      self = .series(
        try reader.readList { (reader) throws(WireError) in try reader.readString() })
    case let tag: throw .malformed("expectation tag \(tag)")
    }
  }
}
