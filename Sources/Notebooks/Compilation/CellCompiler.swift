import Foundation

/// Compiles the cells of a practical, and leaves out those that do not compile.
public struct CellCompiler: Sendable {
  /// The toolchain and kit to compile with.
  public var toolchain: Toolchain
  /// The folder of compiled practicals, by content.
  public var cache: String

  /// Makes a compiler that keeps its results in a folder.
  public init(toolchain: Toolchain, cache: String) {
    self.toolchain = toolchain
    self.cache = cache
  }

  /// What the compiled code depends on beside the cells and the toolchain.
  private static let flags = [
    "-O", "-parse-as-library", "-swift-version", "5", "-gline-tables-only", "-suppress-warnings",
    "-diagnostic-style", "llvm", "-no-color-diagnostics",
  ]

  /// Compiles cells, or takes over what was compiled before from the same text.
  ///
  /// - Parameters:
  ///   - cells: the cells with their numbers in the file.
  ///   - path: the path of the Markdown file, as messages shall name it.
  ///   - ignoresCache: whether to compile even when that was done before.
  public func compile(
    _ cells: [(index: Int, cell: Cell)], path: String, ignoresCache: Bool = false
  ) throws -> CompiledPractical {
    var key = [try toolchain.identity(), path] + Self.flags
    for (index, cell) in cells { key += ["\(index) \(cell.id) \(cell.codeLine)", cell.code] }
    let digest = Digest.sha256(key)
    let folder = "\(cache)/\(digest)"
    let plan = URL(fileURLWithPath: folder + "/plan.json")
    if !ignoresCache, let data = try? Data(contentsOf: plan),
      let compiled = try? JSONDecoder().decode(CompiledPractical.self, from: data),
      compiled.modules.allSatisfy({ FileManager.default.fileExists(atPath: $0.library) })
    {
      return compiled
    }
    // Work beside the final place and move there when done: a run that is cut short leaves no half entry.
    let work = "\(cache)/\(digest).\(getpid())"
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: work) }
    var compilation = Compilation(
      compiler: self, path: path, work: work, folder: folder, prefix: "Cells_\(digest.prefix(12))")
    try compilation.run(cells)
    try JSONEncoder().encode(compilation.compiled).write(
      to: URL(fileURLWithPath: work + "/plan.json"))
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.moveItem(atPath: work, toPath: folder)
    return compilation.compiled
  }

  /// Calls the compiler for one module.
  fileprivate func compileModule(
    _ name: String, in work: String, importedBy later: Bool, after earlier: [String]
  ) throws -> CapturedRun {
    var arguments = [toolchain.compiler] + Self.flags
    arguments += ["-emit-library", "-module-name", name, "\(work)/\(name).swift"]
    arguments += ["-o", "\(work)/lib\(name).so", "-I", toolchain.modules, "-I", work]
    arguments += ["-L", toolchain.kit, "-lPracticalKit", "-L", work]
    arguments += ["-Xlinker", "-rpath", "-Xlinker", toolchain.kit]
    arguments += ["-Xlinker", "-rpath", "-Xlinker", "$ORIGIN"]
    for module in earlier { arguments.append("-l\(module)") }
    if later {
      arguments += ["-emit-module", "-emit-module-path", "\(work)/\(name).swiftmodule"]
      arguments += ["-enable-testing"]
    }
    return try CapturedRun.run(arguments, environment: ChildProcess.inheritedEnvironment())
  }
}

/// One compilation under way.
private struct Compilation {
  let compiler: CellCompiler
  let path: String
  let work: String
  let folder: String
  let prefix: String
  var compiled = CompiledPractical()
  /// Which cell that does not compile declares a name, without argument labels.
  private var lostNames: [String: (id: String, line: Int)] = [:]
  /// The names of the modules that compiled, by the number of their group.
  private var modules: [Int: String] = [:]

  init(compiler: CellCompiler, path: String, work: String, folder: String, prefix: String) {
    self.compiler = compiler
    self.path = path
    self.work = work
    self.folder = folder
    self.prefix = prefix
  }

