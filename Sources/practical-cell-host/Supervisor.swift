import CLinux
import Glibc

/// The first process of a sandbox.
///
/// As process 1 of its namespace no signal from inside reaches it. It sets the limits, starts the programs one
/// after the other, as long as each does its work, and waits until nothing is left: a host is replaced by its
/// copies, so the end of the program that was started says little. When it ends, the kernel ends whatever
/// else is in the namespace.
struct Supervisor {
  /// Seconds of processor time, bytes of a file, open files, processes, bytes of private memory.
  let limits: String
  /// The programs with their arguments.
  let commands: [[String]]

  func run() -> Never {
    // What the sandbox itself was set up with is nothing for those inside.
    linux_close_from(4)
    var rest = commands[...]
    var current = startNext(of: &rest)
    var result: Int32 = 0
    while true {
      var status: Int32 = 0
      let ended = wait(&status)
      if ended == current {
        let signal = status & 0x7f
        result = signal == 0 ? status >> 8 & 0xff : 128 + signal
        if result == 0, !rest.isEmpty { current = startNext(of: &rest) }
      }
      if ended < 0 && errno != EINTR { exit(result) }
    }
  }

  private func startNext(of rest: inout ArraySlice<[String]>) -> pid_t {
    guard let command = rest.popFirst() else { stop("no program is named") }
    let process = fork()
    if process == 0 { start(command) }
    if process < 0 { stop("no process to be had") }
    if rest.isEmpty { linux_close_from(0) }
    return process
  }

  private func start(_ command: [String]) -> Never {
    // The one who watches over it from outside comes before all that is confined.
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 0)
    let kinds = [RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_NOFILE, __RLIMIT_NPROC, RLIMIT_DATA]
    let values = limits.split(separator: ",").map { rlim_t($0) }
    guard values.count == kinds.count else { stop("five limits are wanted, not \(limits)") }
    limit(RLIMIT_CORE, to: 0)
    limit(__RLIMIT_MSGQUEUE, to: 0)
    for (kind, value) in zip(kinds, values) {
      // A dash leaves the limit as it is.
      if let value { limit(kind, to: value) }
    }
    var pointers = command.map { strdup($0) } + [nil]
    execv(command[0], &pointers)
    stop("\(command[0]) cannot be started: \(String(cString: strerror(errno)))")
  }

  private func limit(_ kind: __rlimit_resource, to value: rlim_t) {
    var limit = rlimit()
    let resource = __rlimit_resource_t(kind.rawValue)
    guard getrlimit(resource, &limit) == 0 else { return }
    let lowered = min(value, limit.rlim_max)
    limit = rlimit(rlim_cur: lowered, rlim_max: lowered)
    if setrlimit(resource, &limit) != 0 { stop("a limit cannot be set") }
  }
}
