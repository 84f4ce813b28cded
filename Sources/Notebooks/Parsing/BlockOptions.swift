/// The options of one fence, checked against what the fence is for.
struct BlockOptions {
  private let source: SourceFile
  private let role: BlockRole
  private var values: [OptionName: LocatedText] = [:]

  /// Takes the options between the braces.
  init(_ options: [OptionText], role: BlockRole, in source: SourceFile) throws(Diagnostic) {
    self.source = source
    self.role = role
    for option in options {
      try add(option, ifPresent: "is given twice")
    }
  }

  /// Adds the options of option lines, which must not repeat any.
  mutating func add(lines: [OptionText]) throws(Diagnostic) {
    let inBraces = Set(values.keys.map(\.rawValue))
    for option in lines {
      let isConflict = inBraces.contains(option.key.text)
      try add(
        option,
        ifPresent: isConflict ? "is given in the braces and in an option line" : "is given twice")
    }
  }

  private mutating func add(
    _ option: OptionText, ifPresent problem: String
  ) throws(Diagnostic) {
    let key = option.key
    guard let name = OptionName(rawValue: key.text) else {
      throw source.diagnostic(
        "there is no option \(key.text.quotedForMessage)", at: key.location,
        help: Suggestion.help(
          for: key.text, among: role.options.map(\.rawValue), all: allowedOptions))
    }
    guard role.options.contains(name) else {
      throw source.diagnostic(
        "the option `\(key.text)` has no meaning for \(role.description)", at: key.location,
        help: allowedOptions)
    }
    guard values[name] == nil else {
      throw source.diagnostic(
        "the option `\(key.text)` \(problem)", at: key.location, help: "keep one of the two")
    }
    values[name] = option.value
  }

  private var allowedOptions: String {
    let names = role.options.map { "`\($0.rawValue)`" }
    guard let last = names.last, names.count > 1 else {
      return "\(role.description) takes only \(names.joined())"
    }
    return "\(role.description) takes \(names.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// The value of an option, or nil when it is not given.
  func value<Value>(
    _ name: OptionName, _ read: (String) -> Value?
  ) throws(Diagnostic) -> Value? {
    guard let text = values[name] else { return nil }
    guard let value = read(text.text) else {
      throw source.diagnostic(name.problem(text.text), at: text.location, help: name.help)
    }
    return value
  }

  /// The title, or nil when it is not given.
  func title() throws(Diagnostic) -> String? {
    try value(.title) { $0.onOneLine.isEmpty ? nil : $0.onOneLine }
  }

  /// The points, or nil when they are not given.
  func points() throws(Diagnostic) -> Double? { try value(.points, OptionValue.points) }

  /// The id that the block is for, with its place, or nil when it is not given.
  func target() throws(Diagnostic) -> LocatedText? {
    _ = try value(.for) { $0.isEmpty ? nil : $0 }
    return values[.for]
  }
}
