import CellChannel
import Glibc

/// The wait of a snapshot for the end of the copy that runs a cell.
///
/// A snapshot that is no longer wanted cannot just go: the copy would lose its parent, and with it whoever
/// ends it. It becomes a stub instead: the same process, in which a program with next to no memory waits.
enum SnapshotWait {
  /// Sent by the runner to a snapshot whose memory it wants back.
  static let dropSignal = SIGUSR1

  /// The argument of the program that waits in place of a dropped snapshot.
  static let stubArgument = "--wait"

  nonisolated(unsafe) private static var isWaiting = false
  nonisolated(unsafe) private static var isDropped = false
  // The signal handler reads these, so they are made beforehand.
  nonisolated(unsafe) private static var program: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var arguments:
    UnsafeMutablePointer<
      UnsafeMutablePointer<CChar>?
    >?

  /// Gets ready for the signal, which may come as soon as there is a copy.
  static func begin() {
    signal(dropSignal) { _ in
      SnapshotWait.isDropped = true
      if SnapshotWait.isWaiting { SnapshotWait.becomeStub() }
    }
  }

  /// Takes that back, in the copy.
  static func cancel() { signal(dropSignal, SIG_DFL) }

  /// Waits for a process to end, and says how it did.
  static func wait(for child: pid_t) -> ProcessEnd {
    prepareStub(waitingFor: child)
    isWaiting = true
    defer { isWaiting = false }
    if isDropped { becomeStub() }
    while true {
      var status: Int32 = 0
      if waitpid(child, &status, 0) == child {
        let signal = Int(status & 0x7f)
        return signal == 0 ? .exited(Int(status >> 8 & 0xff)) : .signaled(signal)
      }
      if errno != EINTR { return .exited(71) }
    }
  }

  private static func prepareStub(waitingFor child: pid_t) {
    if program == nil { program = strdup("/proc/self/exe") }
    if arguments == nil {
      arguments = .allocate(capacity: 4)
      arguments?[0] = strdup("practical-cell-host")
      arguments?[1] = strdup(stubArgument)
      arguments?[2] = nil
      arguments?[3] = nil
    }
    free(arguments?[2])
    arguments?[2] = strdup(String(child))
  }

  /// Replaces this process's program; only calls that a signal handler may make.
  private static func becomeStub() {
    guard let program, let arguments else { return }
    execv(program, arguments)
  }
}
