import Foundation

/// Asks the compiler's parser for the items at the top level of cells.
struct TopLevelParser {
  var toolchain: Toolchain
  /// A folder for the files that go in and come out.
  var folder: String

  /// Parses cells, each as a file of its own, so that a syntax error in one does not touch the others.
  func parse(_ cells: [Cell]) throws -> [ParsedCell] {
    guard !cells.isEmpty else { return [] }
    var arguments = [
      toolchain.frontend, "-frontend", "-dump-parse", "-dump-ast-format", "json",
      "-parse-as-library", "-swift-version", "5", "-diagnostic-style", "llvm",
    ]
    arguments.remove(at: 1)
    for (index, cell) in cells.enumerated() {
      try Data(cell.code.utf8).write(to: URL(fileURLWithPath: source(index)))
      arguments += ["-primary-file", source(index)]
    }
    for index in cells.indices { arguments += ["-o", tree(index)] }
    let run = try CapturedRun.run(
      arguments, environment: ChildProcess.inheritedEnvironment(), seconds: 60)
    let messages = CompilerMessage.parse(run.output).filter { message in
      message.severity == "error"
        && !message.message.hasSuffix("are not allowed at the top level")
    }
    let decoder = JSONDecoder()
    return try cells.enumerated().map { index, cell in
      let error = messages.first { $0.path == source(index) }.map {
        ParsedCell.SyntaxError(line: $0.line, column: $0.column, message: $0.message)
      }
      guard let data = FileManager.default.contents(atPath: tree(index)), !data.isEmpty,
        let tree = try? decoder.decode(ParseTree.self, from: data)
      else {
        throw Toolchain.Missing(
          message: "the compiler's parser gave no answer for the cell `\(cell.id)`: "
            + "\(run.output.prefix(300))",
          help: "check the toolchain with `practical doctor`; Swift 6.3 is needed")
      }
      return ParsedCell(tree: tree, code: Array(cell.code.utf8), syntaxError: error)
    }
  }

  private func source(_ index: Int) -> String { "\(folder)/cell-\(index).swift" }

  private func tree(_ index: Int) -> String { "\(folder)/cell-\(index).json" }
}
