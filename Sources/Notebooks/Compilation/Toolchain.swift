import Foundation

/// The Swift toolchain and the prebuilt kit that cells are compiled with.
public struct Toolchain: Sendable, Equatable {
  /// Why practicals cannot be compiled or run on this machine.
  public struct Missing: Error, Sendable, CustomStringConvertible {
    /// What is missing.
    public var message: String
    /// What to do.
    public var help: String

    /// Makes an error.
    public init(message: String, help: String) {
      self.message = message
      self.help = help
    }

    /// The message and the help line.
    public var description: String { "error: \(message)\n  help: \(help)" }
  }

  /// The folder with `swiftc` and its companions.
  public var binaries: String
  /// The folder with the kit's library, its modules and the host: the folder of this program.
  public var kit: String

  /// The path of the compiler.
  public var compiler: String { binaries + "/swiftc" }
  /// The path of the compiler's frontend.
  public var frontend: String { binaries + "/swift-frontend" }
  /// The path of the program that turns addresses into lines.
  public var symbolizer: String { binaries + "/llvm-symbolizer" }
  /// The folder of the Swift runtime's libraries.
  public var runtime: String { binaries + "/../lib/swift/linux" }
  /// The name of this machine's kind of processor, as the toolchain names folders.
  public var architecture: String {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }
  /// The path of the kit's library.
  public var kitLibrary: String { kit + "/libPracticalKit.so" }
  /// The path of the program that runs cells.
  public var host: String { kit + "/practical-cell-host" }
  /// The folder with the kit's compiled interfaces.
  public var modules: String { kit + "/Modules" }

  /// Finds the toolchain on the `PATH` and the kit beside this program.
  public static func find() throws -> Toolchain {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/swiftc" }
    guard let compiler = candidates.first(where: isExecutable) else {
      throw Missing(
        message: "there is no `swiftc` on the PATH",
        help: "install the Swift toolchain from swift.org/install and put its usr/bin on the PATH")
    }
    let real = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent()
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let kit = URL(fileURLWithPath: program ?? CommandLine.arguments[0]).deletingLastPathComponent()
    let toolchain = Toolchain(binaries: real.path, kit: kit.path)
    for file in [toolchain.kitLibrary, toolchain.host]
    where !FileManager.default.fileExists(atPath: file) {
      throw Missing(
        message: "the kit is not beside this program: \(file) is missing",
        help: "build everything with `swift build -c release`, or start `./practical`")
    }
    return toolchain
  }

  private static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }

  /// What changes when the compiler or the kit does: the size and time of the files that matter.
  public func identity() throws -> String {
    let files = [compiler, kitLibrary, modules + "/PracticalKit.swiftmodule"]
    return try files.map { file in
      var status = stat()
      guard stat(file, &status) == 0 else {
        throw Missing(
          message: "\(file) cannot be read", help: "build everything with `swift build -c release`")
      }
      return "\(file) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }.joined(separator: "\n")
  }
}
