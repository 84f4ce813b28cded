#include <cblas.h>

#include "CKernels.h"
#include "clones.h"
#include "product.h"

// Every path but BLAS adds the terms of a sum in the order of the inner index, each by a fused multiply-add, from the
// starting value on. So a number of the result depends on its row of a and its column of b alone: batches that are cut
// into parts, by rows or by columns, give the same bits as the whole. Two exceptions: a matrix times one column, whose
// sums have another fixed order, and a result of one row when b is transposed, which takes that same order.

static void product_blas(const Product *q) {
  const float beta = q->accumulate ? 1.0f : 0.0f;
  const CBLAS_TRANSPOSE transpose_a = q->transpose_a ? CblasTrans : CblasNoTrans;
  const CBLAS_TRANSPOSE transpose_b = q->transpose_b ? CblasTrans : CblasNoTrans;
  const int m = (int)q->m, n = (int)q->n, k = (int)q->k;
  const int a_row = (int)q->a_row, b_row = (int)q->b_row, out_row = (int)q->out_row;
  // A product with one row or one column reads the matrix once: that is sgemv, which sgemm does not choose.
  if (n == 1)
    cblas_sgemv(
        CblasRowMajor, transpose_a, q->transpose_a ? k : m, q->transpose_a ? m : k, 1.0f, q->a, a_row, q->b,
        q->transpose_b ? 1 : b_row, beta, q->out, out_row);
  else if (m == 1)
    cblas_sgemv(
        CblasRowMajor, q->transpose_b ? CblasNoTrans : CblasTrans, q->transpose_b ? n : k, q->transpose_b ? k : n,
        1.0f, q->b, b_row, q->a, q->transpose_a ? a_row : 1, beta, q->out, 1);
  else
    cblas_sgemm(
        CblasRowMajor, transpose_a, transpose_b, m, n, k, 1.0f, q->a, a_row, q->b, b_row, beta, q->out, out_row);
}

// A product by a function that knows nothing of biases and rectifiers.
static void product_with_epilogue(const Product *q, void (*product)(const Product *)) {
  Product plain = *q;
  if (q->bias != 0) {
    for (intptr_t i = 0; i < q->m; i++) memcpy(q->out + i * q->out_row, q->bias, (size_t)q->n * sizeof(float));
    plain.bias = 0;
    plain.accumulate = true;
  }
  product(&plain);
  if (q->rectify)
    for (intptr_t i = 0; i < q->m; i++)
      kernels_unary(KERNELS_RELU, q->out + i * q->out_row, q->out + i * q->out_row, q->n);
}

#if defined(__x86_64__)
static bool has_avx2(void) { return __builtin_cpu_supports("x86-64-v3"); }
static bool has_avx512(void) { return __builtin_cpu_supports("x86-64-v4"); }

static bool is_large(const Product *q, intptr_t side) { return q->m >= side && q->n >= side && q->k >= side; }
#endif

// The product by tiles; false where there are none for this processor, or where the product is so large in every
// direction that OpenBLAS, which rearranges both sides in memory, is not slower.
static bool product_by_tiles(const Product *q) {
#if defined(__x86_64__)
  if (has_avx512() && !is_large(q, 1025)) {
    product_avx512(q);
    return true;
  }
  if (has_avx2() && !is_large(q, 256)) {
    product_avx2(q);
    return true;
  }
#endif
  (void)q;
  return false;
}

// Unoptimised, the tiles are slower than a call of OpenBLAS.
#if defined(__OPTIMIZE__)
static const bool tiles_are_fast = true;
#else
static const bool tiles_are_fast = false;
#endif

static bool is_small(const Product *q) {
  return q->m * q->n * q->k <= SMALL_PRODUCT && q->n > 1 && (q->m > 1 || !q->transpose_b);
}

static void run(const Product *q) {
  if (q->m == 0 || q->n == 0) return;
  if (is_small(q)) {
    if (q->bias == 0 && !q->rectify) product_small(q);
    else product_with_epilogue(q, product_small);
    return;
  }
  if (tiles_are_fast && product_by_tiles(q)) return;
  if (q->k == 0) product_with_epilogue(q, product_small);
  else product_with_epilogue(q, product_blas);
}

void kernels_matrix_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, const float *b,
    float *out, bool accumulate) {
  const Product product = {
      .transpose_a = transpose_a, .transpose_b = transpose_b, .m = m, .n = n, .k = k,
      .a = a, .a_row = transpose_a ? m : k, .b = b, .b_row = transpose_b ? k : n,
      .out = out, .out_row = n, .accumulate = accumulate};
  run(&product);
}

void kernels_strided_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, intptr_t a_row,
    const float *b, intptr_t b_row, float *out, intptr_t out_row, bool accumulate) {
  const Product product = {
      .transpose_a = transpose_a, .transpose_b = transpose_b, .m = m, .n = n, .k = k,
      .a = a, .a_row = a_row, .b = b, .b_row = b_row, .out = out, .out_row = out_row, .accumulate = accumulate};
  run(&product);
}

void kernels_linear(
    bool rectify, intptr_t m, intptr_t n, intptr_t k, const float *x, const float *weight, const float *bias,
    float *out) {
  const Product product = {
      .m = m, .n = n, .k = k, .a = x, .a_row = k, .b = weight, .b_row = n, .out = out, .out_row = n,
      .bias = bias, .rectify = rectify};
  run(&product);
}

bool kernels_product_by(
    int32_t who, bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a,
    intptr_t a_row, const float *b, intptr_t b_row, float *out, intptr_t out_row, const float *bias, bool accumulate,
    bool rectify) {
  const Product product = {
      transpose_a, transpose_b, m, n, k, a, a_row, b, b_row, out, out_row, bias, accumulate, rectify};
  switch (who) {
    case KERNELS_PRODUCT_AUTOMATIC:
      run(&product);
      return true;
    case KERNELS_PRODUCT_SMALL:
      if (m * n * k > SMALL_PRODUCT) return false;
      product_with_epilogue(&product, product_small);
      return true;
#if defined(__x86_64__)
    case KERNELS_PRODUCT_AVX2:
      if (has_avx2()) product_avx2(&product);
      return has_avx2();
    case KERNELS_PRODUCT_AVX512:
      if (has_avx512()) product_avx512(&product);
      return has_avx512();
#endif
    case KERNELS_PRODUCT_BLAS:
      if (m == 0 || n == 0 || k == 0) return false;
      product_with_epilogue(&product, product_blas);
      return true;
    default: return false;
  }
}

const char *kernels_product_tiles(void) {
#if defined(__x86_64__)
  if (tiles_are_fast && has_avx512()) return "AVX-512";
  if (tiles_are_fast && has_avx2()) return "AVX2";
#endif
  return "none";
}

// When the library is loaded: OpenBLAS's threads would not survive `fork`, and a lazy value of Swift's that two threads
// ask for first in a forked process would hang them.
__attribute__((constructor)) static void use_one_thread(void) { openblas_set_num_threads(1); }

const char *kernels_blas_core_name(void) { return openblas_get_corename(); }

const char *kernels_blas_configuration(void) { return openblas_get_config(); }
