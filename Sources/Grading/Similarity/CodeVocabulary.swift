/// The names that mean the same in everybody's code: those of the language, of the author, and of things
/// that several students call.
///
/// All other names are a student's own, and one is as good as another: renaming changes nothing.
struct CodeVocabulary {
  /// How many students must call something before its name is more than their own.
  private static let fewestCallers = 3

  private static let keywords: Set<String> = [
    "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum",
    "extension", "false", "for", "func", "guard", "if", "in", "init", "inout", "is", "let",
    "mutating", "nil", "operator", "override", "private", "protocol", "public", "repeat", "return",
    "self", "Self", "some", "static", "struct", "subscript", "switch", "throw", "throws", "true",
    "try", "typealias", "var", "where", "while",
  ]

  private var called: Set<String>

  /// Gathers the names.
  ///
  /// - Parameters:
  ///   - given: the author's code, in words.
  ///   - students: each student's code, in words.
  init(given: [[CodeWord]], students: [[[CodeWord]]]) {
    called = []
    for words in given { called.formUnion(Self.calls(in: words)) }
    var callers: [String: Int] = [:]
    for student in students {
      let own = student.reduce(into: Set<String>()) { $0.formUnion(Self.calls(in: $1)) }
      for name in own { callers[name, default: 0] += 1 }
    }
    for (name, count) in callers where count >= Self.fewestCallers { called.insert(name) }
  }

  /// What stands for each word when code is compared.
  func symbols(of words: [CodeWord]) -> [UInt64] {
    words.indices.map { index in
      let word = words[index]
      switch word.kind {
      case .number: return Self.hash("0")
      case .text: return Self.hash("\"")
      case .sign: return Self.hash(word.text)
      case .name:
        if Self.keywords.contains(word.text) { return Self.hash(word.text) }
        let isKept = Self.isCalled(at: index, in: words) && called.contains(word.text)
        return Self.hash(isKept ? word.text : "a")
      }
    }
  }

  /// The names of what is called, or reached with a dot.
  private static func calls(in words: [CodeWord]) -> Set<String> {
    var names: Set<String> = []
    for index in words.indices where words[index].kind == .name && isCalled(at: index, in: words) {
      names.insert(words[index].text)
    }
    return names
  }

  private static func isCalled(at index: Int, in words: [CodeWord]) -> Bool {
    if index > 0, words[index - 1].kind == .sign, words[index - 1].text == "." { return true }
    return index + 1 < words.count && words[index + 1].kind == .sign && words[index + 1].text == "("
  }

  /// The hash of a word (FNV-1a, 64 bits), the same in every run.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
