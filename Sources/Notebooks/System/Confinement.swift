import Foundation

/// A sandbox around everything that works on a student's code: the compiler and the host of the cells.
///
/// bubblewrap gives a program its own namespaces of users, processes, mounts, network, System V objects and
/// host names, without rights, and a file system that holds what it needs and nothing else. A filter takes
/// away the system calls that are of no use to it, and limits are set by the first process inside.
public struct Confinement: Sendable, Equatable {
  /// The path of bubblewrap.
  var program: String
  /// The folder of what the compiler makes of C headers. Inside it can be read only, once it is warm.
  var moduleCache: String

  /// How much one confined program may use of what.
  struct Limits: Sendable {
    /// Seconds of processor time, for each process.
    var processorSeconds = 600
    /// Bytes of one file.
    var fileBytes = 256 << 20
    /// Open files, for each process.
    var openFiles = 256
    /// Processes and threads.
    var processes = 128
    /// Bytes of private memory, for each process; nil where the runner sees to it.
    var privateBytes: Int?
    /// Bytes in `/tmp`.
    var temporaryBytes = 256 << 20

    /// As the first process inside reads them.
    var text: String {
      "\(processorSeconds),\(fileBytes),\(openFiles),\(processes),"
        + (privateBytes.map(String.init) ?? "-")
    }
  }

  /// What a confined program sees of the file system.
  struct View: Sendable {
    /// Files and folders that can be read, at the same paths; missing ones are passed over.
    var readable: [String] = []
    /// Folders that can be written to, at the same paths.
    var writable: [String] = []
    /// Folders that are only there.
    var empty: [String] = []
    /// Whether it sees the processes of its own namespace under `/proc`.
    var hasProcesses = false
  }

  /// The number under which the command finds the filter of system calls.
  static let filterDescriptor: Int32 = 4

  /// Finds bubblewrap and tries it.
  ///
  /// - Parameters:
  ///   - toolchain: what will run inside.
  ///   - moduleCache: a folder for what the compiler makes of C headers; it is made and filled.
  /// - Returns: a sandbox that works.
  /// - Throws: `Toolchain.Missing` when there is none to be had on this machine.
  public static func prepare(_ toolchain: Toolchain, moduleCache: String) throws -> Confinement {
    let confinement = try prepared(moduleCache: moduleCache)
    do {
      try confinement.fillModuleCache(toolchain)
    } catch is Toolchain.Missing {
      // What is there names its own path, and does not hold where a folder of marks was copied or moved.
      try? FileManager.default.removeItem(atPath: moduleCache)
      try confinement.fillModuleCache(toolchain)
    }
    return confinement
  }

  /// Finds bubblewrap, for a folder that `prepare` has filled.
  ///
  /// - Parameter moduleCache: the folder.
  /// - Returns: the sandbox.
  /// - Throws: `Toolchain.Missing` when there is no bubblewrap.
  public static func prepared(moduleCache: String) throws -> Confinement {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/bwrap" }
    guard
      let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else {
      throw Toolchain.Missing(
        message: "there is no sandbox here: bubblewrap is not installed",
        help: "sudo apt-get install bubblewrap, or grade with --no-sandbox, without protection")
    }
    return Confinement(program: program, moduleCache: moduleCache)
  }

  /// Has the compiler translate the C headers that cells can import: it cannot do so later, because what one
  /// submission's compiler wrote would be read by the next one's.
  private func fillModuleCache(_ toolchain: Toolchain) throws {
    removeLocks()
    let folder = moduleCache + "/warm"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let source = folder + "/Warm.swift"
    let code = "import Foundation\nimport PracticalKit\npublic let warm = exp(1.0)\n"
    try Data(code.utf8).write(to: URL(fileURLWithPath: source))
    let arguments =
      [toolchain.frontend, "-c"] + ModuleCompiler.flags + [
        "-module-name", "Warm", source, "-I", toolchain.modules, "-o", folder + "/Warm.o",
      ]
    var view = Self.compilerView(toolchain, self)
    view.writable = [moduleCache]
    let run = try CapturedRun.run(
      [arguments], confinement: self, host: toolchain.host, view: view, seconds: 300)
    guard run.status == 0 else {
      throw Toolchain.Missing(
        message: "the sandbox does not work here: \(run.output.prefix(1000))",
        help: "see `practical doctor`, or grade with --no-sandbox, without protection")
    }
  }

