import CellChannel
import FileUses

/// The state of the process of the cells: which cell runs, within which bounds, and where reports go.
///
/// There is one per process and one thread in it. The host sets it; cells reach it only through the
/// functions of the kit. Outside a host, as in a unit test, reports go nowhere.
package enum CellRuntime {
  /// The channel to the runner.
  nonisolated(unsafe) package static var channel: FrameSocket?
  /// The cell that runs.
  nonisolated(unsafe) package static var invocation: CellInvocation?
  /// The line of the top-level statement that runs.
  nonisolated(unsafe) package static var line = 0
  /// When progress was last reported, in seconds of the monotonic clock.
  nonisolated(unsafe) static var lastProgress = 0.0

  /// Sends a report to the runner.
  package static func send(_ event: CellEvent) {
    guard let channel else { return }
    // A runner that is gone reads no more; a process without one has no reason to go on.
    if !channel.send(event) { _exit(70) }
  }

  /// Has the runner told of every file that cells use through the kit.
  package static func reportFileUses() {
    FileUseObserver.install { use in
      var use = use
      if !use.path.hasPrefix("/"), let folder = getcwd(nil, 0) {
        use.path = String(cString: folder) + "/" + use.path
        free(folder)
      }
      // What the system cannot open was not opened.
      if use.path.utf8.count <= FileUse.maximumPathLength, !use.path.utf8.contains(0) {
        send(.fileUsed(use))
      }
    }
  }

  /// Reports why the cell, or the check that is being evaluated, cannot go on, and ends its process.
  package static func end(_ failure: CellFailure) -> Never {
    fflush(nil)
    if channel == nil { fatalError(failure.message) }
    send(.failure(failure))
    _exit(1)
  }

  /// The seconds of the monotonic clock.
  package static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
