/// Whether a value met an expectation, and why not.
public struct Judgement: Sendable, Equatable {
  /// Whether the value is as expected.
  public var isRight: Bool
  /// What was expected and what came, in one line.
  public var message: String

  /// Makes a judgement.
  public init(isRight: Bool, message: String) {
    self.isRight = isRight
    self.message = message
  }

  static func right(_ message: String = "") -> Judgement {
    Judgement(isRight: true, message: message)
  }

  static func wrong(_ message: String) -> Judgement { Judgement(isRight: false, message: message) }
}

extension Expectation {
  /// Judges an observed value.
  ///
  /// - Parameters:
  ///   - value: what the student's process reported.
  ///   - reference: what the author's solution reported for the same check, where that is known.
  /// - Returns: the judgement, or nil when a reference is needed and there is none.
  public func judge(_ value: CheckValue, reference: CheckValue?) -> Judgement? {
    switch self {
    case .value(let expected, let tolerance, let mistakes):
      var judgement = compare(value, with: expected, tolerance: tolerance)
      if !judgement.isRight,
        let mistake = mistakes.first(where: { $0.explains(value, tolerance: tolerance) })
      {
        judgement.message += ": \(mistake.cause)"
      }
      return judgement
    case .reference(let tolerance):
      guard let reference else { return nil }
      return compare(value, with: reference, tolerance: tolerance)
    case .minimum(let bound):
      return judgeEach(value, "at least \(formatted(bound))") { $0 >= bound }
    case .maximum(let bound):
      return judgeEach(value, "at most \(formatted(bound))") { $0 <= bound }
    case .range(let lower, let upper):
      return judgeEach(value, "a number from \(formatted(lower)) to \(formatted(upper))") {
        $0 >= lower && $0 <= upper
      }
    case .dimensions(let dimensions):
      guard let shape = value.shape else {
        return .wrong("expected an array of shape \(dimensions), got \(value.summary)")
      }
      return shape == dimensions
        ? .right() : .wrong("expected shape \(dimensions), got \(shape)")
    case .falling(let strictly): return judgeFalling(value, strictly: strictly)
    case .element(let element): return judgeContains(value, element)
    case .accuracy(let labels, let share): return judgeAccuracy(value, labels, share)
    case .series(let names): return judgeSeries(value, names)
    }
  }
}

extension CheckValue {
  /// The dimensions; a single number has none.
  var shape: [Int]? {
    switch self {
    case .number: []
    case .numbers(let shape, _): shape
    default: nil
    }
  }

  /// The numbers in row-major order, where the value is made of numbers.
  var scalars: [Double]? {
    switch self {
    case .number(let number): [number]
    case .numbers(_, let scalars): scalars
    default: nil
    }
  }
}

/// The slack for a number when a check does not say: the rounding of a few operations in `Float`.
private func slack(for expected: Double, _ tolerance: Double?) -> Double {
  tolerance ?? (expected.isFinite ? 1e-5 * max(1, abs(expected)) : 0)
}

private func isClose(_ value: Double, _ expected: Double, _ tolerance: Double?) -> Bool {
  if value == expected || (value.isNaN && expected.isNaN) { return true }
  return abs(value - expected) <= slack(for: expected, tolerance)
}

private func described(_ expected: Double, _ tolerance: Double?) -> String {
  let slack = slack(for: expected, tolerance)
  let isWhole = tolerance == nil && expected == expected.rounded()
  return slack == 0 || isWhole
    ? formatted(expected) : "\(formatted(expected)) ± \(formatted(slack))"
}

private func compare(
  _ value: CheckValue, with expected: CheckValue, tolerance: Double?
) -> Judgement {
  switch (value, expected) {
  case (.number(let number), .number(let wanted)):
    return isClose(number, wanted, tolerance)
      ? .right() : .wrong("expected \(described(wanted, tolerance)), got \(formatted(number))")
  case (.numbers(let shape, let scalars), .numbers(let wantedShape, let wanted)):
    return compareArrays(shape, scalars, wantedShape, wanted, tolerance)
  case (.list(let values), .list(let wanted)) where values.count == wanted.count:
    for (index, pair) in zip(values, wanted).enumerated() {
      let judgement = compare(pair.0, with: pair.1, tolerance: tolerance)
      if !judgement.isRight { return .wrong("at [\(index)]: \(judgement.message)") }
    }
    return .right()
  case (.list(let values), .list(let wanted)):
    return .wrong(
      "expected \(wanted.count) values, got \(values.count)"
        + difference(between: values, and: wanted, tolerance))
  default:
    return value == expected
      ? .right() : .wrong("expected \(expected.summary), got \(value.summary)")
  }
}

