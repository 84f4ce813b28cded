import Foundation

/// The Swift of a practical as one file whose lines and columns are those of the Markdown, for editors.
///
/// Prose becomes empty lines, so what a language server says of a place in this file holds for the same
/// place in the Markdown. The file is read as a script: statements may stand at the top level, as in cells.
/// Nothing is compiled from it that runs.
public struct ShadowFile: Sendable, Equatable {
  /// The text of the file.
  public var text: String

  /// Makes the file of a practical.
  ///
  /// - Parameter practical: the practical; of its cells only places and code count.
  public init(_ practical: Practical) {
    var lines = [String](repeating: "", count: max(1, practical.source.lines.count))
    // No cell has code in the first line of a file.
    lines[0] = "import PracticalKit"
    var declared: Set<String> = []
    var openScopes = 0
    for cell in practical.cells {
      let names = Self.declaredNames(of: cell)
      if !declared.isDisjoint(with: names) {
        // A name that is declared again hides the earlier one from here on, as it does in a run.
        lines[cell.line - 1] = "do {"
        openScopes += 1
      }
      declared.formUnion(names)
      let indentation = String(repeating: " ", count: cell.codeIndentation)
      let code = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
      for (offset, line) in code.enumerated() where !line.isEmpty {
        let index = cell.codeLine - 1 + offset
        if lines.indices.contains(index) { lines[index] = indentation + line }
      }
    }
    text = lines.joined(separator: "\n") + "\n"
    if openScopes > 0 { text += String(repeating: "}", count: openScopes) + "\n" }
  }

  /// The names of variables and types at the top level; functions may share a name.
  private static func declaredNames(of cell: Cell) -> Set<String> {
    let bytes = Array(cell.code.utf8)
    var scanner = SwiftScanner(bytes)
    var names: Set<String> = []
    var depth = 0
    var declares = false
    while let token = scanner.next() {
      switch token.kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .word:
        let text = String(decoding: bytes[token.range], as: UTF8.self)
        if declares { names.insert(text) }
        declares =
          depth == 0
          && ["let", "var", "struct", "class", "enum", "protocol", "typealias"].contains(text)
      case .literal, .operator, .punctuation: declares = false
      }
    }
    return names
  }

  /// What a language server needs to know to read shadow files: the compiler's arguments for each.
  ///
  /// - Parameters:
  ///   - names: the names of the files.
  ///   - folder: the folder that they are in.
  ///   - toolchain: the toolchain and kit that cells are compiled with.
  /// - Returns: the contents of `compile_commands.json`.
  /// - Throws: nothing but what the encoder does, which has no reason to.
  public static func compileCommands(
    for names: [String], in folder: String, toolchain: Toolchain
  ) throws -> Data {
    let commands = names.map { name in
      CompileCommand(
        directory: folder, file: "\(folder)/\(name)",
        arguments: [
          toolchain.compiler, "-module-name", "Cells", "-swift-version", "5", "-suppress-warnings",
          "-I", toolchain.modules, "-c", "\(folder)/\(name)",
        ])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(commands)
  }

  private struct CompileCommand: Encodable {
    var directory: String
    var file: String
    var arguments: [String]
  }
}
