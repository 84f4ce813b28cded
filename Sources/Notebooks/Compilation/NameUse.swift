/// A place where a piece of code uses a name as a value, and not as an argument's label or a member.
struct NameUse: Equatable {
  /// The name.
  var name: String
  /// Where it stands, as a UTF-8 range of the code.
  var range: Range<Int>
  /// Whether arguments follow, or it is passed `inout`: what it stands for is then no plain value.
  var isOperated: Bool
  /// Whether it stands in braces, where it can be a closure's own, and is not looked up at once.
  var isInBraces: Bool

  /// Finds the uses of names.
  ///
  /// - Parameters:
  ///   - names: the names.
  ///   - range: the part of the code to look at.
  ///   - bytes: the code.
  /// - Returns: the uses, in order.
  static func find(_ names: Set<String>, in range: Range<Int>, of bytes: [UInt8]) -> [NameUse] {
    var scanner = SwiftScanner(bytes, in: range)
    var tokens: [(token: SwiftScanner.Token, text: String)] = []
    while let token = scanner.next() {
      tokens.append((token, String(decoding: bytes[token.range], as: UTF8.self)))
    }
    var uses: [NameUse] = []
    var brackets: [String] = []
    for (index, (token, text)) in tokens.enumerated() {
      let previous = index > 0 ? tokens[index - 1].text : ""
      let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
      switch token.kind {
      case .open: brackets.append(text)
      case .close: _ = brackets.popLast()
      case .literal:
        for interpolation in SwiftScanner.interpolations(in: token, of: bytes) {
          uses += find(names, in: interpolation, of: bytes).map { use in
            var use = use
            use.isInBraces = use.isInBraces || brackets.contains("{")
            return use
          }
        }
      case .word where names.contains(text):
        let isMember = previous.hasSuffix(".") && !previous.hasSuffix("..")
        let isLabel = next == ":" && brackets.last == "(" && ["(", ","].contains(previous)
        if isMember || isLabel { continue }
        uses.append(
          NameUse(
            name: text, range: token.range, isOperated: next == "(" || previous.hasSuffix("&"),
            isInBraces: brackets.contains("{")))
      case .word, .operator, .punctuation: continue
      }
    }
    return uses
  }
}
