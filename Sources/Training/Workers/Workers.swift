import Synchronization

/// Threads that share the pieces of one computation.
///
///     let losses = Workers.map(count: folds) { fold in train(on: fold) }
///
/// A computation is cut into pieces whose number does not depend on the number of threads, and the
/// results come back in the order of the pieces: they are the same, bit by bit, however many threads
/// there are. Within a piece everything stays on one thread.
///
/// The threads start with the first computation and are started again in a process that was forked.
/// While they compute, numbers too small for the full precision of `Float` (below 1.2e-38) count as
/// zero: arithmetic with them takes a hundred times longer.
public enum Workers {
  /// The number of threads that share a computation, the calling one among them.
  ///
  /// It begins as two, or as one on a machine with one processor, and changes how long a computation
  /// takes, never what comes out.
  ///
  /// **Errors:** ends the program when it is set to less than one.
  public static var threadCount: Int {
    get {
      let count = limit.load(ordering: .relaxed)
      return count > 0 ? count : min(2, Int(kernelsWorkersProcessors()))
    }
    set {
      if newValue < 1 { fatalError("\(newValue) threads cannot compute anything: set 1 or more") }
      limit.store(newValue, ordering: .relaxed)
    }
  }

  private static let limit = Atomic<Int>(0)

  /// Calls a function for every index below a count, spread over the threads.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - threads: The number of threads at most; ``threadCount`` when it is not given.
  ///   - body: What to do; it gets the number of the piece.
  public static func run(count: Int, threads: Int? = nil, _ body: @Sendable (Int) -> Void) {
    let limit = Int32(clamping: threads ?? threadCount)
    // A C function cannot capture: it gets the address of the closure beside the index.
    withoutActuallyEscaping(body) { escaping in
      var piece = Piece(body: escaping)
      unsafe withUnsafeMutablePointer(to: &piece) { address in
        unsafe kernelsWorkersRun(
          { context, index in
            guard let context = unsafe context else { return }
            unsafe context.assumingMemoryBound(to: Piece.self).pointee.body(index)
          }, address, count, limit)
      }
    }
  }

  private struct Piece {
    let body: @Sendable (Int) -> Void
  }

  /// The results of a function for every index below a count, computed by several threads.
  ///
  /// **Errors:** ends the program when the count is negative.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - threads: The number of threads at most; ``threadCount`` when it is not given.
  ///   - body: What to do; it gets the number of the piece.
  /// - Returns: The results, in the order of the pieces.
  public static func map<Result: Sendable>(
    count: Int, threads: Int? = nil, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    if count < 0 { fatalError("a computation cannot have \(count) pieces") }
    return unsafe [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      let places = unsafe Places(buffer: buffer)
      run(count: count, threads: threads) { index in places.fill(index, with: body(index)) }
      initialized = count
    }
  }

  /// Lets operations that change many numbers, each on its own, share the threads while a body runs.
  ///
  ///     Workers.sharing { optimizer.update(&network, with: gradients) }
  ///
  /// Every number is computed as by one thread, so the result has the same bits.
  ///
  /// - Parameters:
  ///   - threads: The number of threads at most; ``threadCount`` when it is not given.
  ///   - body: What to run.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws.
  public static func sharing<Result, Failure: Error>(
    threads: Int? = nil, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = kernelsWorkersAllow(Int32(clamping: threads ?? threadCount))
    defer { _ = kernelsWorkersAllow(before) }
    return try body()
  }

  /// The places of the results; every piece writes its own.
  @safe private struct Places<Result>: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Result>

    func fill(_ index: Int, with result: Result) {
      unsafe buffer.initializeElement(at: index, to: result)
    }
  }
}