/// Where two lists of different lengths part, in words.
private func difference(
  between values: [CheckValue], and wanted: [CheckValue], _ tolerance: Double?
) -> String {
  for (index, pair) in zip(values, wanted).enumerated() {
    let judgement = compare(pair.0, with: pair.1, tolerance: tolerance)
    if !judgement.isRight { return "; at [\(index)]: \(judgement.message)" }
  }
  if values.count < wanted.count {
    return "; [\(values.count)] is missing: \(wanted[values.count].summary)"
  }
  return "; [\(wanted.count)] is one too many: \(values[wanted.count].summary)"
}

private func compareArrays(
  _ shape: [Int], _ scalars: [Double], _ wantedShape: [Int], _ wanted: [Double],
  _ tolerance: Double?
) -> Judgement {
  guard shape == wantedShape else {
    let isTransposed = shape.count == 2 && wantedShape == shape.reversed()
    let remark = isTransposed ? " (rows and columns exchanged?)" : ""
    return .wrong("expected shape \(wantedShape), got \(shape)\(remark)")
  }
  let wrong = scalars.indices.filter { !isClose(scalars[$0], wanted[$0], tolerance) }
  guard let first = wrong.first else { return .right() }
  let place = "at \(position(first, in: shape)): "
  let share = scalars.count > 1 ? " (\(wrong.count) of \(scalars.count) values differ)" : ""
  return .wrong(
    "\(place)expected \(described(wanted[first], tolerance)), got \(formatted(scalars[first]))"
      + share)
}

/// The index of a scalar, as one index per dimension.
private func position(_ index: Int, in shape: [Int]) -> [Int] {
  var rest = index
  var position: [Int] = []
  for dimension in shape.reversed() {
    position.append(dimension == 0 ? 0 : rest % dimension)
    rest = dimension == 0 ? 0 : rest / dimension
  }
  return position.reversed()
}

private func judgeEach(
  _ value: CheckValue, _ wanted: String, _ isRight: (Double) -> Bool
) -> Judgement {
  guard let scalars = value.scalars, !scalars.isEmpty else {
    return .wrong("expected \(wanted), got \(value.summary)")
  }
  guard let wrong = scalars.firstIndex(where: { !isRight($0) }) else {
    return .right(scalars.count == 1 ? "got \(formatted(scalars[0]))" : "")
  }
  let place = scalars.count > 1 ? "at \(position(wrong, in: value.shape ?? [])): " : ""
  return .wrong("\(place)expected \(wanted), got \(formatted(scalars[wrong]))")
}

private func judgeFalling(_ value: CheckValue, strictly: Bool) -> Judgement {
  guard let scalars = value.scalars, let first = scalars.first, let last = scalars.last,
    scalars.count > 1
  else { return .wrong("expected two or more falling numbers, got \(value.summary)") }
  if strictly {
    for index in 1..<scalars.count where !(scalars[index] < scalars[index - 1]) {
      return .wrong(
        "expected each number below the one before, got \(formatted(scalars[index - 1])) then "
          + "\(formatted(scalars[index])) at [\(index)]")
    }
    return .right()
  }
  return last < first
    ? .right("from \(formatted(first)) to \(formatted(last))")
    : .wrong("expected falling numbers, got \(formatted(first)) first and \(formatted(last)) last")
}

private func judgeContains(_ value: CheckValue, _ element: CheckValue) -> Judgement {
  switch (value, element) {
  case (.text(let text), .text(let part)):
    if part.isEmpty || text.firstRange(of: part) != nil { return .right() }
  case (.list(let values), _):
    if values.contains(where: { compare($0, with: element, tolerance: nil).isRight }) {
      return .right()
    }
  case (.numbers(_, let scalars), .number(let number)):
    if scalars.contains(where: { isClose($0, number, nil) }) { return .right() }
  default: break
  }
  return .wrong("expected something that contains \(element.summary), got \(value.summary)")
}

private func judgeAccuracy(
  _ value: CheckValue, _ labels: [Double], _ share: Double
) -> Judgement {
  guard let predictions = value.scalars, predictions.count == labels.count, !labels.isEmpty else {
    return .wrong("expected \(labels.count) predicted labels, got \(value.summary)")
  }
  let right = zip(predictions, labels).count { $0 == $1 }
  let accuracy = Double(right) / Double(labels.count)
  let text = "\(right) of \(labels.count) right, an accuracy of \(formatted(accuracy))"
  return accuracy >= share
    ? .right(text) : .wrong("expected an accuracy of at least \(formatted(share)), got \(text)")
}

private func judgeSeries(_ value: CheckValue, _ names: [String]) -> Judgement {
  guard case .figure(_, let series, let counts) = value else {
    return .wrong("expected a figure with series \(names), got \(value.summary)")
  }
  for name in names {
    guard let index = series.firstIndex(of: name) else {
      return .wrong("expected a series named \"\(name)\" in the figure, got \(value.summary)")
    }
    if counts[index] == 0 { return .wrong("the series \"\(name)\" of the figure has no points") }
  }
  return .right()
}
