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

  /// Compiles the module.
  func compile(_ module: String, in folder: String, searching folders: [String]) throws -> Step {
    try step(
      [toolchain.frontend, "-c"] + Self.flags + common(module, folder, folders)
        + ["-o", "\(folder)/\(module).o"],
      in: folder, reading: folders)
  }

  /// Links the compiled module to a library. What it needs of earlier modules is found when it is loaded.
  func link(_ module: String, in folder: String) throws -> Step {
    if confinement != nil, try linkDirectly(module, in: folder) { return .done }
    let object = "\(folder)/\(module).o"
    let autolink = "\(folder)/\(module).autolink"
    _ = try run(
      [toolchain.binaries + "/swift-autolink-extract", object, "-o", autolink], in: folder)
    let runtime = toolchain.runtime
    return try step(
      [
        toolchain.binaries + "/clang", "-shared", "-fuse-ld=lld", "-o", "\(folder)/lib\(module).so",
        "\(runtime)/\(toolchain.architecture)/swiftrt.o", object, "@\(autolink)",
        "-L", runtime, "-lswiftCore", "-L", toolchain.kit, "-lPracticalKit",
        "-Wl,-rpath,\(runtime)", "-Wl,-rpath,\(toolchain.kit)", "-Wl,-soname,lib\(module).so",
      ], in: folder)
  }

  /// Links without the compiler's driver, which takes five times as long; returns false when that fails.
  ///
  /// A module that imports others than the kit may name libraries of its own, and is left to `link`.
  private func linkDirectly(_ module: String, in folder: String) throws -> Bool {
    let source = try String(contentsOfFile: "\(folder)/\(module).swift", encoding: .utf8)
    let imports = source.split(separator: "\n").filter { $0.contains("import ") }
    guard imports.allSatisfy({ $0.contains("import Cells_") || $0 == "import PracticalKit" }) else {
      return false
    }
    let runtime = toolchain.runtime
    let run = try run(
      [
        toolchain.binaries + "/ld.lld", "-shared", "--hash-style=gnu", "--eh-frame-hdr",
        "-o", "\(folder)/lib\(module).so", "\(runtime)/\(toolchain.architecture)/swiftrt.o",
        "\(folder)/\(module).o", "-L", runtime, "-lswiftCore", "--as-needed",
        "-lswift_Concurrency", "-lswift_StringProcessing", "-lswift_RegexParser",
        "-lswiftSynchronization", "-lswiftGlibc", "--no-as-needed", "-L", toolchain.kit,
        "-lPracticalKit", "-rpath", runtime, "-rpath", toolchain.kit, "-soname", "lib\(module).so",
      ], in: folder)
    return run.status == 0
  }

  private func common(_ module: String, _ folder: String, _ folders: [String]) -> [String] {
    // An expression that takes more seconds of processor time than this is an error at its place.
    (confinement == nil ? [] : ["-solver-expression-time-threshold=8"])
      + ["-module-name", module, "\(folder)/\(module).swift", "-I", toolchain.modules]
      + folders.flatMap { ["-I", $0] }
  }

  private func run(
    _ arguments: [String], in folder: String, reading folders: [String] = []
  ) throws -> CapturedRun {
    var view = Confinement.compilerView(toolchain, confinement)
    view.readable += folders
    view.writable = [folder]
    let rest = deadline.map { max(0.01, $0 - monotonicSeconds()) } ?? 300
    return try CapturedRun.run(
      arguments, confinement: confinement, host: toolchain.host, view: view,
      seconds: min(300, rest), stops: stops)
  }

  private func step(
    _ arguments: [String], in folder: String, reading folders: [String] = []
  ) throws -> Step {
    let run = try run(arguments, in: folder, reading: folders)
    if run.status == 0 { return .done }
    let errors = CompilerMessage.parse(run.output).filter { $0.severity == "error" }
    if !errors.isEmpty { return .failed(errors) }
    let name = arguments[0].split(separator: "/").last ?? ""
    return .gaveUp(
      run.status > 128
        ? "\(name) took too long, or crashed (signal \(run.status - 128))"
        : "\(name) failed: \(run.output.prefix(2000))")
  }
}
