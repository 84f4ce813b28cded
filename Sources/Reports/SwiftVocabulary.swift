/// The words of Swift that a listing colours.
enum SwiftVocabulary {
  /// Words that are always keywords, except after a dot and as argument labels.
  static let keywords: Set<String> = [
    "Any", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default",
    "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
    "func",
    "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator",
    "private", "precedencegroup", "protocol", "public", "repeat", "rethrows", "return", "self",
    "Self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while",
  ]

  /// Words that are keywords only before a name, a brace or an attribute.
  static let contextualKeywords: Set<String> = [
    "actor", "any", "async", "await", "borrowing", "consuming", "convenience", "didSet", "each",
    "final", "get", "indirect", "infix", "isolated", "lazy", "macro", "mutating", "nonisolated",
    "nonmutating", "open", "optional", "override", "package", "postfix", "prefix", "required",
    "sending", "set", "some", "unowned", "weak", "willSet",
  ]
}