  /// Removes what compilers leave that are killed while they translate headers.
  ///
  /// A lock names the number of its process, and in a sandbox there is always another process of that number:
  /// the next compiler would wait for it.
  private func removeLocks() {
    let files = FileManager.default.enumerator(atPath: moduleCache)
    while let name = files?.nextObject() as? String {
      // Beside the lock stand the files that it is made of: `NAME.lock-1a2b`.
      guard (name as NSString).lastPathComponent.contains(".lock") else { continue }
      unlink(moduleCache + "/" + name)
    }
  }

  /// What the compiler sees beside the code.
  static func compilerView(_ toolchain: Toolchain, _ confinement: Confinement?) -> View {
    View(
      readable: system + [
        "/usr", toolchain.root, toolchain.modules, toolchain.kitLibrary,
        confinement?.moduleCache ?? "/usr",
      ],
      hasProcesses: true)
  }

  /// What the host of the cells sees.
  ///
  /// - Parameters:
  ///   - toolchain: where its libraries are.
  ///   - data: the folders of data sets.
  ///   - libraries: the folder that compiled cells are put into.
  /// - Returns: the view.
  static func hostView(_ toolchain: Toolchain, data: [String], libraries: String) -> View {
    View(
      readable: system + [
        "/usr/lib", "/usr/lib64", toolchain.root + "/lib/swift/linux", toolchain.kitLibrary,
        "/usr/share/datasets", libraries,
      ] + data,
      empty: [toolchain.binaries])
  }

  private static let system = ["/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives"]

  /// The environment in which `command` is to be started, for programs that run one after the other.
  ///
  /// What runs inside is told here and not as arguments: Swift reads those from `/proc`, which a host does
  /// not have.
  func environment(_ programs: [[String]], limits: Limits) -> [String: String] {
    var environment = ["PATH": "/usr/bin", "HOME": "/tmp", "TMPDIR": "/tmp", "LANG": "C.UTF-8"]
    environment["XDG_CACHE_HOME"] = moduleCache
    environment["PRACTICAL_SUPERVISED"] = ([limits.text] + programs.joined(separator: ["\u{1E}"]))
      .joined(separator: "\u{1F}")
    return environment
  }

  /// The command line that runs inside what the environment says.
  ///
  /// The descriptor `filterDescriptor` has to be one that `SystemCallFilter.open` gave.
  func command(host: String, view: View, limits: Limits) -> [String] {
    var command = [
      program, "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc",
      "--unshare-uts", "--unshare-cgroup-try", "--uid", "65534", "--gid", "65534",
      "--hostname", "practical", "--cap-drop", "ALL", "--die-with-parent", "--new-session",
      "--as-pid-1", "--seccomp", "\(Self.filterDescriptor)",
      "--perms", "1777", "--size", "\(limits.temporaryBytes)", "--tmpfs", "/tmp",
      "--size", "65536", "--tmpfs", "/dev",
    ]
    for device in ["null", "zero", "random", "urandom"] {
      command += ["--dev-bind", "/dev/\(device)", "/dev/\(device)"]
    }
    if view.hasProcesses { command += ["--proc", "/proc"] }
    for folder in view.empty { command += ["--dir", folder] }
    // A folder comes before what lies in it.
    for path in Set(view.readable + [host]).sorted()
    where !view.writable.contains(path) {
      command += ["--ro-bind-try", path, path]
    }
    for path in view.writable { command += ["--bind", path, path] }
    command += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--"]
    return command + [host]
  }
}

extension Toolchain {
  /// The folder that holds the toolchain.
  var root: String {
    URL(fileURLWithPath: binaries).deletingLastPathComponent().path
  }
}
