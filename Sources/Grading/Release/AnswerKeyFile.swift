import Checks
import Foundation
import Notebooks

/// The answer key of the visible checks, as it lies beside the students' copy of a practical.
///
/// It holds what the author's solution gave for the checks that say `.matchesReference()`, and nothing of
/// hidden checks. With it those checks can be judged at home.
public struct AnswerKeyFile: Sendable, Equatable, Codable {
  /// The slug of the practical.
  public var practical: String
  /// The seed of the author's run; with another seed the values differ.
  public var seed: UInt64
  /// The checks.
  public var checks: [Check]

  /// One check.
  public struct Check: Sendable, Equatable, Codable {
    /// The id of the check's cell.
    public var cell: String
    /// The check's name.
    public var name: String
    /// What the author's solution gave.
    public var value: KeyValue
  }

  /// The largest key that is read, in bytes.
  private static let maximumSize = 16 << 20

  /// Takes from an author's run what students may have.
  ///
  /// - Parameters:
  ///   - outcome: the author's run.
  ///   - author: the author's practical.
  public init(visiblePartOf outcome: RunOutcome, author: Practical) {
    practical = author.slug
    seed = outcome.result.seed
    let hidden = Set(author.cells.filter(\.isHidden).map(\.id))
    checks = outcome.key.entries.compactMap { entry in
      guard case .reference = entry.expectation, let value = entry.value,
        !hidden.contains(entry.cell)
      else { return nil }
      return Check(cell: entry.cell, name: entry.name, value: KeyValue(value))
    }
  }

  /// Reads the key beside a practical.
  ///
  /// - Parameters:
  ///   - path: the path of the practical's Markdown file.
  ///   - seed: the seed of the run that is to be judged.
  /// - Returns: the key, or nil where there is none for this seed.
  public static func read(beside path: String, seed: UInt64) -> AnswerKey? {
    let place = Self.place(beside: path)
    guard
      let size = try? FileManager.default.attributesOfItem(atPath: place)[.size] as? Int,
      size <= maximumSize, let data = FileManager.default.contents(atPath: place),
      let file = try? decoder.decode(AnswerKeyFile.self, from: data), file.seed == seed
    else { return nil }
    return AnswerKey(
      entries: file.checks.compactMap { check in
        check.value.checkValue.map {
          AnswerKey.Entry(
            cell: check.cell, name: check.name, expectation: .matchesReference(), points: nil,
            value: $0)
        }
      })
  }

  /// The path of the key that belongs to a Markdown file.
  public static func place(beside path: String) -> String {
    (path.hasSuffix(".md") ? String(path.dropLast(3)) : path) + ".key.json"
  }

  /// The text of the file.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }
}

/// A check's value, as a key file spells it.
public indirect enum KeyValue: Sendable, Equatable, Codable {
  /// Nothing.
  case nothing
  /// A truth value.
  case truth(Bool)
  /// A number.
  case number(Double)
  /// Numbers in row-major order.
  case numbers(shape: [Int], scalars: [Double])
  /// A text.
  case text(String)
  /// Values that are not all numbers.
  case list([KeyValue])
  /// A figure.
  case figure(title: String, series: [String], counts: [Int])

  /// Spells a value.
  init(_ value: CheckValue) {
    self =
      switch value {
      case .nothing: .nothing
      case .truth(let truth): .truth(truth)
      case .number(let number): .number(number)
      case .numbers(let shape, let scalars): .numbers(shape: shape, scalars: scalars)
      case .text(let text): .text(text)
      case .list(let values): .list(values.map(KeyValue.init))
      case .figure(let title, let series, let counts):
        .figure(title: title, series: series, counts: counts)
      }
  }

  /// The value; nil where the numbers do not fill their shape.
  var checkValue: CheckValue? {
    switch self {
    case .nothing: return .nothing
    case .truth(let truth): return .truth(truth)
    case .number(let number): return .number(number)
    case .numbers(let shape, let scalars):
      let isWhole = shape.allSatisfy { $0 >= 0 && $0 <= scalars.count }
      guard isWhole, shape.reduce(1, &*) == scalars.count else { return nil }
      return .numbers(shape: shape, scalars: scalars)
    case .text(let text): return .text(text)
    case .list(let values):
      let inner = values.compactMap(\.checkValue)
      return inner.count == values.count ? .list(inner) : nil
    case .figure(let title, let series, let counts):
      return series.count == counts.count
        ? .figure(title: title, series: series, counts: counts) : nil
    }
  }
}
