import Foundation

/// Programs that work side by side, each on one job after the other.
///
/// A worker is told some jobs in a line, with spaces between them, and writes the line `LastingProgram.done`
/// after each. When it ends before that, or takes too long, the job has failed; another worker takes its
/// place, and the jobs that it had not begun are given out again.
public struct WorkerPool: Sendable {
  /// How a job ended.
  public struct Ending: Sendable, Equatable {
    /// Zero for a job that is done; else the exit status of the worker, or 128 and the number of the signal.
    public var status: Int
    /// What it printed, cut at a limit.
    public var output: String
  }

  private let command: [String]
  private let workers: Int
  private let seconds: Double

  /// Makes a pool; nothing is started yet.
  ///
  /// - Parameters:
  ///   - command: the path and the arguments of a worker.
  ///   - workers: how many work at once.
  ///   - seconds: how long a worker may take for a job before it is ended.
  public init(command: [String], workers: Int, seconds: Double) {
    self.command = command
    self.workers = workers
    self.seconds = seconds
  }

  /// Has jobs done.
  ///
  /// - Parameters:
  ///   - jobs: the jobs, as the workers are told them: without spaces.
  ///   - done: called with the number of each job as it ends, one at a time; whether it is to be done again.
  /// - Returns: whether all were done; false when the user interrupted.
  public func run(_ jobs: [String], done: @escaping (Int, Ending) -> Bool) -> Bool {
    let count = max(1, min(workers, jobs.count))
    let queue = Queue(count: jobs.count, workers: count, done: done)
    DispatchQueue.concurrentPerform(iterations: count) { _ in
      var worker: LastingProgram?
      while let batch = queue.next() {
        do throws(CapturedRun.Interrupted) {
          try work(on: batch, jobs, queue, &worker)
        } catch {
          queue.stop()
        }
      }
      worker?.end()
    }
    return !queue.isStopped
  }

  /// Has a worker do some jobs, and starts one where there is none.
  private func work(
    on batch: [Int], _ jobs: [String], _ queue: Queue, _ worker: inout LastingProgram?
  ) throws(CapturedRun.Interrupted) {
    let program: LastingProgram
    do throws(ChildProcess.StartFailure) {
      if let worker { program = worker } else { program = try LastingProgram(command) }
    } catch {
      return queue.end(batch, failedWith: Ending(status: -1, output: "\(error)"))
    }
    worker = program
    program.tell(batch.map { jobs[$0] }.joined(separator: " "))
    for (place, job) in batch.enumerated() {
      switch try program.answer(within: seconds) {
      case .done: queue.end([job], failedWith: nil)
      case .ended(let ending):
        worker = nil
        return queue.end(Array(batch[place...]), failedWith: ending)
      }
    }
  }

  /// The jobs that are left.
  private final class Queue: @unchecked Sendable {
    // All guarded by the lock.
    private var jobs: [Int]
    private var stopped = false
    private let workers: Int
    private let done: (Int, Ending) -> Bool
    private let lock = NSLock()

    /// The most jobs that a worker is told at once.
    private static let most = 8

    init(count: Int, workers: Int, done: @escaping (Int, Ending) -> Bool) {
      jobs = Array((0..<count).reversed())
      self.workers = workers
      self.done = done
    }

    var isStopped: Bool { lock.withLock { stopped } }

    /// The next jobs for a worker; fewer towards the end, so that all workers end at about the same time.
    func next() -> [Int]? {
      lock.withLock {
        guard !stopped, !jobs.isEmpty else { return nil }
        let count = max(1, min(Self.most, jobs.count / (2 * workers)))
        defer { jobs.removeLast(count) }
        return jobs.suffix(count).reversed()
      }
    }

    func stop() { lock.withLock { stopped = true } }

    /// Takes in the end of the first of some jobs; the others were not begun.
    func end(_ batch: [Int], failedWith ending: Ending?) {
      lock.withLock {
        jobs += batch.dropFirst().reversed()
        guard let job = batch.first else { return }
        if done(job, ending ?? Ending(status: 0, output: "")) { jobs.insert(job, at: 0) }
      }
    }
  }
}
