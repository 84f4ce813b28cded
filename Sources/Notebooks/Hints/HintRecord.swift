import Foundation

/// Which hints of a practical were shown, and when: kept beside its results.
public struct HintRecord: Sendable, Equatable, Codable {
  /// A hint that was shown.
  public struct Showing: Sendable, Equatable, Codable {
    /// The exercise.
    public var exercise: String
    /// A digest of the hint's text: a hint that the author changes counts as another.
    public var hint: String
    /// When it was first shown, in the form of ISO 8601.
    public var date: String
  }

  /// The hints that were shown, in order.
  public private(set) var shown: [Showing] = []

  /// The name of the file.
  public static let fileName = "hints.json"

  /// Makes a record of no hints.
  public init() {}

  /// Reads the record of a folder; what cannot be read counts as no record.
  public init(folder: String) {
    let data = FileManager.default.contents(atPath: "\(folder)/\(Self.fileName)")
    self = data.flatMap { try? JSONDecoder().decode(HintRecord.self, from: $0) } ?? HintRecord()
  }

  /// Writes the record to a folder, which is made if needed.
  public func write(folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(
      to: URL(fileURLWithPath: "\(folder)/\(Self.fileName)"), options: .atomic)
  }

  /// Whether a hint was shown.
  public func has(_ hint: Hint) -> Bool {
    let key = Self.key(hint)
    return shown.contains { $0.exercise == hint.exercise && $0.hint == key }
  }

  /// Notes that a hint is shown.
  public mutating func note(_ hint: Hint, at date: Date = Date()) {
    guard !has(hint) else { return }
    shown.append(
      Showing(
        exercise: hint.exercise, hint: Self.key(hint), date: date.formatted(.iso8601)))
  }

  private static func key(_ hint: Hint) -> String { Digest.sha256([hint.markdown]) }
}

extension Practical {
  /// The ids that have hints, in the order of their first hints.
  public var hintedIDs: [String] {
    var seen: Set<String> = []
    return hints.map(\.exercise).filter { seen.insert($0).inserted }
  }

  /// Whether a run solved an exercise: it ran, and every check that grades it passed.
  public func isSolved(_ exercise: String, in result: RunResult) -> Bool {
    guard let cell = result.cells.first(where: { $0.id == exercise }), cell.status == .ok else {
      return false
    }
    let grading = Set(cells.filter { $0.kind == .check && $0.exercise == exercise }.map(\.id))
    let reached = Set(result.checks.filter { grading.contains($0.cell) }.map(\.cell))
    return reached == grading
      && result.checks.allSatisfy { $0.exercise != exercise || $0.status == .passed }
  }
}
