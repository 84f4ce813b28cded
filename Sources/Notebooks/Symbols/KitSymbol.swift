/// One declaration in the kit's sources, with its documentation and its code.
public struct KitSymbol: Sendable, Equatable {
  /// What introduces the declaration: `struct`, `func`, `extension`, ….
  public var kind: String
  /// The types around it, outermost first.
  public var context: [String]
  /// Its name without the types around it and without argument labels.
  public var base: String
  /// The argument labels of a function, initializer or subscript, `_` for none; nil for others.
  public var labels: [String]?
  /// Whether code that uses the kit may name it.
  public var isPublic: Bool
  /// The module that it is in.
  public var module: String
  /// The path of its file, from the folder of the package.
  public var path: String
  /// The 1-based line of its first word, after the documentation.
  public var line: Int
  /// The 1-based line of its last word.
  public var endLine: Int
  /// The text of the documentation, without slashes.
  public var documentation: String
  /// The documentation and the code, as they stand in the file, moved to the left edge.
  public var source: String

  /// The name with all that tells it from others, such as `Tensor.softmax(axis:)`.
  public var name: String {
    let arguments = labels.map { "(" + $0.map { "\($0):" }.joined() + ")" } ?? ""
    return (context + [base + arguments]).joined(separator: ".")
  }

  /// Whether it declares a type.
  public var isType: Bool {
    ["struct", "class", "enum", "protocol", "actor", "typealias"].contains(kind)
  }

  /// The first sentence of the documentation, on one line.
  public var summary: String {
    let paragraph = documentation.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }.joined(separator: " ")
    guard let end = paragraph.firstRange(of: ". ") else { return paragraph }
    return String(paragraph[..<end.lowerBound]) + "."
  }
}
