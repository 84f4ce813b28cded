import Wire

/// A value that a check observed: what crosses from the process of the cells to the runner.
///
/// Numbers of every type become `Double`, and rectangular arrays of numbers become one array with a
/// shape, so that `[0, 0, 2]`, a `[Float]` and a `Tensor` of the same numbers are the same observation.
public indirect enum CheckValue: Sendable, Equatable {
  /// Nothing: an absent optional.
  case nothing
  /// A truth value.
  case truth(Bool)
  /// A single number.
  case number(Double)
  /// Numbers in row-major order; the product of `shape` is the count of `scalars`.
  case numbers(shape: [Int], scalars: [Double])
  /// A text.
  case text(String)
  /// Values that are not all numbers.
  case list([CheckValue])
  /// A figure: the labels of its series, in drawing order, and how many points each holds.
  case figure(title: String, series: [String], counts: [Int])
}

extension CheckValue: WireCodable {
  /// How deep lists may nest in a frame: decoding is recursive, and the frame may be hostile.
  private static let maximumDepth = 16

  /// Appends the value to a frame.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .nothing:
      writer.write(UInt8(0))
    case .truth(let truth):
      writer.write(UInt8(1))
      writer.write(truth)
    case .number(let number):
      writer.write(UInt8(2))
      writer.write(number)
    case .numbers(let shape, let scalars):
      writer.write(UInt8(3))
      writer.write(list: shape) { $1.write($0) }
      writer.write(scalars)
    case .text(let text):
      writer.write(UInt8(4))
      writer.write(text)
    case .list(let values):
      writer.write(UInt8(5))
      writer.write(list: values) { $0.encode(into: &$1) }
    case .figure(let title, let series, let counts):
      writer.write(UInt8(6))
      writer.write(title)
      writer.write(list: series) { $1.write($0) }
      writer.write(list: counts) { $1.write($0) }
    }
  }

  /// Reads a value back.
  public init(from reader: inout WireReader) throws(WireError) {
    self = try Self.decode(from: &reader, depth: 0)
  }

  private static func decode(
    from reader: inout WireReader, depth: Int
  ) throws(WireError) -> CheckValue {
    guard depth < maximumDepth else { throw .malformed("lists nested too deep") }
    switch try reader.readByte() {
    case 0: return .nothing
    case 1: return .truth(try reader.readBool())
    case 2: return .number(try reader.readDouble())
    case 3:
      let shape = try reader.readList { (reader) throws(WireError) in try reader.readInt() }
      let scalars = try reader.readDoubles()
      guard Self.count(of: shape) == scalars.count else { throw .malformed("shape and count") }
      return .numbers(shape: shape, scalars: scalars)
    case 4: return .text(try reader.readString())
    case 5:
      return .list(
        try reader.readList { (reader) throws(WireError) in
          try decode(from: &reader, depth: depth + 1)
        })
    case 6:
      let title = try reader.readString()
      let series = try reader.readList { (reader) throws(WireError) in try reader.readString() }
      let counts = try reader.readList { (reader) throws(WireError) in try reader.readInt() }
      guard series.count == counts.count else { throw .malformed("series and counts") }
      return .figure(title: title, series: series, counts: counts)
    case let tag: throw .malformed("check value tag \(tag)")
    }
  }

  /// The product of the dimensions, or nil when one is negative or the product does not fit.
  private static func count(of shape: [Int]) -> Int? {
    var count = 1
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}

extension CheckValue {
  /// The value as it is written in messages: short, and with few digits.
  public var summary: String {
    switch self {
    case .nothing: return "nothing"
    case .truth(let truth): return truth ? "true" : "false"
    case .number(let number): return formatted(number)
    case .numbers(let shape, let scalars):
      if shape.count == 1 && scalars.count <= 8 {
        return "[" + scalars.map(formatted).joined(separator: ", ") + "]"
      }
      let first = scalars.prefix(4).map(formatted).joined(separator: ", ")
      let rest = scalars.count > 4 ? ", …" : ""
      return "[\(first)\(rest)] of shape \(shape)"
    case .text(let text): return "\"\(shortened(text, to: 80))\""
    case .list(let values):
      let first = values.prefix(6).map(\.summary).joined(separator: ", ")
      return "[\(first)\(values.count > 6 ? ", …" : "")]"
    case .figure(let title, let series, _):
      let names = series.prefix(8).map { "\"\(shortened($0, to: 40))\"" }.joined(separator: ", ")
      return "the figure \"\(shortened(title, to: 60))\" with series [\(names)]"
    }
  }
}

/// A number as people write it: up to six significant digits, no trailing zeros.
func formatted(_ number: Double) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "-∞" : "∞" }
  if number == number.rounded() && abs(number) < 1e15 { return String(Int(number)) }
  let magnitude = abs(number)
  if magnitude >= 1e-4 && magnitude < 1e6 {
    // Six significant digits, by rounding at the right decimal place.
    var decimals = 6
    var power = 1.0
    while decimals > 0 && magnitude >= power {
      power *= 10
      decimals -= 1
    }
    if magnitude < 1 {
      var threshold = 0.1
      while magnitude < threshold {
        threshold /= 10
        decimals += 1
      }
    }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return trimmed((number * scale).rounded() / scale)
  }
  var exponent = 0
  var mantissa = magnitude
  while mantissa >= 10 {
    mantissa /= 10
    exponent += 1
  }
  while mantissa < 1 {
    mantissa *= 10
    exponent -= 1
  }
  mantissa = (mantissa * 1e5).rounded() / 1e5
  if mantissa >= 10 {
    mantissa /= 10
    exponent += 1
  }
  return "\(number < 0 ? "-" : "")\(trimmed(mantissa))e\(exponent)"
}

private func trimmed(_ number: Double) -> String {
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func shortened(_ text: String, to count: Int) -> String {
  text.count > count ? text.prefix(count) + "…" : text
}
