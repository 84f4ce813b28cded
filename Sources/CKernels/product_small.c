#include "clones.h"
#include "product.h"

// Tiles of the product of at most 4 rows and `width` columns, whose sums stay in registers. `rows` is a constant at
// every call, so that the loops over it unroll.
#define TILES(width)                                                                                             \
  typedef float Row##width __attribute__((ext_vector_type(width), aligned(4), may_alias));                       \
  INLINE void tile_##width(                                                                                      \
      int rows, intptr_t k, const float *a, intptr_t a_row, intptr_t a_column, const float *b, intptr_t b_row,   \
      float *out, intptr_t out_row, bool accumulate) {                                                           \
    Row##width sums[4];                                                                                          \
    for (int i = 0; i < rows; i++) sums[i] = accumulate ? *(const Row##width *)(out + i * out_row) : 0.0f;       \
    for (intptr_t p = 0; p < k; p++) {                                                                           \
      const Row##width right = *(const Row##width *)(b + p * b_row);                                             \
      for (int i = 0; i < rows; i++) sums[i] += a[i * a_row + p * a_column] * right;                             \
    }                                                                                                            \
    for (int i = 0; i < rows; i++) *(Row##width *)(out + i * out_row) = sums[i];                                 \
  }                                                                                                              \
  INLINE void strip_##width(                                                                                     \
      intptr_t m, intptr_t k, const float *a, intptr_t a_row, intptr_t a_column, const float *b, intptr_t b_row, \
      float *out, intptr_t out_row, bool accumulate) {                                                           \
    intptr_t i = 0;                                                                                              \
    for (; i + 4 <= m; i += 4)                                                                                   \
      tile_##width(4, k, a + i * a_row, a_row, a_column, b, b_row, out + i * out_row, out_row, accumulate);      \
    for (; i < m; i++)                                                                                           \
      tile_##width(1, k, a + i * a_row, a_row, a_column, b, b_row, out + i * out_row, out_row, accumulate);      \
  }

TILES(16)
TILES(8)
TILES(4)
TILES(2)
TILES(1)

#define STRIP(width) strip_##width(m, k, a, a_row, a_column, b + j, b_row, out + j, out_row, accumulate)

CLONES void product_small(const Product *q) {
  const intptr_t m = q->m, n = q->n, k = q->k, out_row = q->out_row;
  const intptr_t a_row = q->transpose_a ? 1 : q->a_row, a_column = q->transpose_a ? q->a_row : 1;
  const float *a = q->a, *b = q->b;
  float *out = q->out;
  const bool accumulate = q->accumulate;
  intptr_t b_row = q->b_row;
  float rows_of_b[SMALL_PRODUCT];
  if (q->transpose_b) {
    for (intptr_t j = 0; j < n; j++)
      for (intptr_t p = 0; p < k; p++) rows_of_b[p * n + j] = b[j * b_row + p];
    b = rows_of_b;
    b_row = n;
  }
  intptr_t j = 0;
  for (; j + 16 <= n; j += 16) STRIP(16);
  if (j + 8 <= n) STRIP(8), j += 8;
  if (j + 4 <= n) STRIP(4), j += 4;
  if (j + 2 <= n) STRIP(2), j += 2;
  if (j < n) STRIP(1);
}
