#include <cblas.h>

#include "CKernels.h"
#include "clones.h"

// Up to this many multiplications a call of BLAS costs more than the product itself; of a matrix and one vector,
// whose tiles would be a single column wide, up to the second number.
enum { SMALL_PRODUCT = 4096, SMALL_VECTOR_PRODUCT = 256 };

static bool is_small(bool transpose_b, intptr_t m, intptr_t n, intptr_t k) {
  const bool narrow = n == 1 || (transpose_b && m < 4);
  return m * n * k <= (narrow ? SMALL_VECTOR_PRODUCT : SMALL_PRODUCT);
}

// A tile of the product of at most 4 rows and 16 columns, whose sums stay in registers. `rows` and `width` are
// constants at every call, so that the loops over them unroll.
INLINE void tile(
    int rows, int width, intptr_t n, intptr_t k, const float *a, intptr_t a_row, intptr_t a_column, const float *b,
    float *out, bool accumulate) {
  float sums[4][16];
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < width; j++) sums[i][j] = accumulate ? out[i * n + j] : 0.0f;
  for (intptr_t p = 0; p < k; p++)
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < width; j++) sums[i][j] += a[i * a_row + p * a_column] * b[p * n + j];
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < width; j++) out[i * n + j] = sums[i][j];
}

// All tiles of so many columns.
INLINE void strip(
    int width, intptr_t m, intptr_t n, intptr_t k, const float *a, intptr_t a_row, intptr_t a_column,
    const float *b, float *out, bool accumulate) {
  intptr_t i = 0;
  for (; i + 4 <= m; i += 4) tile(4, width, n, k, a + i * a_row, a_row, a_column, b, out + i * n, accumulate);
  for (; i < m; i++) tile(1, width, n, k, a + i * a_row, a_row, a_column, b, out + i * n, accumulate);
}

CLONES static void small_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, const float *b,
    float *out, bool accumulate) {
  const intptr_t a_row = transpose_a ? 1 : k, a_column = transpose_a ? m : 1;
  float rows_of_b[SMALL_PRODUCT];
  if (transpose_b) {
    for (intptr_t j = 0; j < n; j++)
      for (intptr_t p = 0; p < k; p++) rows_of_b[p * n + j] = b[j * k + p];
    b = rows_of_b;
  }
  intptr_t j = 0;
  for (; j + 16 <= n; j += 16) strip(16, m, n, k, a, a_row, a_column, b + j, out + j, accumulate);
  if (j + 8 <= n) {
    strip(8, m, n, k, a, a_row, a_column, b + j, out + j, accumulate);
    j += 8;
  }
  if (j + 4 <= n) {
    strip(4, m, n, k, a, a_row, a_column, b + j, out + j, accumulate);
    j += 4;
  }
  if (j + 2 <= n) {
    strip(2, m, n, k, a, a_row, a_column, b + j, out + j, accumulate);
    j += 2;
  }
  if (j < n) strip(1, m, n, k, a, a_row, a_column, b + j, out + j, accumulate);
}

void kernels_matrix_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, const float *b,
    float *out, bool accumulate) {
  if (m == 0 || n == 0) return;
  if (is_small(transpose_b, m, n, k)) {
    small_product(transpose_a, transpose_b, m, n, k, a, b, out, accumulate);
    return;
  }
  const float beta = accumulate ? 1.0f : 0.0f;
  // A product with one row or one column reads the matrix once: that is sgemv, which sgemm does not choose.
  if (n == 1) {
    const intptr_t rows = transpose_a ? k : m, columns = transpose_a ? m : k;
    cblas_sgemv(
        CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, (int)rows, (int)columns, 1.0f, a, (int)columns, b,
        1, beta, out, 1);
  } else if (m == 1) {
    const intptr_t rows = transpose_b ? n : k, columns = transpose_b ? k : n;
    cblas_sgemv(
        CblasRowMajor, transpose_b ? CblasNoTrans : CblasTrans, (int)rows, (int)columns, 1.0f, b, (int)columns, a,
        1, beta, out, 1);
  } else {
    cblas_sgemm(
        CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans, (int)m,
        (int)n, (int)k, 1.0f, a, (int)(transpose_a ? m : k), b, (int)(transpose_b ? k : n), beta, out, (int)n);
  }
}

void kernels_blas_use_one_thread(void) { openblas_set_num_threads(1); }

const char *kernels_blas_core_name(void) { return openblas_get_corename(); }

const char *kernels_blas_configuration(void) { return openblas_get_config(); }
