internal import Glibc

/// How long the steps of a training take, which decides whether several threads are worth it.
///
/// Waking a thread takes some microseconds; what comes out of a step is the same either way.
struct StepPace: Sendable, CustomStringConvertible {
  private var steps = 0
  private var shortest = Double.infinity

  /// The first steps run on one thread, to be measured.
  private static let measuredSteps = 4
  /// The seconds that a step of one thread must take for others to help.
  private static let worthwhile = 60e-6

  /// Says nothing of the measured time: what cells print of a trainer is the same in every run.
  var description: String { "StepPace()" }

  /// The number of threads for the next step.
  func threads(_ wanted: Int) -> Int {
    steps < Self.measuredSteps || shortest < Self.worthwhile ? 1 : wanted
  }

  /// Notes how long a step took.
  mutating func note(_ seconds: Double) {
    guard steps < Self.measuredSteps else { return }
    steps += 1
    shortest = min(shortest, seconds)
  }
}

/// The seconds of a clock that nobody sets.
func monotonicSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
