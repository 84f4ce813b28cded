import CellChannel
import Checks

/// What the process of the cells reported about the checks of one cell, and what follows from it.
struct CheckLedger: Sendable {
  /// One check as reported.
  struct Entry: Sendable {
    var name: String
    var report: CheckReport?
    var value: CheckValue?
    /// Why there is no value.
    var reason: String?
  }

  /// The most checks that one cell may report.
  static let maximumCount = 1000

  private(set) var entries: [Entry] = []
  /// The check that is being evaluated.
  private var open: Int?

  /// Takes in that a check begins.
  mutating func start(_ report: CheckReport) {
    guard entries.count < Self.maximumCount else { return }
    open = entries.count
    entries.append(Entry(name: report.name, report: report))
  }

  /// Takes in a value; the first one counts.
  mutating func observe(_ name: String, _ value: CheckValue) {
    guard let open, entries[open].name == name, entries[open].value == nil,
      entries[open].reason == nil
    else { return }
    entries[open].value = value
  }

  /// Whether a check is being evaluated and has neither value nor failure.
  var isEvaluating: Bool {
    guard let open else { return false }
    return entries[open].value == nil && entries[open].reason == nil
  }

  /// Takes in why the check that is being evaluated has no value.
  mutating func fail(_ reason: String) {
    guard let open, isEvaluating else { return }
    entries[open].reason = reason
  }

  /// Judges every check of a cell.
  ///
  /// - Parameters:
  ///   - cell: the cell.
  ///   - practical: the practical that it stands in.
  ///   - failure: why the cell ended early, if it did.
  ///   - references: what the author's solution gave, by check name, where that is known.
  /// - Returns: a result for each check, those that were never reached included.
  func results(
    of cell: Cell, in practical: Practical, failure: String?, references: [String: CheckValue]
  ) -> [CheckResult] {
    var all = entries
    if cell.kind == .check {
      // Checks that were never reached do not vanish.
      let expected = CheckNames.find(in: cell)
      for name in expected where !all.contains(where: { $0.name == name }) {
        all.append(Entry(name: name))
      }
      if all.isEmpty { all.append(Entry(name: cell.title ?? cell.id)) }
    }
    let points = CheckPoints.share(all.map { $0.report?.points }, of: cell, in: practical)
    return zip(all, points).map { entry, points in
      let (status, message) = judge(
        entry, failure: failure, references: references,
        isAuthor: practical.holdsSolution(of: cell.exercise))
      return CheckResult(
        name: entry.name, cell: cell.id, exercise: cell.exercise ?? cell.id, status: status,
        score: status == .passed ? points : 0, maxScore: points, message: message,
        hidden: cell.isHidden)
    }
  }

  private func judge(
    _ entry: Entry, failure: String?, references: [String: CheckValue], isAuthor: Bool
  ) -> (CheckStatus, String) {
    guard let report = entry.report, let value = entry.value else {
      return (.notGradable, entry.reason ?? failure ?? "the check was not reached")
    }
    // The author's own solution is what others are compared with.
    let reference = references[entry.name] ?? (isAuthor ? value : nil)
    guard let judgement = report.expectation.judge(value, reference: reference) else {
      return (.notGradable, "there is no answer key here to compare with; it is graded later")
    }
    return (judgement.isRight ? .passed : .failed, judgement.message)
  }
}

/// The names of checks, as far as they stand in the code as plain texts.
enum CheckNames {
  /// The names in a cell's code, in order.
  static func find(in cell: Cell) -> [String] {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes)
    var texts: [String] = []
    var names: [String] = []
    while let token = scanner.next() {
      texts.append(String(decoding: bytes[token.range], as: UTF8.self))
      guard texts.count >= 3, texts[texts.count - 3] == "check", texts[texts.count - 2] == "(",
        let name = texts.last, token.kind == .literal, name.hasPrefix("\""), name.hasSuffix("\""),
        name.count > 2, !name.contains("\\")
      else { continue }
      names.append(String(name.dropFirst().dropLast()))
    }
    return names
  }
}
