import Glibc

/// The right of a process to run before those that it watches.
///
/// Under root the kernel sets no bound to the number of processes in a sandbox. A grader that shared the
/// processors with thousands of them would not get to count them, let alone to end them.
public enum WatchingPriority {
  /// `SCHED_RESET_ON_FORK` of `<sched.h>`, which Swift does not see: processes that are started run as always.
  private static let resetOnFork: Int32 = 0x4000_0000

  /// Has this process run before all ordinary ones, where it has the right to.
  ///
  /// Only root has, and only root needs it: for others the kernel refuses processes beyond `RLIMIT_NPROC`.
  public static func raise() {
    var parameter = sched_param(sched_priority: 1)
    _ = sched_setscheduler(0, SCHED_RR | resetOnFork, &parameter)
  }
}
