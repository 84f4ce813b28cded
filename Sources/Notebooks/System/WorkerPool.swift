import Foundation

/// Runs programs side by side, each to its end.
public enum WorkerPool {
  /// How a program ended.
  public struct Ending: Sendable {
    /// The exit status, or 128 and the number of the signal.
    public var status: Int
    /// What it printed, cut at a limit.
    public var output: String
  }

  /// Runs a program for each of some jobs, so many at once.
  ///
  /// - Parameters:
  ///   - count: the number of jobs.
  ///   - workers: how many run at once.
  ///   - seconds: how long one may take before it is ended.
  ///   - command: gives the program and its arguments for a job.
  ///   - done: called with each job as it ends, one at a time; whether the job is to be run again.
  /// - Returns: whether all ran; false when the user interrupted.
  public static func run(
    _ count: Int, workers: Int, seconds: Double, command: @escaping @Sendable (Int) -> [String],
    done: @escaping (Int, Ending) -> Bool
  ) -> Bool {
    let queue = Queue(count: count, done: done)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count))) { _ in
      while let job = queue.next() {
        do {
          let run = try CapturedRun.run(
            command(job), environment: ChildProcess.inheritedEnvironment(), limit: 1 << 16,
            seconds: seconds)
          queue.end(job, Ending(status: run.status, output: run.output))
        } catch is CapturedRun.Interrupted {
          queue.stop()
        } catch {
          queue.end(job, Ending(status: -1, output: "\(error)"))
        }
      }
    }
    return !queue.isStopped
  }

  /// The jobs that are left.
  private final class Queue: @unchecked Sendable {
    // All guarded by the lock.
    private var jobs: [Int]
    private var stopped = false
    private let done: (Int, Ending) -> Bool
    private let lock = NSLock()

    init(count: Int, done: @escaping (Int, Ending) -> Bool) {
      jobs = Array((0..<count).reversed())
      self.done = done
    }

    var isStopped: Bool { lock.withLock { stopped } }

    func next() -> Int? { lock.withLock { stopped ? nil : jobs.popLast() } }

    func stop() { lock.withLock { stopped = true } }

    func end(_ job: Int, _ ending: Ending) {
      lock.withLock { if done(job, ending) { jobs.insert(job, at: 0) } }
    }
  }
}
