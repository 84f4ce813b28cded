import Foundation

/// Calls the compiler and linker for one module of cells.
struct ModuleCompiler: Sendable {
  var toolchain: Toolchain
  /// Each of these, when raised, ends the work.
  var stops: [WakeUp] = []

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
  }

  /// Writes the interface that later modules import; what stands in the bodies of functions is not looked at.
  func emitInterface(of module: String, in folder: String, searching folders: [String]) throws
    -> Step
  {
    try step(
      [toolchain.frontend, "-emit-module"] + Self.flags
        + ["-experimental-skip-non-inlinable-function-bodies-without-types"]
        + common(module, folder, folders) + ["-o", "\(folder)/\(module).swiftmodule"])
  }

  /// Compiles the module.
  func compile(_ module: String, in folder: String, searching folders: [String]) throws -> Step {
    try step(
      [toolchain.frontend, "-c"] + Self.flags + common(module, folder, folders)
        + ["-o", "\(folder)/\(module).o"])
  }

  /// Links the compiled module to a library. What it needs of earlier modules is found when it is loaded.
  func link(_ module: String, in folder: String) throws -> Step {
    let object = "\(folder)/\(module).o"
    let autolink = "\(folder)/\(module).autolink"
    _ = try run([toolchain.binaries + "/swift-autolink-extract", object, "-o", autolink])
    let runtime = toolchain.runtime
    return try step([
      toolchain.binaries + "/clang", "-shared", "-fuse-ld=lld", "-o", "\(folder)/lib\(module).so",
      "\(runtime)/\(toolchain.architecture)/swiftrt.o", object, "@\(autolink)",
      "-L", runtime, "-lswiftCore", "-L", toolchain.kit, "-lPracticalKit",
      "-Wl,-rpath,\(runtime)", "-Wl,-rpath,\(toolchain.kit)", "-Wl,-soname,lib\(module).so",
    ])
  }

  private func common(_ module: String, _ folder: String, _ folders: [String]) -> [String] {
    ["-module-name", module, "\(folder)/\(module).swift", "-I", toolchain.modules]
      + folders.flatMap { ["-I", $0] }
  }

  private func run(_ arguments: [String]) throws -> CapturedRun {
    try CapturedRun.run(
      arguments, environment: ChildProcess.inheritedEnvironment(), stops: stops)
  }

  private func step(_ arguments: [String]) throws -> Step {
    let run = try run(arguments)
    if run.status == 0 { return .done }
    let errors = CompilerMessage.parse(run.output).filter { $0.severity == "error" }
    guard !errors.isEmpty else {
      throw Toolchain.Missing(
        message: "\(arguments[0]) failed: \(run.output.prefix(2000))",
        help: "check the toolchain with `practical doctor`; Swift 6.2 or later is needed")
    }
    return .failed(errors)
  }
}
