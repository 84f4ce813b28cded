import CLinux
import CellChannel
import Glibc
import PracticalKit
import Tensors
import Wire

/// The process that runs the cells, and its waiting copies.
///
/// To run a cell the host forks. The copy runs the cell and, when that ends well, becomes the host; the
/// original waits as the state before the cell, and takes over again when the copy dies.
struct Host {
  let channel: FrameSocket
  private var assembler = FrameAssembler()
  private var handles: [UnsafeMutableRawPointer] = []

  init(channel: FrameSocket) { self.channel = channel }

  mutating func serve() -> Int32 {
    while let command = nextCommand() {
      switch command {
      case .load(let path): if load(path) { CellRuntime.send(.loaded(kernels: BLAS.coreName)) }
      case .run(let invocation): run(invocation)
      case .quit: return 0
      case .identify(let number):
        CellRuntime.send(.identified(number: number, processID: Int(getpid())))
      }
    }
    return 0
  }

  private mutating func nextCommand() -> HostCommand? {
    while true {
      switch channel.receivePacket(waits: true) {
      case .part(let sender, let isLast, let bytes):
        guard let frame = assembler.append(bytes, from: sender, isLast: isLast) else { continue }
        var reader = WireReader(frame)
        if let command = try? HostCommand(from: &reader) { return command }
      case .none: continue
      case .closed: return nil
      }
    }
  }

  /// Loads a module; when it cannot be loaded, says why and returns false.
  private mutating func load(_ path: String) -> Bool {
    // Global, so that later modules of the same practical find the symbols of this one.
    guard let handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL) else {
      let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
      CellRuntime.send(.loadFailed(reason))
      return false
    }
    handles.append(handle)
    return true
  }

  private mutating func run(_ invocation: CellInvocation) {
    linux_flush_output()
    let snapshot = getpid()
    let start = CellRuntime.now()
    let offsets = FileOffsets.now(keeping: [channel.descriptor])
    var ends: [Int32] = [-1, -1]
    if invocation.isThrownAway { linux_pipe(&ends) }
    SnapshotWait.begin()
    let child = fork()
    if child == 0 {
      SnapshotWait.cancel()
      runInCopy(invocation, snapshot: snapshot, end: ends[1])
    } else if child > 0 {
      let end = SnapshotWait.wait(for: child)
      offsets.restore()
      guard invocation.isThrownAway else { return CellRuntime.send(.cellDied(end)) }
      // What the cell left behind goes with it.
      kill(-child, SIGKILL)
      linux_set_nonblocking(ends[0])
      var byte: UInt8 = 0
      let isWhole = read(ends[0], &byte, 1) == 1
      close(ends[0])
      close(ends[1])
      CellRuntime.send(
        isWhole
          ? .cellFinished(seconds: CellRuntime.now() - start, peakMemory: MemoryLimit.peak())
          : .cellDied(end))
    } else {
      CellRuntime.send(.cellDied(.exited(71)))
    }
  }

  /// Runs the cell; returns when it ended well and this process has become the host.
  ///
  /// A copy that is to be thrown away ends with the cell, and says through a pipe that it came to the end.
  private mutating func runInCopy(
    _ invocation: CellInvocation, snapshot: pid_t, end: Int32
  ) {
    // A process group of its own: a cell is ended together with all that it started.
    setpgid(0, 0)
    linux_set_parent_death_signal(SIGKILL)
    if getppid() != snapshot { _exit(70) }
    CellRuntime.send(.cellStarted(processID: Int(getpid())))
    for library in invocation.libraries {
      // What is thrown away stands on others of its kind, which may lack what they need.
      let isSpare = invocation.isThrownAway && library != invocation.libraries.last
      if !load(library) && !isSpare { _exit(70) }
    }
    if !invocation.libraries.isEmpty { CellRuntime.send(.loaded(kernels: BLAS.coreName)) }
    MemoryLimit.set(invocation.memoryLimit)
    CellRuntime.invocation = invocation
    CellRuntime.line = 0
    random = RandomGenerator(seed: invocation.seed)
    // Without a symbol it is the libraries alone that are wanted.
    let onlyLoads = invocation.symbol.isEmpty
    guard let function = onlyLoads ? {} : symbol(invocation.symbol) else {
      CellRuntime.end(
        CellFailure(kind: .missing, message: "the compiled cell is not in its module", line: 0))
    }
    let start = CellRuntime.now()
    function()
    linux_flush_output()
    let seconds = CellRuntime.now() - start
    if invocation.isThrownAway {
      var byte: UInt8 = 1
      write(end, &byte, 1)
      _exit(0)
    }
    // Sent before the snapshot goes: a cell that has closed the channel ends here, and the snapshot goes on.
    CellRuntime.send(.cellFinished(seconds: seconds, peakMemory: MemoryLimit.peak()))
    if !invocation.keepsSnapshot { takeOver(from: snapshot) }
  }

  private func symbol(_ name: String) -> (@convention(c) () -> Void)? {
    for handle in handles.reversed() {
      if let address = dlsym(handle, name) {
        return unsafeBitCast(address, to: (@convention(c) () -> Void).self)
      }
    }
    return nil
  }

  /// Ends the waiting copy; this process is then a child of the runner, which adopts orphans.
  private func takeOver(from snapshot: pid_t) {
    linux_set_parent_death_signal(0)
    kill(snapshot, SIGKILL)
    while getppid() == snapshot { usleep(20) }
    linux_set_parent_death_signal(SIGKILL)
  }
}
