/// The tokens of a file with what a search for declarations asks of them.
struct SymbolCode {
  /// Where a declaration is introduced, after its attributes and modifiers.
  struct Start {
    var introducer: Int
    var isPublic: Bool
  }

  static let typeIntroducers: Set<String> = [
    "struct", "class", "enum", "protocol", "actor", "extension",
  ]

  private static let introducers: Set<String> = typeIntroducers.union([
    "func", "init", "deinit", "subscript", "var", "let", "typealias", "associatedtype", "case",
    "import", "operator", "precedencegroup", "macro",
  ])

  private static let modifiers: Set<String> = [
    "public", "open", "package", "internal", "fileprivate", "private", "static", "final",
    "mutating",
    "nonmutating", "consuming", "borrowing", "lazy", "weak", "unowned", "override", "required",
    "convenience", "indirect", "nonisolated", "prefix", "postfix", "infix", "dynamic", "unsafe",
    "optional",
  ]

  private let tokens: [SwiftScanner.Token]
  private let texts: [String]
  private let tokenLines: [Int]
  private let tokenEndLines: [Int]
  private let lines: [Substring]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var scanner = SwiftScanner(bytes)
    var tokens: [SwiftScanner.Token] = []
    while let token = scanner.next() { tokens.append(token) }
    self.tokens = tokens
    texts = tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    // Tokens are in order, so one pass over the line ends serves all.
    var line = 0
    var place = 0
    func lineNumber(at offset: Int) -> Int {
      while place < offset {
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
      }
      return line
    }
    var starts: [Int] = []
    var ends: [Int] = []
    for token in tokens {
      starts.append(lineNumber(at: token.range.lowerBound))
      ends.append(lineNumber(at: max(token.range.upperBound - 1, token.range.lowerBound)))
    }
    tokenLines = starts
    tokenEndLines = ends
  }

  var count: Int { tokens.count }

  func text(_ index: Int) -> String { index < count ? texts[index] : "" }

  func line(_ index: Int) -> Int { tokenEndLines[index] }

  func isClose(_ index: Int) -> Bool { index < count && tokens[index].kind == .close }

  private func isOpen(_ index: Int) -> Bool { index < count && tokens[index].kind == .open }

  private func isFirstOnLine(_ index: Int) -> Bool {
    index == 0 || tokenLines[index] != tokenEndLines[index - 1]
  }

  /// The first token after this one that stands on another line.
  func nextLine(after index: Int) -> Int {
    var next = index + 1
    while next < count, !isFirstOnLine(next) { next += 1 }
    return next
  }

  /// The token after the bracket that closes the one at an index.
  private func skippingBrackets(_ index: Int) -> Int {
    var depth = 0
    var next = index
    repeat {
      if isOpen(next) { depth += 1 }
      if isClose(next) { depth -= 1 }
      next += 1
    } while depth > 0 && next < count
    return next
  }

  /// The declaration whose attributes, modifiers or introducer start at a token; nil when none does.
  func declaration(at index: Int) -> Start? {
    var next = index
    var isPublic = false
    while next < count {
      let word = texts[next]
      if word == "@" {
        next += 2
        if text(next) == "(" { next = skippingBrackets(next) }
      } else if SymbolCode.modifiers.contains(word)
        || word == "class" && SymbolCode.introducers.contains(text(next + 1))
      {
        isPublic = isPublic || word == "public" || word == "open"
        next += 1
        if text(next) == "(" {
          // Such as `private(set)`; else this is the call of a function of that name.
          guard ["set", "unsafe", "safe"].contains(text(next + 1)) else { return nil }
          next = skippingBrackets(next)
        }
      } else {
        return SymbolCode.introducers.contains(word)
          ? Start(introducer: next, isPublic: isPublic) : nil
      }
    }
    return nil
  }

  /// The last token of a declaration that is no type.
  func end(ofDeclarationAt introducer: Int) -> Int {
    var next = introducer + 1
    while next < count, !isClose(next) {
      if next > introducer + 1, isFirstOnLine(next),
        texts[next].hasPrefix("#") && tokens[next].kind == .word || declaration(at: next) != nil
      {
        break
      }
      next = isOpen(next) ? skippingBrackets(next) : next + 1
    }
    return min(next, count) - 1
  }

  /// The name of a type, or what an extension extends.
  func typeName(after introducer: Int) -> String {
    var name = ""
    var next = introducer + 1
    while next < count, ![":", "where", "{"].contains(texts[next]) {
      // The parameters of a generic type are no part of its name.
      if texts[next].hasPrefix("<") { break }
      name += texts[next]
      next += 1
    }
    return name
  }

  /// The brace that opens the body of a type.
  func openingBrace(after introducer: Int) -> Int? {
    var next = introducer + 1
    while next < count, texts[next] != "{" {
      next = isOpen(next) ? skippingBrackets(next) : next + 1
    }
    return next < count ? next : nil
  }

  /// What a declaration that is no type names, with the labels of its arguments.
  func names(introducer: Int, last: Int) -> [(base: String, labels: [String]?)] {
    if last == introducer { return [] }
    return switch texts[introducer] {
    case "func":
      [
        (
          text(introducer + 1),
          labels(
            after: introducer + 2, through: last,
            isNamed: tokens[min(introducer + 1, last)].kind == .word)
        )
      ]
    case "init": [("init", labels(after: introducer + 1, through: last))]
    case "subscript":
      [("subscript", labels(after: introducer + 1, through: last, isNamed: false))]
    case "var", "let", "typealias", "associatedtype":
      tokens[min(introducer + 1, last)].kind == .word ? [(text(introducer + 1), nil)] : []
    case "case": cases(from: introducer + 1, through: last)
    default: []
    }
  }

  private func cases(from start: Int, through last: Int) -> [(base: String, labels: [String]?)] {
    var names: [(base: String, labels: [String]?)] = []
    var next = start
    var isName = true
    while next <= last {
      if isName, tokens[next].kind == .word { names.append((texts[next], nil)) }
      isName = texts[next] == ","
      next = isOpen(next) ? skippingBrackets(next) : next + 1
    }
    return names
  }

  /// The labels in the first parentheses from a token on.
  ///
  /// - Parameters:
  ///   - start: The token.
  ///   - last: The last token of the declaration.
  ///   - isNamed: Whether a parameter with one name has it as its label, as it has not in a
  ///     subscript or an operator.
  /// - Returns: The labels, `_` where there is none.
  private func labels(after start: Int, through last: Int, isNamed: Bool = true) -> [String] {
    guard let open = (start..<(max(last, start) + 1)).first(where: { text($0) == "(" }) else {
      return []
    }
    var labels: [String] = []
    var next = open + 1
    var isLabel = true
    while next <= last, !isClose(next) {
      if isLabel {
        // A comma between the arguments of a generic type has no label after it.
        if text(next + 1) == ":" {
          labels.append(isNamed ? texts[next] : "_")
        } else if text(next + 2) == ":", tokens[next + 1].kind == .word {
          labels.append(texts[next])
        }
      }
      isLabel = texts[next] == ","
      next = isOpen(next) ? skippingBrackets(next) : next + 1
    }
    return labels
  }

  /// The documentation above a declaration, and that with the code, moved to the left edge.
  func listing(from first: Int, through last: Int) -> (documentation: String, source: String) {
    let start = tokenLines[first]
    var top = start
    while top > 0, lines[top - 1].drop(while: { $0 == " " }).hasPrefix("///") { top -= 1 }
    let indent = lines[start].prefix { $0 == " " }.count
    let shown = lines[top...tokenEndLines[last]].map { line in
      line.dropFirst(min(indent, line.prefix { $0 == " " }.count))
    }
    let documentation = shown.prefix(start - top).map { line in
      let text = line.dropFirst(3)
      return text.first == " " ? text.dropFirst() : text
    }
    return (documentation.joined(separator: "\n"), shown.joined(separator: "\n"))
  }
}
