/// Who computes matrix products: kernels of the kit, and the library OpenBLAS behind them.
///
/// The kit's own kernels need a processor with AVX2 or AVX-512 and an optimised build. They are
/// faster than the library on the sizes of small networks; very large products, and all but tiny ones
/// elsewhere, are the library's.
///
/// Both run on the calling thread only: workers of OpenBLAS would not survive the `fork` of a
/// snapshot, and two shards of a minibatch use two cores better than one split product does.
public enum BLAS {
  /// The processor family whose kernels OpenBLAS runs, such as `SkylakeX` or `Haswell`.
  ///
  /// The environment variable `OPENBLAS_CORETYPE` can pin it to an older, slower family.
  public static var coreName: String { unsafe String(cString: kernelsBLASCoreName()) }

  /// The vectors that the kit's own kernels use here: `AVX-512`, `AVX2`, or `none`.
  public static var tileVectors: String { unsafe String(cString: kernelsProductTiles()) }

  /// The version of OpenBLAS, such as `0.3.21`.
  public static var version: String {
    // The configuration reads "OpenBLAS 0.3.21 DYNAMIC_ARCH …".
    let words = unsafe String(cString: kernelsBLASConfiguration()).split(separator: " ")
    return words.count > 1 ? String(words[1]) : "unknown"
  }
}
