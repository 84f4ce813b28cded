import Foundation
import Glibc
import Testing

@testable import Notebooks

/// Whatever was edited before, a session gives what a run from the top gives.
///
/// With `PRACTICAL_SLOW_TESTS=1` there are thousands of edits; `PRACTICAL_WATCH_SEED` names the first seed.
/// Of the slow run the seeds 1000 to 1005 have been run so far (300 edits, 8 minutes on a busy machine), all
/// of them equal to a fresh run.
@Suite(.serialized)
struct NoHiddenStateTests {
  private static let isSlow = ProcessInfo.processInfo.environment["PRACTICAL_SLOW_TESTS"] == "1"
  private static let seeds: [UInt64] = {
    let first =
      ProcessInfo.processInfo.environment["PRACTICAL_WATCH_SEED"].flatMap { UInt64($0) } ?? 1
    return Array(first..<first + (isSlow ? 60 : 1))
  }()
  private static let edits = isSlow ? 50 : 12

  @Test(arguments: seeds) func editsByChance(seed: UInt64) throws {
    let bench = try WatchBench()
    var practical = RandomPractical(seed: seed)
    for edit in 0..<Self.edits {
      let expected = try bench.fresh(practical.text)
      let found = try bench.watched(practical.text)
      try #require(
        found == expected, "seed \(seed), edit \(edit):\n\(difference(found, expected))")
      practical.edit()
    }
  }

  @Test(arguments: seeds) func processesEndedByChance(seed: UInt64) throws {
    // Few snapshots, so that some have to be made again.
    let bench = try WatchBench(limits: SnapshotLimits(count: 3))
    var practical = RandomPractical(seed: seed &+ 1000)
    for edit in 0..<Self.edits {
      let processes = bench.session.processIDs
      if !processes.isEmpty, edit % 2 == 0 {
        kill(pid_t(processes[practical.number(below: processes.count)]), SIGKILL)
      }
      let expected = try bench.fresh(practical.text)
      let found = try bench.watched(practical.text)
      bench.session.trimSnapshots()
      try #require(
        found == expected, "seed \(seed), edit \(edit):\n\(difference(found, expected))")
      practical.edit()
    }
  }

  /// The first thing that differs.
  private func difference(_ found: WatchBench.Comparable, _ expected: WatchBench.Comparable)
    -> String
  {
    for (one, other) in zip(found.cells, expected.cells) where one != other {
      return "session: \(one)\nfresh:   \(other)"
    }
    for (one, other) in zip(found.checks, expected.checks) where one != other {
      return "session: \(one)\nfresh:   \(other)"
    }
    return "figures: \(found.figures.keys.sorted()) and \(expected.figures.keys.sorted())"
  }
}
