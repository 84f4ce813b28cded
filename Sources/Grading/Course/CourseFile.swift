import Foundation
import Notebooks
import Yams

/// Reads `course.yaml`: a file in, checked rules out, or the first error.
public struct CourseFile {
  private enum Key: String, CaseIterable {
    case title, zone, roster, gradebook, practicals, late, counts, extensions, groups, weights,
      exams
    case groupSize = "group-size"
  }

  /// The name of the file.
  public static let fileName = "course.yaml"

  let yaml: YAMLText
  var rules = CourseRules()

  /// Reads a course.
  ///
  /// - Parameter path: the path of the file, as the user wrote it; paths in the file start from its folder.
  /// - Returns: the rules.
  /// - Throws: what is wrong with the file, and where.
  public static func read(path: String) throws(Diagnostic) -> CourseRules {
    var rules = try parse(CourseText.read(path: path, what: "the file \(fileName) of a course"))
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    func placed(_ path: String) -> String {
      path.hasPrefix("/") ? path : folder.appendingPathComponent(path).standardizedFileURL.path
    }
    rules.roster = rules.roster.map(placed)
    rules.gradebook = rules.gradebook.map(placed)
    rules.exams = rules.exams.map { exam in
      var exam = exam
      if case .scores(let path) = exam.source { exam.source = .scores(placed(path)) }
      return exam
    }
    return rules
  }

  /// Parses a course.
  ///
  /// - Parameter source: the text.
  /// - Returns: the rules, with paths as they are written.
  /// - Throws: what is wrong with the text, and where.
  public static func parse(_ source: SourceFile) throws(Diagnostic) -> CourseRules {
    let start = Location(line: 1, byte: 0)
    guard source.text.utf8.count <= maximumSize else {
      throw source.diagnostic(
        "the file is longer than 256 KiB", at: start, help: "put students into a roster")
    }
    let yaml = YAMLText(source: source, start: start, text: source.text)
    guard let root = try yaml.compose(), !yaml.isNull(root) else { return CourseRules() }
    var file = CourseFile(yaml: yaml)
    try file.read(root)
    return file.rules
  }

  /// The most bytes of a course: YAML is slow to parse.
  private static let maximumSize = 1 << 18

  private mutating func read(_ root: Node) throws(Diagnostic) {
    let entries = try entries(
      root, of: "the course", keys: Key.allCases.map(\.rawValue))
    func value(_ key: Key) -> Node? { entries.first { $0.name == key.rawValue }?.value }
    // Times below are read in the zone, wherever the file gives it.
    if let node = value(.zone) { rules.zone = try zone(node) }
    if let node = value(.title) { rules.title = try text(node, of: "title") }
    if let node = value(.roster) { rules.roster = try text(node, of: "roster") }
    if let node = value(.gradebook) { rules.gradebook = try text(node, of: "gradebook") }
    if let node = value(.late) { rules.late = try policy(node) }
    if let node = value(.counts) { rules.counts = try counting(node) }
    if let node = value(.practicals) { rules.practicals = try practicals(node) }
    if let node = value(.extensions) { rules.extensions = try extensions(node) }
    if let node = value(.groups) { rules.groups = try groups(node) }
    if let node = value(.groupSize) { rules.groupSize = try groupSize(node) }
    if let node = value(.exams) { rules.exams = try exams(node) }
    if let node = value(.weights) { rules.weights = try weights(node) }
  }

  // MARK: Pieces

  /// A key with its value.
  struct Entry {
    var name: String
    var key: Node
    var value: Node
  }

  /// The entries of a mapping; with a list of keys, only those are allowed.
  func entries(
    _ node: Node, of what: String, keys: [String]? = nil
  ) throws(Diagnostic) -> [Entry] {
    guard let mapping = node.mapping else {
      throw error(
        "\(what) must be a mapping", at: node, help: "write `key: value` on lines of their own")
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        throw error("a key of \(what) must be a word", at: key, help: "write `key: value`")
      }
      if let keys, !keys.contains(name) {
        let all = "the keys are \(keys.joined(separator: ", "))"
        throw error(
          "there is no key \(name.quotedForMessage) in \(what)", at: key,
          help: Suggestion.help(for: name, among: keys, all: all))
      }
      entries.append(Entry(name: name, key: key, value: value))
    }
    return entries
  }

  /// The items of a list.
  func items(_ node: Node, of what: String, help: String) throws(Diagnostic) -> [Node] {
    guard let sequence = node.sequence else {
      throw error("`\(what)` must be a list", at: node, help: help)
    }
    return Array(sequence)
  }

  func text(_ node: Node, of key: String) throws(Diagnostic) -> String {
    let text = try yaml.scalar(node, of: key).string.onOneLine
    guard !text.isEmpty, text.utf8.count <= 1000 else {
      throw error("`\(key)` must be a short text", at: node, help: "write `\(key): …`")
    }
    return text
  }

  func number(_ node: Node, of key: String, above least: Double) throws(Diagnostic) -> Double {
    let text = try yaml.scalar(node, of: key).string
    guard let number = CourseNumber.read(text), number >= least, number <= 10_000 else {
      throw error(
        "`\(key)` must be a number from \(CourseNumber.text(least)) to 10000, not "
          + text.quotedForMessage, at: node, help: "write `\(key): 10`")
    }
    return number
  }

  func date(_ node: Node, of key: String) throws(Diagnostic) -> Date {
    let text = try yaml.scalar(node, of: key).string
    do {
      return try CourseTime.date(text, in: rules.zone)
    } catch {
      let zone = rules.zone.identifier
      let message =
        switch error {
        case .malformed: "\(text.quotedForMessage) is no point in time"
        case .skipped: "there is no \(text.quotedForMessage) in \(zone): the clocks go forward"
        case .twice: "\(text.quotedForMessage) comes twice in \(zone): the clocks go back"
        }
      throw self.error(
        message, at: node,
        help: error == .malformed ? CourseTime.forms : "add the offset, as in `-04:00`")
    }
  }

  func policy(_ node: Node) throws(Diagnostic) -> LatePolicy {
    let text = try yaml.scalar(node, of: "late").string
    do {
      return try LatePolicy(text)
    } catch {
      throw self.error(error.message, at: node, help: LatePolicy.forms)
    }
  }

  func counting(_ node: Node) throws(Diagnostic) -> CourseRules.Counting {
    let text = try yaml.scalar(node, of: "counts").string
    guard let counting = CourseRules.Counting(rawValue: text) else {
      throw error(
        "`counts` is not \(text.quotedForMessage)", at: node, help: "write `best` or `last`")
    }
    return counting
  }

  private func zone(_ node: Node) throws(Diagnostic) -> TimeZone {
    let text = try yaml.scalar(node, of: "zone").string
    // Foundation would take `GMT+99` and abbreviations with several meanings.
    guard text == "UTC" || text.contains("/"), let zone = TimeZone(identifier: text) else {
      throw error(
        "there is no time zone \(text.quotedForMessage)", at: node,
        help: "write `UTC` or a name such as `America/New_York`")
    }
    return zone
  }

  func error(_ message: String, at node: Node, help: String) -> Diagnostic {
    yaml.source.diagnostic(message, at: yaml.location(of: node), help: help)
  }
}
