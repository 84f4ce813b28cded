import CellChannel
import Checks

/// Reports a value to the autograder, which judges it.
///
///     check("relu keeps positives", relu([-1, 0, 2]), .equals([0, 0, 2]))
///
/// The value is computed in a process of its own, a fork of the cell's: a crash, an error or a hang costs
/// this check alone, and what the computation changes is gone afterwards. Nothing is decided here; the
/// runner compares the value with the expectation.
///
/// - Parameters:
///   - name: what the check is about, as the student reads it.
///   - value: the value to judge.
///   - expectation: what the value should be; by default what the author's solution gives.
///   - points: the points for it; checks without share what is left of the cell's points equally.
///   - line: the line of the call.
public func check(
  _ name: String, _ value: @autoclosure () throws -> some Checkable,
  _ expectation: Expectation = .matchesReference(), points: Double? = nil, line: Int = #line
) {
  CellRuntime.send(
    .checkStarted(
      CheckReport(name: name, expectation: expectation, points: points, line: line)))
  fflush(nil)
  let child = fork()
  if child == 0 {
    do {
      let observed = try value().checkValue
      fflush(nil)
      CellRuntime.send(.checkObserved(name: name, value: observed))
      _exit(0)
    } catch {
      CellRuntime.end(
        CellFailure(kind: .thrown, message: String(describing: error), line: CellRuntime.line))
    }
  }
  guard child > 0 else {
    fatalError("the system has no room for the process of the check \"\(name)\"")
  }
  let end = wait(for: child, seconds: CellRuntime.invocation?.checkTimeout ?? .infinity)
  CellRuntime.send(.checkDied(name: name, end))
}

/// Waits for a process, and ends it when it takes too long.
private func wait(for child: pid_t, seconds: Double) -> ProcessEnd {
  let deadline = CellRuntime.now() + seconds
  var pause: UInt32 = 20
  var isLate = false
  while true {
    var status: Int32 = 0
    let ended = waitpid(child, &status, isLate ? 0 : WNOHANG)
    if ended == child {
      if isLate { return .timedOut }
      let signal = Int(status & 0x7f)
      return signal == 0 ? .exited(Int(status >> 8 & 0xff)) : .signaled(signal)
    }
    if ended < 0 && errno != EINTR { return .exited(1) }
    if CellRuntime.now() > deadline {
      kill(child, SIGKILL)
      isLate = true
    } else {
      usleep(pause)
      pause = min(pause * 2, 2000)
    }
  }
}
