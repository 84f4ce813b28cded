import Glibc
import Synchronization
import Testing

@testable import Training

@Suite struct WorkersTests {
  @Test(arguments: [1, 2, 3, 8])
  func resultsComeInTheOrderOfThePieces(_ threads: Int) {
    for count in [0, 1, 2, 3, 17, 200] {
      let squares = Workers.map(count: count, threads: threads) { $0 * $0 }
      #expect(squares == (0..<count).map { $0 * $0 })
    }
  }

  @Test func everyPieceRunsOnceInManyShortJobs() {
    for round in 0..<20_000 {
      let sums = Workers.map(count: 3, threads: 2) { $0 + round }
      #expect(sums == [round, round + 1, round + 2])
    }
  }

  @Test func piecesOfPiecesStayOnTheirThread() {
    let result = Workers.map(count: 4, threads: 2) { outer in
      let thread = pthread_self()
      let inner = Workers.map(count: 8, threads: 2) { _ in pthread_self() == thread }
      return inner.allSatisfy { $0 } ? outer : -1
    }
    #expect(result == [0, 1, 2, 3])
  }

  @Test func denormalsCountAsZeroWhileThreadsComputeAndNotAfter() {
    let tiny = Float.leastNormalMagnitude / 8
    let products = Workers.map(count: 8, threads: 2) { Float($0 + 1) * opaque(tiny) }
    #expect(products == [Float](repeating: 0, count: 8))
    #expect(opaque(tiny) * opaque(2) > 0)
    #expect(opaque(tiny) * opaque(2) > 0)
  }

  @Test func twoPiecesCanWaitForEachOther() { #expect(haveMet()) }

  @Test func aForkedProcessStartsThreadsOfItsOwn() {
    _ = Workers.map(count: 2, threads: 2) { $0 }
    let child = fork()
    if child == 0 {
      alarm(20)
      _exit(haveMet() ? 0 : 1)
    }
    var status: Int32 = 0
    #expect(unsafe waitpid(child, &status, 0) == child)
    #expect(status == 0)
  }

  @Test func fewerThanOneThreadIsRefused() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { Workers.threadCount = 0 }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("0 threads cannot compute anything: set 1 or more"))
  }
}

/// The number, hidden from the optimizer.
@inline(never)
private func opaque(_ number: Float) -> Float { number }

/// Whether two pieces that wait for each other end: one thread alone would give up.
///
/// While another test uses the workers, a computation has one thread, so it is tried again.
private func haveMet() -> Bool {
  (0..<500).contains { _ in
    let arrived = Atomic<Int>(0)
    let met = Workers.map(count: 2, threads: 2) { _ in
      arrived.add(1, ordering: .sequentiallyConsistent)
      return (0..<10_000).contains { _ in
        sched_yield()
        return arrived.load(ordering: .sequentiallyConsistent) == 2
      }
    }
    return met == [true, true]
  }
}
