// Matrix products of parts of matrices, and with an epilogue.

#ifndef PRACTICAL_PRODUCTS_H
#define PRACTICAL_PRODUCTS_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Who computes a product.
enum {
  /// Whoever is fastest here.
  KERNELS_PRODUCT_AUTOMATIC,
  /// The loops for tiny matrices; at most 4,096 multiplications.
  KERNELS_PRODUCT_SMALL,
  KERNELS_PRODUCT_AVX2,
  KERNELS_PRODUCT_AVX512,
  KERNELS_PRODUCT_BLAS,
};

/// out = op(a) · op(b) (+ out when accumulating) as `kernels_matrix_product`, for matrices whose rows lie `a_row`,
/// `b_row` and `out_row` numbers apart: parts of larger ones. `out` must not overlap the others.
void kernels_strided_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, intptr_t a_row,
    const float *b, intptr_t b_row, float *out, intptr_t out_row, bool accumulate);

/// out = x · weight + bias, negative numbers then replaced by 0 when `rectify`: x is m × k, weight k × n.
void kernels_linear(
    bool rectify, intptr_t m, intptr_t n, intptr_t k, const float *x, const float *weight, const float *bias,
    float *out);

/// As `kernels_strided_product` and `kernels_linear` together, computed by one of several; for tests.
///
/// False, and nothing done, when this processor cannot, or the product is too large for the loops.
bool kernels_product_by(
    int32_t who, bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a,
    intptr_t a_row, const float *b, intptr_t b_row, float *out, intptr_t out_row, const float *_Nullable bias,
    bool accumulate, bool rectify);

/// The vectors of the tiles that `KERNELS_PRODUCT_AUTOMATIC` runs here: `AVX-512`, `AVX2`, or `none` where OpenBLAS
/// computes all but tiny products.
const char *kernels_product_tiles(void);

#pragma clang assume_nonnull end

#endif
