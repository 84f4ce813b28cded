import Foundation

/// Asks the compiler's parser for the items at the top level of cells.
struct TopLevelParser {
  var toolchain: Toolchain
  /// The folder of what was parsed before, by content.
  var cache: String
  /// What changes when the compiler does.
  var identity: String
  /// What this program has parsed before, by content.
  var memory: ParseMemory?
  /// The sandbox that the compiler works in, if it is to work in one.
  var confinement: Confinement?

  /// Parses cells, each as a file of its own, so that a syntax error in one does not touch the others.
  func parse(_ cells: [Cell]) throws -> [ParsedCell] {
    let files = cells.map { "\(cache)/\(Digest.sha256([identity, $0.code])).json" }
    var parsed: [ParsedCell?] = files.map { file in
      memory?[file]
        ?? FileManager.default.contents(atPath: file).flatMap {
          try? JSONDecoder().decode(ParsedCell.self, from: $0)
        }
    }
    let missing = cells.indices.filter { parsed[$0] == nil }
    if !missing.isEmpty {
      try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
      for start in stride(from: 0, to: missing.count, by: Self.most) {
        let part = missing[start..<min(start + Self.most, missing.count)]
        for (index, cell) in zip(part, try parseAnew(part.map { cells[$0] })) {
          parsed[index] = cell
          try JSONEncoder().encode(cell).write(
            to: URL(fileURLWithPath: files[index]), options: .atomic)
        }
      }
    }
    if let memory { for (file, cell) in zip(files, parsed) { memory[file] = cell } }
    return parsed.compactMap { $0 }
  }

  /// How many cells one start of the compiler parses: their paths have to fit a variable of its environment.
  private static let most = 64

  private func parseAnew(_ cells: [Cell]) throws -> [ParsedCell] {
    let folder = "\(cache)/work-\(getpid())-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var arguments = [
      toolchain.frontend, "-dump-parse", "-dump-ast-format", "json", "-parse-as-library",
      "-swift-version", "5", "-diagnostic-style", "llvm",
    ]
    for (index, cell) in cells.enumerated() {
      let source = "\(folder)/\(index).swift"
      try Data(cell.code.utf8).write(to: URL(fileURLWithPath: source))
      arguments += ["-primary-file", source]
    }
    for index in cells.indices { arguments += ["-o", "\(folder)/\(index).json"] }
    var view = Confinement.compilerView(toolchain, confinement)
    view.writable = [folder]
    let run = try CapturedRun.run(
      [arguments], confinement: confinement, host: toolchain.host, view: view, seconds: 30)
    let messages = CompilerMessage.parse(run.output).filter { message in
      message.severity == "error"
        && !message.message.hasSuffix("are not allowed at the top level")
    }
    var parsed = cells.enumerated().map { index, cell -> ParsedCell? in
      let error = messages.first { $0.path == "\(folder)/\(index).swift" }.map {
        ParsedCell.SyntaxError(line: $0.line, column: $0.column, message: $0.message)
      }
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(index).json"),
        let tree = try? JSONDecoder().decode(ParseTree.self, from: data)
      else {
        // Where the parser gives up on the whole file, its error says more than a tree would.
        return error.map { ParsedCell(items: [], syntaxError: $0) }
      }
      return ParsedCell(tree: tree, code: Array(cell.code.utf8), syntaxError: error)
    }
    let lost = cells.indices.filter { parsed[$0] == nil }
    if cells.count == 1, !lost.isEmpty { return [try giveUp(cells[0], run)] }
    // One cell may have taken the others with it; it is looked for by halves.
    let half = (lost.count + 1) / 2
    for part in [lost.prefix(half), lost.dropFirst(half)] where !part.isEmpty {
      for (index, cell) in zip(part, try parseAnew(part.map { cells[$0] })) { parsed[index] = cell }
    }
    return parsed.compactMap { $0 }
  }

  /// What is known of a cell that the compiler's parser gives no answer for.
  private func giveUp(_ cell: Cell, _ run: CapturedRun) throws -> ParsedCell {
    guard cell.kind == .exercise else {
      throw Toolchain.Missing(
        message: "the compiler's parser gave no answer for the cell `\(cell.id)`: "
          + "\(run.output.prefix(300))",
        help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
    }
    let words = "the compiler's parser took too long on this cell, or crashed"
    return ParsedCell(
      items: [], syntaxError: ParsedCell.SyntaxError(line: 1, column: 1, message: words))
  }
}

/// What was parsed, kept for the next time.
public final class ParseMemory: @unchecked Sendable {
  // Guarded by the lock.
  private var cells: [String: ParsedCell] = [:]
  private let lock = NSLock()

  /// Makes a memory that holds nothing.
  public init() {}

  /// What is known under a key. A thousand cells are kept; then the memory begins anew.
  subscript(key: String) -> ParsedCell? {
    get { lock.withLock { cells[key] } }
    set {
      lock.withLock {
        if cells.count > 1000 { cells = [:] }
        cells[key] = newValue
      }
    }
  }
}
