import CLinux
import CellChannel
import Glibc
import Wire

/// The host of the cells, seen from the runner: a process, a channel and what the cells print.
struct HostProcess {
  /// The channel.
  let channel: FrameSocket
  /// What the cells print on standard output, to be read without waiting.
  let output: Int32
  /// What the cells print on standard error, to be read without waiting.
  let errors: Int32
  private let process: ChildProcess
  /// The process that was started.
  var processID: Int { Int(process.processID) }

  /// Starts a host.
  static func start(_ toolchain: Toolchain, datasets: String) throws -> HostProcess {
    // When a snapshot ends, the process that came out of it becomes ours.
    linux_adopt_orphans()
    guard let (runner, host) = FrameSocket.pair() else {
      throw ChildProcess.StartFailure(program: toolchain.host, reason: "no socket to be had")
    }
    var outputEnds: [Int32] = [-1, -1]
    var errorEnds: [Int32] = [-1, -1]
    linux_pipe(&outputEnds)
    linux_pipe(&errorEnds)
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer {
      for descriptor in [host.descriptor, outputEnds[1], errorEnds[1], null] { close(descriptor) }
    }
    var environment = ChildProcess.inheritedEnvironment()
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["OPENBLAS_NUM_THREADS"] = "1"
    environment["PRACTICAL_DATASETS_FETCHED"] = UserFolders.datasets
    // Sets and dictionaries have the same order in every run.
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    // A fork copies a table with an entry for each page: with 500 MB in small pages it takes 50 ms, in large
    // ones less than one.
    let tunables = [environment["GLIBC_TUNABLES"], "glibc.malloc.hugetlb=1"].compactMap { $0 }
    environment["GLIBC_TUNABLES"] = tunables.joined(separator: ":")
    environment["PRACTICAL_DATASETS_DEFAULT"] = datasets
    let process = try ChildProcess.start(
      [toolchain.host, toolchain.kitLibrary, "3"], environment: environment,
      descriptors: [
        (null, 0), (outputEnds[1], 1), (errorEnds[1], 2), (host.descriptor, 3),
      ])
    for descriptor in [outputEnds[0], errorEnds[0]] {
      linux_set_nonblocking(descriptor)
    }
    return HostProcess(
      channel: runner, output: outputEnds[0], errors: errorEnds[0], process: process)
  }

  /// Has the host load a compiled module; returns the name of the kernels that it computes with.
  func load(_ library: String) throws -> String {
    var assembler = FrameAssembler()
    var event: CellEvent?
    if channel.send(HostCommand.load(path: library)) {
      while event == nil,
        case .part(let sender, let isLast, let bytes) = channel.receivePacket(waits: true)
      {
        guard let frame = assembler.append(bytes, from: sender, isLast: isLast) else { continue }
        var reader = WireReader(frame)
        event = try? CellEvent(from: &reader)
      }
    }
    switch event {
    case .loaded(let kernels): return kernels
    case .loadFailed(let reason):
      throw Toolchain.Missing(
        message: "the compiled cells cannot be loaded: \(reason)",
        help: "run again with --no-cache; if that does not help, run `swift build -c release`")
    default: throw startFailure()
    }
  }

  /// The programs and libraries that the host has loaded, as long as it is the process that was started.
  func loadedFiles() -> [InputFile] {
    guard let maps = TextFile.readAll("/proc/\(process.processID)/maps") else { return [] }
    var paths: Set<Substring> = []
    for line in maps.split(separator: "\n") {
      if let start = line.firstIndex(of: "/"), !line.hasPrefix("/") { paths.insert(line[start...]) }
    }
    return paths.sorted().compactMap { path in
      InputFile.stamp(of: String(path)).map {
        InputFile(path: String(path), kind: .read, stamp: $0)
      }
    }
  }

  /// Waits until the kit is loaded.
  ///
  /// - Throws: `Toolchain.Missing` when the host does not start.
  func waitForStart() throws {
    var count = -1
    if identify(&count) == nil && !Interrupt.isRaised { throw startFailure() }
  }

  /// Why the host does not answer.
  private func startFailure() -> Toolchain.Missing {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(errors, &buffer, buffer.count)
    let words = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return Toolchain.Missing(
      message: "the host of the cells does not start: \(words)",
      help: "check the libraries with `practical doctor`")
  }

  /// Asks which process waits for commands; what was sent before the answer is thrown away.
  ///
  /// - Parameters:
  ///   - count: a number that is counted up.
  ///   - wait: called again and again until there is an answer.
  /// - Returns: the process, or nil when none answers.
  func identify(_ count: inout Int, while wait: () -> Void = {}) -> Int? {
    count += 1
    guard channel.send(HostCommand.identify(count)) else { return nil }
    var assembler = FrameAssembler()
    // On a busy machine a program can take long to start; one that has ended closes the channel.
    let deadline = monotonicSeconds() + 60
    while monotonicSeconds() < deadline && !Interrupt.isRaised {
      var polled = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&polled, 1, 100) == 0 { wait() }
      reading: while true {
        switch channel.receivePacket(waits: false) {
        case .none: break reading
        case .closed: return nil
        case .part(let sender, let isLast, let bytes):
          guard let frame = assembler.append(bytes, from: sender, isLast: isLast) else { continue }
          var reader = WireReader(frame)
          if case .identified(let number, let processID) = try? CellEvent(from: &reader),
            number == count
          {
            return processID
          }
        }
      }
    }
    return nil
  }

  /// Ends the host, its copies, and everything that cells have started.
  func end() {
    process.end()
    process.wait()
    close(channel.descriptor)
    close(output)
    close(errors)
    // Orphans become our children; each may leave further ones behind.
    for _ in 0..<1000 {
      let children = ChildProcess.children(of: getpid()).filter { !ChildProcess.isAwaited($0) }
      if children.isEmpty { return }
      for child in children {
        kill(child, SIGKILL)
        waitpid(child, nil, 0)
      }
    }
  }
}

/// Small files of the kernel.
enum TextFile {
  /// The whole text of a file whose size the system does not tell, or nil when it cannot be read.
  static func readAll(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return String(decoding: text, as: UTF8.self) }
      text += buffer[..<count]
    }
  }

  /// The first kilobytes of a file, or nil when it cannot be read.
  static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}

/// What a process holds in memory.
enum ResidentMemory {
  /// The bytes of a process, or 0 when it is gone.
  static func bytes(of process: Int) -> Int {
    guard let text = TextFile.read("/proc/\(process)/statm") else { return 0 }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}
