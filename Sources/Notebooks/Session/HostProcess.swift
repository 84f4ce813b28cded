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
  /// The process that was started.
  var processID: Int { Int(process.processID) }

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
      environment = confinement.environment([[toolchain.host]], limits: Confinement.Limits())
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
    // A fork copies a table with an entry for each page: with 500 MB in small pages it takes 50 ms, in large
    // ones less than one.
    let tunables = [environment["GLIBC_TUNABLES"], "glibc.malloc.hugetlb=1"].compactMap { $0 }
    environment["GLIBC_TUNABLES"] = tunables.joined(separator: ":")
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
    if identify(&count, within: 300) == nil && !Interrupt.isRaised { throw startFailure() }
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
  ///   - seconds: how long to wait for the answer: on a busy machine a program can take long to start, and one
  ///     that has ended closes the channel.
  ///   - wait: called again and again until there is an answer.
  /// - Returns: the process, or nil when none answers.
  func identify(
    _ count: inout Int, within seconds: Double = 60, while wait: () -> Void = {}
  ) -> Int? {
    count += 1
    guard channel.send(HostCommand.identify(count)) else { return nil }
    var assembler = FrameAssembler()
    let deadline = monotonicSeconds() + seconds
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