  mutating func run(_ cells: [(index: Int, cell: Cell)]) throws {
    let parsed = try TopLevelParser(toolchain: compiler.toolchain, folder: work).parse(
      cells.map(\.cell))
    var inputs: [CellGenerator.Input] = []
    for ((index, cell), parsed) in zip(cells, parsed) {
      let input = CellGenerator.Input(cell: cell, index: index, parsed: parsed)
      if let error = parsed.syntaxError {
        let line = error.line + cell.codeLine - 1
        fail(input, line: line, byteColumn: error.column, message: error.message)
      } else {
        inputs.append(input)
      }
    }
    let groups = CellGroups.split(inputs)
    for (number, group) in groups.enumerated() {
      try compile(
        group.inputs, imports: group.imports(modules: modules), number: number,
        isLast: number == groups.count - 1)
    }
  }

  /// Compiles a module without the cells that do not compile: each round leaves some out.
  private mutating func compile(
    _ group: [CellGenerator.Input], imports: [String], number: Int, isLast: Bool
  ) throws {
    let name = "\(prefix)_\(number)"
    var inputs = group
    while !inputs.isEmpty {
      let generator = CellGenerator(path: path, imports: imports)
      try Data(generator.generate(inputs, module: name).utf8).write(
        to: URL(fileURLWithPath: "\(work)/\(name).swift"))
      let run = try compiler.compileModule(
        name, in: work, importedBy: !isLast,
        after: modules.sorted { $0.key < $1.key }.map(\.value))
      if run.status == 0 {
        modules[number] = name
        compiled.modules.append(
          CompiledPractical.Module(
            library: "\(folder)/lib\(name).so", cells: inputs.map(\.index)))
        for input in inputs {
          compiled.symbols[input.index] = CellGenerator.symbol(index: input.index, module: name)
        }
        return
      }
      let errors = CompilerMessage.parse(run.output).filter { $0.severity == "error" }
      let broken = inputs.filter { input in errors.contains { isIn(input.cell, $0) } }
      guard !broken.isEmpty else {
        throw Toolchain.Missing(
          message: "the compiler failed outside the cells: \(run.output.prefix(2000))",
          help: "check the toolchain with `practical doctor`; Swift 6.3 is needed")
      }
      for input in broken { record(errors.filter { isIn(input.cell, $0) }, of: input) }
      inputs.removeAll { input in broken.contains { $0.index == input.index } }
    }
  }

  private func isIn(_ cell: Cell, _ message: CompilerMessage) -> Bool {
    let lineCount = cell.code.utf8.count { $0 == UInt8(ascii: "\n") }
    return message.path == path && message.line >= cell.codeLine
      && message.line <= cell.codeLine + lineCount
  }

  private mutating func record(_ errors: [CompilerMessage], of input: CellGenerator.Input) {
    let own = errors.first { error in
      error.missingName.map { lostNames[$0] == nil } ?? true
    }
    guard let error = own ?? errors.first else { return }
    if own == nil, let name = error.missingName, let lost = lostNames[name] {
      fail(
        input, line: error.line, byteColumn: error.column,
        message: "needs `\(name)` of the cell `\(lost.id)` (line \(lost.line)), which does not compile",
        kind: .missing)
    } else {
      fail(input, line: error.line, byteColumn: error.column, message: error.message)
    }
  }

  private mutating func fail(
    _ input: CellGenerator.Input, line: Int, byteColumn: Int, message: String,
    kind: CellErrorKind = .compile
  ) {
    let cell = input.cell
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    var column = byteColumn
    if lines.indices.contains(line - cell.codeLine) {
      let prefix = lines[line - cell.codeLine].utf8.prefix(byteColumn - 1)
      column = String(decoding: Array(prefix), as: UTF8.self).count + 1
    }
    compiled.errors[input.index] = CellError(
      kind: kind, message: message, line: line, column: column + cell.codeIndentation)
    for name in input.parsed.declaredNames {
      let base = name.split(separator: "(").first.map(String.init) ?? name
      lostNames[base] = (cell.id, cell.line)
    }
  }
}
