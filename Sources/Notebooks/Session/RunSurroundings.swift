import FileUses
import Foundation

/// What decides the results of cells beside the practical itself: the programs, the processor, and the
/// part of the environment that the libraries of a cell look at.
public enum RunSurroundings {
  /// Beginnings of the names of environment variables that can change what a cell computes. A cell that
  /// reads the environment itself is known by that, and its results are not kept.
  static let environmentPrefixes = [
    "GLIBC_TUNABLES", "GOTO", "LD_", "MALLOC_", "OMP_", "OPENBLAS_", "PRACTICAL_DATASETS", "SWIFT_",
  ]

  /// Describes the surroundings.
  ///
  /// - Parameters:
  ///   - toolchain: the compiler and the kit.
  ///   - datasets: the folder with the data sets that come with the program.
  /// - Returns: texts that change when something that matters does.
  /// - Throws: `Toolchain.Missing` when the kit is not whole.
  public static func describe(_ toolchain: Toolchain, datasets: String) throws -> [String] {
    let environment = ChildProcess.inheritedEnvironment()
      .filter { name, _ in environmentPrefixes.contains { name.hasPrefix($0) } }
      .sorted { $0.key < $1.key }
      .flatMap { [$0.key, $0.value] }
    return [
      "2", try toolchain.identity(), program(toolchain.host), program("/proc/self/exe"), processor,
      "\(sysconf(Int32(_SC_NPROCESSORS_ONLN)))", stackLimit,
      FileManager.default.currentDirectoryPath, datasets,
    ] + environment
  }

  /// What changes when a program is built anew.
  private static func program(_ path: String) -> String {
    InputFile.stamp(of: path).map { "\(path) \($0.size) \($0.modified)" } ?? path
  }

  /// The kind of processor: libraries choose their code, and with it the order of sums, by it.
  private static var processor: String {
    // The first kilobytes describe the first processor, and asking for all takes long where there are many.
    let lines = (TextFile.read("/proc/cpuinfo") ?? "").split(separator: "\n")
    let wanted = ["model name", "model\t", "flags", "Features", "CPU part"]
    return wanted.compactMap { name in lines.first { $0.hasPrefix(name) } }.joined(separator: "\n")
  }

  private static var stackLimit: String {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
    return "\(limit.rlim_cur)"
  }
}
