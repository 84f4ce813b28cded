// The C functions for products of parts of matrices and with an epilogue; see Kernels.swift for why they are declared by hand.

@_extern(c, "kernels_linear")
internal func kernelsLinear(
  _ rectify: Bool, _ m: Int, _ n: Int, _ k: Int, _ x: Scalars, _ weight: Scalars,
  _ bias: Scalars, _ out: MutableScalars)

@_extern(c, "kernels_strided_product")
internal func kernelsStridedProduct(
  _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: Scalars,
  _ aRow: Int, _ b: Scalars, _ bRow: Int, _ out: MutableScalars, _ outRow: Int,
  _ accumulate: Bool)

@_extern(c, "kernels_product_by")
internal func kernelsProductBy(
  _ who: Int32, _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int,
  _ a: Scalars, _ aRow: Int, _ b: Scalars, _ bRow: Int, _ out: MutableScalars, _ outRow: Int,
  _ bias: Scalars?, _ accumulate: Bool, _ rectify: Bool
) -> Bool

@_extern(c, "kernels_product_tiles")
internal func kernelsProductTiles() -> UnsafePointer<CChar>

/// Who computes a product, in the order of the header.
internal enum ProductKernel: Int32, CaseIterable {
  case automatic, small, avx2, avx512, blas
}
