import CLinux
import CellChannel
import Foundation
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
  /// Whether it is in a sandbox, where processes have other numbers.
  let isConfined: Bool
  private let process: ChildProcess

  /// Starts a host.
  ///
  /// - Parameters:
  ///   - toolchain: where it is.
  ///   - datasets: the folder with the data sets that come with the program.
  ///   - confinement: the sandbox, if it is to be in one.
  ///   - libraries: the folder of the compiled cells that it will load.
  /// - Returns: the host, which may yet fail to start.
  /// - Throws: why no process could be started.
  static func start(
    _ toolchain: Toolchain, datasets: String, confinement: Confinement? = nil,
    libraries: String = ""
  ) throws -> HostProcess {
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
    linux_ask_for_senders(runner.descriptor)
    let inherited = ChildProcess.inheritedEnvironment()
    var environment = inherited
    if let confinement {
      environment = confinement.environment([toolchain.host], limits: Confinement.Limits())
      environment["PRACTICAL_CELL_HOST"] = "\(toolchain.kitLibrary)\u{1F}3"
      for (name, value) in inherited
      where name.hasPrefix("OPENBLAS_") || name == "PRACTICAL_DATASETS" {
        environment[name] = value
      }
    }
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["OPENBLAS_NUM_THREADS"] = "1"
    environment["PRACTICAL_DATASETS_FETCHED"] = UserFolders.datasets
    // Sets and dictionaries have the same order in every run.
    environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    environment["PRACTICAL_DATASETS_DEFAULT"] = datasets
    var command = [toolchain.host, toolchain.kitLibrary, "3"]
    var descriptors = [
      (from: null, to: Int32(0)), (outputEnds[1], 1), (errorEnds[1], 2), (host.descriptor, 3),
    ]
    let filter = confinement == nil ? -1 : SystemCallFilter.open()
    defer { if filter >= 0 { close(filter) } }
    if let confinement {
      let data = [datasets, UserFolders.datasets, inherited["PRACTICAL_DATASETS"] ?? ""]
      let view = Confinement.hostView(
        toolchain, data: data.filter { $0.hasPrefix("/") }, libraries: libraries)
      command = confinement.command(
        host: toolchain.host, view: view, limits: Confinement.Limits())
      descriptors.append((filter, Confinement.filterDescriptor))
    }
    let process = try ChildProcess.start(
      command, environment: environment, descriptors: descriptors)
    for descriptor in [outputEnds[0], errorEnds[0]] {
      linux_set_nonblocking(descriptor)
    }
    return HostProcess(
      channel: runner, output: outputEnds[0], errors: errorEnds[0],
      isConfined: confinement != nil, process: process)
  }

  /// Receives one packet, and which process sent it.
  ///
  /// What the packet itself says of its sender is that process's word; this is the kernel's, and in the
  /// numbers of this side where the host is in a namespace of its own.
  func receive() -> (packet: FrameSocket.Packet, sender: Int) {
    var buffer = [UInt8](repeating: 0, count: FrameSocket.maximumPacket)
    while true {
      var sender: Int32 = 0
      let count = linux_receive(
        channel.descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT), &sender)
      if count >= 0 { return (FrameSocket.Packet(bytes: buffer[..<count]), Int(sender)) }
      if errno != EINTR { return (errno == EAGAIN ? .none : .closed, 0) }
    }
  }

  /// Why compiled cells cannot be loaded, in the words of the dynamic linker.
  struct LoadFailure: Error { var reason: String }

  /// How long loading one module may take, in seconds.
  private static let loadTime = 60.0

  /// Has the host load a compiled module; returns the name of the kernels that it computes with.
  ///
  /// - Throws: `LoadFailure` when the module is no good, `Toolchain.Missing` when the host is not.
  func load(_ library: String) throws -> String {
    switch ask(.load(path: library)) {
    case .loaded(let kernels): return kernels
    case .loadFailed(let reason): throw LoadFailure(reason: reason)
    default:
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(errors, &buffer, buffer.count)
      let words = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      throw Toolchain.Missing(
        message: "the host of the cells does not start: \(words)",
        help: "check the libraries with `practical doctor`")
    }
  }

  /// Makes sure that the host runs, before any code of cells is in it.
  func greet() throws {
    do {
      _ = try load("/nothing/of/this/name")
    } catch is LoadFailure {
      return
    }
  }

  private func ask(_ command: HostCommand) -> CellEvent? {
    guard channel.send(command) else { return nil }
    let deadline = monotonicSeconds() + Self.loadTime
    var assembler = FrameAssembler()
    while monotonicSeconds() < deadline, !Interrupt.isRaised {
      var polled = pollfd(fd: channel.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&polled, 1, 1000)
      switch receive().packet {
      case .none: continue
      case .closed: return nil
      case .part(let sender, let isLast, let bytes):
        guard let frame = assembler.append(bytes, from: sender, isLast: isLast) else { continue }
        var reader = WireReader(frame)
        if let event = try? CellEvent(from: &reader) { return event }
      }
    }
    return nil
  }

  /// The programs and libraries that the host has loaded, as they are now; call it while the host is the
  /// process that was started, before the first cell runs.
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

  /// Ends the host, its copies, and everything that cells have started.
  func end() {
    process.end()
    process.wait()
    close(channel.descriptor)
    close(output)
    close(errors)
    // Orphans become our children; each may leave further ones behind.
    for _ in 0..<1000 {
      let children = Self.children()
      if children.isEmpty { return }
      for child in children {
        kill(child, SIGKILL)
        waitpid(child, nil, 0)
      }
    }
  }

  /// The processes whose parent is this one.
  private static func children() -> [pid_t] {
    let path = "/proc/self/task/\(getpid())/children"
    guard let text = TextFile.read(path) else { return [] }
    return text.split(separator: " ").compactMap { pid_t($0) }
  }

  /// The processes in the sandbox, in the numbers of this side; no more than a few beyond the limit.
  func members(limit: Int) -> [Int] {
    var found: [Int] = []
    var pending = [Int(process.processID)]
    while let parent = pending.popLast(), found.count <= limit {
      found.append(parent)
      let tasks =
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
      for task in tasks.prefix(limit) {
        let children = TextFile.read("/proc/\(parent)/task/\(task)/children") ?? ""
        pending += children.split(separator: " ").compactMap { Int($0) }
      }
    }
    return found
  }

  /// Ends the sandbox with everything in it, at once.
  func stop() { process.end() }
}
