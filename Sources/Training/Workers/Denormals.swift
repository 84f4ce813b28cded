/// Numbers below 1.2e-38, which a processor handles a hundred times slower than others.
///
/// Late in training many gradients and averages of gradients become that small.
public enum Denormals {
  /// Runs a piece of code in which such numbers count as zero.
  ///
  ///     let loss = Denormals.flushed { step(&network) }
  ///
  /// - Parameter body: The code; it runs on the calling thread.
  /// - Returns: What the code returns.
  /// - Throws: What the code throws.
  public static func flushed<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let mode = kernelsDenormalsFlush()
    defer { kernelsDenormalsRestore(mode) }
    return try body()
  }
}
