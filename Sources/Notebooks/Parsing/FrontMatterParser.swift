import Yams

/// Parses the YAML between `---` lines at the head of a file.
struct FrontMatterParser {
  /// The settings, and the 1-based line where the Markdown starts.
  struct Result {
    /// The settings; the title is empty when the file gives none.
    var frontMatter: FrontMatter
    /// The 1-based line after the front matter.
    var bodyLine: Int
  }

  private enum Key: String, CaseIterable {
    case number, title, data, seed, timeout, memory, settings
  }

  private let yaml: YAMLText
  private var result = FrontMatter(title: "")

  /// Parses the head of a source; a source without front matter has the defaults.
  static func parse(_ source: SourceFile) throws(Diagnostic) -> Result {
    let head = try FrontMatterText(of: source)
    guard let yaml = head.yaml else {
      return Result(frontMatter: FrontMatter(title: ""), bodyLine: head.bodyLine)
    }
    var parser = FrontMatterParser(yaml: yaml)
    try parser.parse(head)
    return Result(frontMatter: parser.result, bodyLine: head.bodyLine)
  }

  private init(yaml: YAMLText) { self.yaml = yaml }

  private mutating func parse(_ head: FrontMatterText) throws(Diagnostic) {
    let all = "the keys are number, title, data, seed, timeout, memory and settings"
    for entry in try head.entries(keys: all) {
      let name = entry.key.text
      guard let key = Key(rawValue: name) else {
        throw yaml.source.diagnostic(
          "there is no front matter key \(name.quotedForMessage)", at: entry.key.location,
          help: Suggestion.help(for: name, among: Key.allCases.map(\.rawValue), all: all))
      }
      try set(key, to: entry.value)
    }
  }

  private mutating func set(_ key: Key, to value: Node) throws(Diagnostic) {
    switch key {
    case .number:
      result.number = try wholeNumber(
        value, in: 1...Int.max, "`number` must be a whole number from 1", help: "write `number: 2`")
    case .seed:
      result.seed = try wholeNumber(
        value, in: 0...UInt64(Int64.max), "`seed` must be a whole number from 0 to 2^63 - 1",
        help: "write `seed: 389`")
    case .title:
      let text = try yaml.scalar(value, of: "title").string
      result.title = text.onOneLine
      guard !result.title.isEmpty else {
        throw error(OptionName.title.problem(text), at: value, help: OptionName.title.help)
      }
    case .data: result.data = try names(value)
    case .timeout:
      let text = try yaml.scalar(value, of: "timeout").string
      guard let seconds = OptionValue.seconds(text) else {
        throw error(OptionName.timeout.problem(text), at: value, help: OptionName.timeout.help)
      }
      result.timeout = seconds
    case .memory:
      let text = try yaml.scalar(value, of: "memory").string
      guard let bytes = OptionValue.bytes(text) else {
        throw error(OptionName.memory.problem(text), at: value, help: OptionName.memory.help)
      }
      result.memory = bytes
    case .settings: result.settings = try settings(value)
    }
  }

  private func wholeNumber<Number: FixedWidthInteger>(
    _ node: Node, in range: ClosedRange<Number>, _ problem: String, help: String
  ) throws(Diagnostic) -> Number {
    // A quoted number is a text in YAML.
    guard let scalar = node.scalar, scalar.style == .plain,
      let number: Number = OptionValue.wholeNumber(scalar.string), range.contains(number)
    else { throw error(problem, at: node, help: help) }
    return number
  }

  private func names(_ node: Node) throws(Diagnostic) -> [String] {
    let help = "write the names of data sets like `data: [mnist-5k, sms-spam]`"
    guard let sequence = node.sequence else {
      throw error("`data` must be a list", at: node, help: help)
    }
    var names: [String] = []
    for item in sequence {
      let name = item.scalar?.string ?? ""
      guard !name.isEmpty,
        name.utf8.allSatisfy({ Identifier.allows($0) && $0 != UInt8(ascii: "_") }),
        name == name.lowercased()
      else {
        throw error(
          "\(name.quotedForMessage) is no name of a data set", at: item,
          help: "use small letters, digits and `-`, as in `data: [mnist-5k]`")
      }
      names.append(name)
    }
    return names
  }

  private func settings(_ node: Node) throws(Diagnostic) -> [String: String] {
    guard let mapping = node.mapping else {
      throw error(
        "`settings` must be a mapping", at: node,
        help: "write each setting on a line of its own, indented, like `  epochs: 3`")
    }
    var settings: [String: String] = [:]
    for (key, value) in mapping {
      let name = LocatedText(text: key.scalar?.string ?? "", location: yaml.location(of: key))
      try Identifier.validate(name, what: "the name of the setting", in: yaml.source)
      settings[name.text] = try yaml.scalar(value, of: name.text).string
    }
    return settings
  }

  private func error(_ message: String, at node: Node, help: String) -> Diagnostic {
    yaml.source.diagnostic(message, at: yaml.location(of: node), help: help)
  }
}
