/// What of some cells decides the interface of their module: everything but the bodies of functions.
///
/// Two students whose exercises declare the same functions have modules with the same interface, which then
/// need not be made twice.
enum InterfaceSkeleton {
  /// The text, or nil when the interface may depend on more than that.
  static func text(of group: CellGroup) -> String? {
    var parts: [String] = []
    for input in group.inputs {
      let items = input.parsed.items
      guard items.allSatisfy({ $0.kind == .declaration }) else { return nil }
      let bytes = Array(input.cell.code.utf8)
      parts.append("\(input.cell.id)")
      for item in items {
        guard let part = text(of: item, in: bytes) else { return nil }
        parts.append(part)
      }
    }
    return parts.joined(separator: "\n")
  }

  /// What lets a body be seen from outside, or is of no use to compare.
  private static let openers: Set<String> = ["some", "private", "fileprivate", "macro"]

  /// What begins another declaration, so that a function before it has no body.
  private static let introducers: Set<String> = [
    "actor", "associatedtype", "case", "class", "deinit", "enum", "extension", "let", "protocol",
    "struct", "subscript", "typealias", "var",
  ]

  private static func text(of item: CellItem, in bytes: [UInt8]) -> String? {
    var scanner = SwiftScanner(bytes, in: item.range)
    var words: [String] = []
    var before = ""
    var depth = 0
    // The depth of a function whose body has not come yet, and of a body that is passed over.
    var function: Int?
    var body: Int?
    while let token = scanner.next() {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      if token.kind == .close { depth -= 1 }
      if let start = body {
        if depth == start { body = nil }
      } else {
        // Attributes may make a body part of the interface; `#` stands for what is not in the text.
        if openers.contains(text) || text.contains("@") || text.hasPrefix("#") { return nil }
        words.append(text)
        // A function that a protocol asks for has no body, and an initialiser that is named is none.
        if function == depth, introducers.contains(text) { function = nil }
        if text == "func" || text == "init" && !before.hasSuffix(".") { function = depth }
        if text == "{", function == depth {
          body = depth
          function = nil
        }
      }
      if token.kind == .open { depth += 1 }
      before = text
    }
    return words.joined(separator: " ")
  }
}
