import FileUses
import Foundation

/// What decides the results of cells beside the practical itself: the programs, the processor, and the
/// part of the environment that the libraries of a cell look at.
public struct RunSurroundings: Sendable, Equatable, Codable {
  /// What was found, by what it is in words.
  public private(set) var parts: [String: String] = [:]

  /// Beginnings of the names of environment variables that can change what a cell computes. A cell that
  /// reads the environment itself is known by that, and its results are not kept.
  static let environmentPrefixes = [
    "GLIBC_TUNABLES", "GOTO", "LD_", "MALLOC_", "OMP_", "OPENBLAS_", "PRACTICAL_DATASETS", "SWIFT_",
  ]

  /// Looks at the surroundings.
  ///
  /// - Parameters:
  ///   - toolchain: the compiler and the kit.
  ///   - datasets: the folder with the data sets that come with the program.
  /// - Throws: `Toolchain.Missing` when the kit is not whole.
  public init(_ toolchain: Toolchain, datasets: String) throws {
    parts["the compiler or the kit"] = try toolchain.identity() + Self.program(toolchain.host)
    parts["this program"] = Self.program("/proc/self/exe")
    parts["the processor"] = Self.processor
    parts["the processors that may be used"] = Self.processorList
    parts["the limit of the stack"] = Self.stackLimit
    parts["the current folder"] = FileManager.default.currentDirectoryPath
    parts["the folder of the data sets"] = datasets
    for (name, value) in ChildProcess.inheritedEnvironment()
    where Self.environmentPrefixes.contains(where: { name.hasPrefix($0) }) {
      parts["the environment variable \(name)"] = value
    }
  }

  /// The parts as one list of texts.
  var texts: [String] { parts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] } }

  /// What is not the same in other surroundings, in words.
  func differences(from other: RunSurroundings) -> [String] {
    Set(parts.keys).union(other.parts.keys).filter { parts[$0] != other.parts[$0] }.sorted()
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
    let found = wanted.compactMap { name in lines.first { $0.hasPrefix(name) } }
    return Digest.sha256(found.map(String.init))
  }

  private static var processorList: String {
    let lines = (TextFile.read("/proc/self/status") ?? "").split(separator: "\n")
    return lines.first { $0.hasPrefix("Cpus_allowed_list") }.map(String.init) ?? ""
  }

  private static var stackLimit: String {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
    return "\(limit.rlim_cur)"
  }
}
