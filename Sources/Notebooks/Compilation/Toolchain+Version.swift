import Foundation

extension Toolchain {
  /// The compiler's version, such as `6.3.1`; asked once and kept in a folder until the compiler changes.
  public func version(cache: String) -> String {
    let key = (try? identity()).map { Digest.sha256([$0]) } ?? ""
    let file = "\(cache)/toolchain-\(key.prefix(16)).txt"
    if let data = FileManager.default.contents(atPath: file), !data.isEmpty {
      return String(decoding: data, as: UTF8.self)
    }
    guard
      let run = try? CapturedRun.run(
        [compiler, "--version"], environment: ChildProcess.inheritedEnvironment(), seconds: 30),
      let marker = run.output.firstRange(of: "Swift version ")
    else { return "unknown" }
    let version = String(run.output[marker.upperBound...].prefix { $0 != " " && $0 != "\n" })
    try? Data(version.utf8).write(to: URL(fileURLWithPath: file))
    return version
  }

  /// Starts a host and asks for the kernels that the linear algebra of cells will use.
  ///
  /// - Throws: `Toolchain.Missing` when the host or a library that it needs cannot be loaded.
  public func probeHost() throws -> String {
    let host = try HostProcess.start(self, datasets: "")
    defer { host.end() }
    return try host.load(kitLibrary)
  }
}
