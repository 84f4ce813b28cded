import Foundation

/// Calls the compiler and linker for one module of cells.
struct ModuleCompiler: Sendable {
  var toolchain: Toolchain
  /// Each of these, when raised, ends the work.
  var stops: [WakeUp] = []
  /// The sandbox that the compiler works in, if it is to work in one.
  var confinement: Confinement?
  /// When it is to have ended, on the clock of `monotonicSeconds`; nil for no such time.
  var deadline: Double?

  /// What the compiled code depends on beside its text and the toolchain.
  static let flags = [
    "-O", "-parse-as-library", "-swift-version", "5", "-enable-testing", "-gline-tables-only",
    "-suppress-warnings", "-diagnostic-style", "llvm",
  ]

  /// What a step came to.
  enum Step: Sendable {
    /// It did what it should.
    case done
    /// The compiler's errors.
    case failed([CompilerMessage])
    /// It ended without saying what is wrong with the code.
    case gaveUp(String)
  }

  /// Writes the interface that later modules import; what stands in the bodies of functions is not looked at.
  func emitInterface(of module: String, in folder: String, searching folders: [String]) throws
    -> Step
  {
    try step(
      [toolchain.frontend, "-emit-module"] + Self.flags
        + ["-experimental-skip-non-inlinable-function-bodies-without-types"]
        + common(module, folder, folders) + ["-o", "\(folder)/\(module).swiftmodule"],
      in: folder, reading: folders)
  }

  /// Compiles the module and links it to a library. What it needs of earlier modules is found when it is loaded.
  func build(_ module: String, in folder: String, searching folders: [String]) throws -> Step {
    let object = "\(folder)/\(module).o"
    let compile =
      [toolchain.frontend, "-c"] + Self.flags + common(module, folder, folders) + ["-o", object]
    if confinement != nil, try needsKitOnly(module, in: folder) {
      // One sandbox for both, and no driver, which takes five times as long as the linker.
      let built = try run(
        [compile, linkerArguments(module, in: folder)], in: folder, reading: folders)
      if built.status == 0 { return .done }
      guard FileManager.default.fileExists(atPath: object) else {
        return step(built, of: toolchain.frontend)
      }
    } else {
      let compiled = try step(compile, in: folder, reading: folders)
      guard case .done = compiled else { return compiled }
    }
    return try linkWithDriver(module, in: folder)
  }

  /// Whether a module imports others of cells and the kit alone: others may name libraries of their own.
  private func needsKitOnly(_ module: String, in folder: String) throws -> Bool {
    let source = try String(contentsOfFile: "\(folder)/\(module).swift", encoding: .utf8)
    return source.split(separator: "\n").filter { $0.contains("import ") }.allSatisfy { line in
      line == "import PracticalKit"
        || line.wholeMatch(of: /(@testable )?import ([a-z]+ )?Cells_[0-9a-f_]+(\.[^; ]*)?/) != nil
    }
  }

  private func linkerArguments(_ module: String, in folder: String) -> [String] {
    let runtime = toolchain.runtime
    return [
      toolchain.binaries + "/ld.lld", "-shared", "--hash-style=gnu", "--eh-frame-hdr",
      "-o", "\(folder)/lib\(module).so", "\(runtime)/\(toolchain.architecture)/swiftrt.o",
      "\(folder)/\(module).o", "-L", runtime, "-lswiftCore", "--as-needed",
      "-lswift_Concurrency", "-lswift_StringProcessing", "-lswift_RegexParser",
      "-lswiftSynchronization", "-lswiftGlibc", "--no-as-needed", "-L", toolchain.kit,
      "-lPracticalKit", "-rpath", runtime, "-rpath", toolchain.kit, "-soname", "lib\(module).so",
    ]
  }

  private func linkWithDriver(_ module: String, in folder: String) throws -> Step {
    let object = "\(folder)/\(module).o"
    let autolink = "\(folder)/\(module).autolink"
    _ = try run(
      [[toolchain.binaries + "/swift-autolink-extract", object, "-o", autolink]], in: folder)
    let runtime = toolchain.runtime
    return try step(
      [
        toolchain.binaries + "/clang", "-shared", "-fuse-ld=lld", "-o", "\(folder)/lib\(module).so",
        "\(runtime)/\(toolchain.architecture)/swiftrt.o", object, "@\(autolink)",
        "-L", runtime, "-lswiftCore", "-L", toolchain.kit, "-lPracticalKit",
        "-Wl,-rpath,\(runtime)", "-Wl,-rpath,\(toolchain.kit)", "-Wl,-soname,lib\(module).so",
      ], in: folder)
  }

  private func common(_ module: String, _ folder: String, _ folders: [String]) -> [String] {
    // An expression that takes more seconds of processor time than this is an error at its place.
    (confinement == nil ? [] : ["-solver-expression-time-threshold=5"])
      + ["-module-name", module, "\(folder)/\(module).swift", "-I", toolchain.modules]
      + folders.flatMap { ["-I", $0] }
  }

  private func run(
    _ programs: [[String]], in folder: String, reading folders: [String] = []
  ) throws -> CapturedRun {
    var view = Confinement.compilerView(toolchain, confinement)
    view.readable += folders
    view.writable = [folder]
    let rest = deadline.map { max(0.01, $0 - monotonicSeconds()) } ?? 300
    return try CapturedRun.run(
      programs, confinement: confinement, host: toolchain.host, view: view,
      seconds: min(300, rest), stops: stops)
  }

  private func step(
    _ arguments: [String], in folder: String, reading folders: [String] = []
  ) throws -> Step {
    step(try run([arguments], in: folder, reading: folders), of: arguments[0])
  }

  private func step(_ run: CapturedRun, of program: String) -> Step {
    if run.status == 0 { return .done }
    let errors = CompilerMessage.parse(run.output).filter { $0.severity == "error" }
    if !errors.isEmpty { return .failed(errors) }
    let name = program.split(separator: "/").last ?? ""
    return .gaveUp(
      run.status > 128
        ? "\(name) took too long, or crashed (signal \(run.status - 128))"
        : "\(name) failed: \(run.output.prefix(2000))")
  }
}
