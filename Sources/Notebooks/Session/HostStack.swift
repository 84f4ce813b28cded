import CLinux
import CellChannel
import Glibc
import Wire

/// The host of a session: the process that waits for commands, and below it the snapshots that it came from.
///
/// Every cell that ends well leaves a process that is the state after it, whose parent is the state before
/// it. To go back, the processes above the wanted state are ended; the kernel ends each with its parent too,
/// and the wanted one, which waited for the end of its copy, waits for commands again.
struct HostStack {
  /// One process.
  struct Level {
    var processID: Int
    /// The state after this many of the practical's cells.
    var cells: Int
    /// How many of the compiled libraries it has loaded.
    var libraries: Int
    /// Seconds that the cell ran whose state this is.
    var seconds: Double
    /// Whether it is a stub, whose memory was given back.
    var isDropped = false
  }

  let host: HostProcess
  private(set) var levels: [Level]
  private var count = 0

  /// Starts a host in which nothing has run.
  init(_ toolchain: Toolchain, datasets: String) throws {
    host = try HostProcess.start(toolchain, datasets: datasets)
    try host.waitForStart()
    levels = [Level(processID: host.processID, cells: 0, libraries: 0, seconds: 0)]
  }

  /// The state that waits for commands.
  var top: Level { levels[levels.count - 1] }

  /// Takes in that a cell ended well in a copy of the top.
  mutating func push(processID: Int, cells: Int, libraries: Int, seconds: Double) {
    levels.append(
      Level(processID: processID, cells: cells, libraries: libraries, seconds: seconds))
  }

  /// Goes back to the latest state that is at most the one after some cells.
  ///
  /// - Parameter cells: the number of cells.
  /// - Returns: whether that worked; when not, the host is lost.
  mutating func goBack(to cells: Int) -> Bool {
    var wanted = levels.lastIndex { $0.cells <= cells && !$0.isDropped } ?? 0
    // Whoever was ended from outside has taken those above along.
    if let dead = levels.firstIndex(where: { !Self.isAlive($0.processID) }) {
      if dead == 0 { return false }
      wanted = min(wanted, dead - 1)
      while wanted > 0 && levels[wanted].isDropped { wanted -= 1 }
    }
    end(levels[(wanted + 1)...].map(\.processID))
    levels.removeSubrange((wanted + 1)...)
    return !top.isDropped && isTopListening()
  }

  /// Gives the memory of a snapshot back; cells after it are then reached from an earlier one.
  mutating func drop(_ index: Int) {
    guard index > 0, index < levels.count - 1, !levels[index].isDropped else { return }
    levels[index].isDropped = true
    kill(pid_t(levels[index].processID), SIGUSR1)
  }

  /// Ends processes, and waits until they are gone: until then they might read a command meant for another.
  private func end(_ ended: [Int]) {
    for process in ended.reversed() {
      kill(-pid_t(process), SIGKILL)
      kill(pid_t(process), SIGKILL)
    }
    for process in ended.reversed() {
      let deadline = monotonicSeconds() + 60
      while Self.isAlive(process) && monotonicSeconds() < deadline { usleep(50) }
    }
    drain()
  }

  /// Throws away what ended cells have printed.
  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    for descriptor in [host.output, host.errors] {
      for _ in 0..<256 where read(descriptor, &buffer, buffer.count) <= 0 { break }
    }
  }

  /// Whether a process runs; one that is over and only waits to be noticed does not, and is noticed here
  /// when it is ours.
  static func isAlive(_ processID: Int) -> Bool {
    if waitpid(pid_t(processID), nil, WNOHANG) == pid_t(processID) { return false }
    guard let text = TextFile.read("/proc/\(processID)/stat"),
      let bracket = text.lastIndex(of: ")")
    else { return false }
    let state = text[text.index(after: bracket)...].first { $0 != " " }
    return state != "Z" && state != "X"
  }

  /// Whether the top answers; what was sent before the answer is of no interest any more.
  ///
  /// It answers once no cell runs in a copy of it. One that was broken off still does, or begins to only now.
  private mutating func isTopListening() -> Bool {
    let top = top.processID
    for _ in 0..<10 {
      endCopies(ofTop: top)
      var number = count
      let answer = host.identify(&number) { endCopies(ofTop: top) }
      count = number
      guard let answer else { return false }
      if answer == top { return true }
    }
    return false
  }

  /// Ends what runs in copies of the state that is to wait for commands.
  private func endCopies(ofTop top: Int) {
    let program = ChildProcess.program(of: pid_t(top))
    // What an earlier cell has started, and is to go on, is another program or leads no group.
    let copies = ChildProcess.children(of: pid_t(top)).filter {
      getpgid($0) == $0 && ChildProcess.program(of: $0) == program
    }
    if !copies.isEmpty { end(copies.map { Int($0) }) }
  }
}
