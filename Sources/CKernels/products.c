#include <cblas.h>

#include "CKernels.h"
#include "clones.h"

// Below this many multiplications a call of BLAS costs more than the product itself.
enum { SMALL_PRODUCT = 4096 };

CLONES static void small_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, const float *b,
    float *out, bool accumulate) {
  const intptr_t a_row = transpose_a ? 1 : k, a_column = transpose_a ? m : 1;
  for (intptr_t i = 0; i < m; i++) {
    float *row = out + i * n;
    if (!accumulate)
      for (intptr_t j = 0; j < n; j++) row[j] = 0;
    if (transpose_b) {
      for (intptr_t j = 0; j < n; j++) {
        float sum = 0;
        for (intptr_t p = 0; p < k; p++) sum += a[i * a_row + p * a_column] * b[j * k + p];
        row[j] += sum;
      }
    } else {
      for (intptr_t p = 0; p < k; p++) {
        const float factor = a[i * a_row + p * a_column];
        VECTORISED for (intptr_t j = 0; j < n; j++) row[j] += factor * b[p * n + j];
      }
    }
  }
}

void kernels_matrix_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, const float *b,
    float *out, bool accumulate) {
  if (m * n * k <= SMALL_PRODUCT) {
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
