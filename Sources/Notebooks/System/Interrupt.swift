import CLinux
import Glibc

/// Whether the user asked to stop (Ctrl-C, a closed terminal, `kill`), as a descriptor that `poll` can wait on.
public enum Interrupt {
  /// The read and write ends of a pipe that the signal handler writes to.
  nonisolated(unsafe) private static var pipe: (read: Int32, write: Int32) = (-1, -1)
  nonisolated(unsafe) private static var raised = false

  /// Begins to catch the signals; without this a signal ends the program as usual.
  public static func install() {
    guard pipe.read < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { return }
    linux_set_nonblocking(ends[1])
    pipe = (ends[0], ends[1])
    // Whoever started this program may have blocked them.
    var mask = sigset_t()
    sigemptyset(&mask)
    sigprocmask(SIG_SETMASK, &mask, nil)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in Interrupt.raise() }
      sigaction(signal, &action, nil)
    }
    // A reader of our output that goes away is told by the write, not by death.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Has this program ended at once when the one that started it is gone, however that came about.
  public static func endWithParent() { linux_set_parent_death_signal(SIGKILL) }

  private static func raise() {
    raised = true
    var byte: UInt8 = 0
    write(pipe.write, &byte, 1)
  }

  /// Whether a signal came.
  public static var isRaised: Bool { raised }

  /// Becomes readable when a signal comes; -1 before `install`.
  public static var descriptor: Int32 { pipe.read }
}
