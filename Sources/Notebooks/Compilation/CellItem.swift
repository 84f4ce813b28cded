/// One item at the top level of a cell: a declaration, or statements to be run.
struct CellItem: Sendable, Equatable, Codable {
  /// What becomes of an item.
  enum Kind: String, Sendable, Codable {
    /// A module to import.
    case `import`
    /// A type, function, extension, operator or computed variable: stays at file scope.
    case declaration
    /// Variables or constants with first values.
    case binding
    /// Anything that is run.
    case statement
  }

  /// A variable or constant with a first value: where the value stands.
  struct Value: Sendable, Equatable, Codable {
    /// A name that the value is bound to.
    var name: String
    /// The UTF-8 range of the value in the cell's code.
    var range: Range<Int>
    /// Whether the value is a plain literal, which cannot fail and need not be computed in its turn.
    var isLiteral: Bool
  }

  /// What becomes of the item.
  var kind: Kind
  /// The UTF-8 range of the item in the cell's code, attributes and modifiers included.
  var range: Range<Int>
  /// The names that the item declares, functions with their argument labels.
  var names: [String] = []
  /// The values of a binding.
  var values: [Value] = []
}

/// A cell as the compiler's parser sees it.
struct ParsedCell: Sendable, Equatable, Codable {
  /// The items, in order.
  var items: [CellItem]
  /// The first syntax error, if there is one: its place in the cell's code, and its text.
  var syntaxError: SyntaxError?

  /// A syntax error.
  struct SyntaxError: Sendable, Equatable, Codable {
    /// The 1-based line in the cell's code.
    var line: Int
    /// The 1-based column in the cell's code.
    var column: Int
    /// The compiler's words.
    var message: String
  }

  /// The names that the cell declares for later cells.
  var declaredNames: [String] { items.flatMap(\.names) }
}
