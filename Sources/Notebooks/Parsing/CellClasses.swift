/// The classes of a Swift cell.
struct CellClasses {
  /// What the cell is for.
  let kind: CellKind
  /// Whether students do not get it.
  let isHidden: Bool

  /// What the cell is for, among all kinds of fences.
  var role: BlockRole {
    switch kind {
    case .cell: .cell
    case .exercise: .exercise
    case .check: .check
    }
  }

  /// Takes the classes as written; `brace` is where to point when there are none.
  init(_ classes: [LocatedText], at brace: Location, in source: SourceFile) throws(Diagnostic) {
    let all = "the classes are .cell, .exercise, .check and .hidden"
    var kind: CellKind?
    var hidden: Location?
    for name in classes {
      let location = name.location.advanced(by: -1)
      if name.text == "hidden" {
        guard hidden == nil else {
          throw source.diagnostic(
            "the class `.hidden` is given twice", at: location, help: "keep one of the two")
        }
        hidden = location
        continue
      }
      guard let named = CellKind(rawValue: name.text) else {
        let names = CellKind.allCases.map { ".\($0.rawValue)" } + [".hidden"]
        throw source.diagnostic(
          "there is no cell class \(("." + name.text).quotedForMessage)", at: location,
          help: Suggestion.help(for: "." + name.text, among: names, all: all))
      }
      if let first = kind {
        throw source.diagnostic(
          "the cell has a second class, `.\(named.rawValue)`, beside `.\(first.rawValue)`",
          at: location, help: "keep one of .cell, .exercise and .check")
      }
      kind = named
    }
    guard let kind else {
      throw source.diagnostic(
        "the cell has no class that says what it is", at: hidden ?? brace,
        help: "give it one of .cell, .exercise and .check, as in `swift {#id .cell}`")
    }
    if let hidden, kind != .check {
      throw source.diagnostic(
        "only a check can be `.hidden`", at: hidden,
        help: "delete .hidden, or write .check for .\(kind.rawValue)")
    }
    self.kind = kind
    self.isHidden = hidden != nil
  }
}
