/// Numbers below 2⁻¹²⁶ ≈ 1.2 · 10⁻³⁸, which `Float` keeps with fewer digits.
///
/// Processors compute with them in microcode, up to a hundred times slower. Training makes many: the
/// derivatives of units that hardly matter, and an optimizer's averages of them, shrink towards zero
/// step by step. Treating such a number as 0 changes no result that anybody would notice, and keeps
/// the last epochs as fast as the first.
///
///     let loss = Denormals.flush {
///       train(&network, epochs: 20)
///     }
public enum Denormals {
  /// Runs a body with denormal numbers replaced by zero, both as operands and as results.
  ///
  /// The setting belongs to the thread: it does not reach threads that the body starts, and it is
  /// what it was before when the body ends. On processors other than x86-64 nothing changes.
  ///
  /// **Source:** Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 10.2.3.
  ///
  /// - Parameter body: What to run; it must not suspend, so it is not asynchronous.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws.
  public static func flush<Result, Failure: Error>(
    during body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = kernelsFlushDenormals()
    defer { kernelsRestoreDenormals(before) }
    return try body()
  }

  /// Whether the calling thread replaces denormal numbers by zero.
  public static var areFlushed: Bool { kernelsDenormalsAreFlushed() }
}
