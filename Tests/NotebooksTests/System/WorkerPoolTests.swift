import Foundation
import Synchronization
import Testing

@testable import Notebooks

/// Programs that do one job after the other; the worker here is a script that is told numbers.
@Suite("Workers")
struct WorkerPoolTests {
  /// How jobs ended: for each one every status that was told, and what the workers printed.
  private struct Record {
    var statuses: [Int: [Int]] = [:]
    var outputs: [Int: String] = [:]
  }

  /// Has numbers told to workers that run a script for each, with the number in `$job`.
  private func run(
    _ count: Int, script: String, workers: Int = 2, seconds: Double = 600, again: Set<Int> = []
  ) -> Record {
    let loop = "while read line; do for job in $line; do \(script); echo done; done; done"
    let pool = WorkerPool(command: ["/bin/sh", "-c", loop], workers: workers, seconds: seconds)
    let record = Mutex(Record())
    let all = pool.run((0..<count).map(String.init)) { job, ending in
      record.withLock { record in
        record.statuses[job, default: []].append(ending.status)
        record.outputs[job] = ending.output
        return again.contains(job) && record.statuses[job]?.count == 1
      }
    }
    #expect(all)
    return record.withLock { $0 }
  }

  @Test func everyJobIsDoneOnce() {
    let record = run(100, script: ":", workers: 3)
    #expect(record.statuses == Dictionary(uniqueKeysWithValues: (0..<100).map { ($0, [0]) }))
    #expect(run(0, script: ":").statuses.isEmpty)
  }

  @Test("A worker that dies takes no other job with it, and says why")
  func death() {
    let record = run(
      40, script: "[ $job = 7 ] && { echo no paper; exit 3; }; [ $job = 21 ] && kill -9 $$")
    for job in 0..<40 {
      let status = job == 7 ? 3 : job == 21 ? 137 : 0
      #expect(record.statuses[job] == [status], "\(job)")
    }
    #expect(record.outputs[7] == "no paper\n")
  }

  @Test("A worker that talks more than is kept is heard all the same")
  func talk() {
    let record = run(4, script: "head -c 300000 /dev/zero | tr '\\0' x; echo")
    #expect(record.statuses == [0: [0], 1: [0], 2: [0], 3: [0]])
  }

  @Test("What is to be done again is done again, by another worker")
  func again() {
    let record = run(20, script: "[ $job = 4 ] && exit 1", again: [4, 9])
    #expect(record.statuses[4] == [1, 1])
    #expect(record.statuses[9] == [0, 0])
    #expect(record.statuses[5] == [0])
  }

  @Test("A worker that takes too long is ended, also when it talks all the time")
  func slowness() {
    let record = run(
      6, script: "[ $job = 2 ] && while :; do echo still at it; sleep 0.1; done", seconds: 3)
    #expect(record.statuses[2] == [137])
    #expect(record.statuses.count == 6)
  }

  @Test func aProgramThatIsNotThereFailsEveryJob() {
    let pool = WorkerPool(command: ["/nowhere/worker"], workers: 2, seconds: 600)
    let reasons = Mutex<[String]>([])
    let all = pool.run(["a", "b", "c"]) { _, ending in
      reasons.withLock { $0.append(ending.output) }
      return false
    }
    #expect(all)
    #expect(reasons.withLock { $0.count } == 3)
    #expect(reasons.withLock { $0.allSatisfy { $0.contains("/nowhere/worker cannot be started") } })
  }
}
