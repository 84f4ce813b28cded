#if defined(__x86_64__)

#include <immintrin.h>

#include "clones.h"
#include "product.h"

#define TARGET __attribute__((target("arch=x86-64-v4")))

typedef __m512 Vector;
typedef __mmask16 Mask;
enum { LANE_COUNT = 16, SUM_COUNT = 24 };
// The rows of b are never copied: measured, it does not pay with strips this wide.
enum { CROWDED_ROW = 0 };

INLINE TARGET Vector zero(void) { return _mm512_setzero_ps(); }
INLINE TARGET Vector repeat(float x) { return _mm512_set1_ps(x); }
INLINE TARGET Vector load(const float *x) { return _mm512_loadu_ps(x); }
INLINE TARGET Vector load_some(Mask mask, const float *x) { return _mm512_maskz_loadu_ps(mask, x); }
INLINE TARGET void store(float *x, Vector v) { _mm512_storeu_ps(x, v); }
INLINE TARGET void store_some(Mask mask, float *x, Vector v) { _mm512_mask_storeu_ps(x, mask, v); }
INLINE TARGET Vector multiply_add(Vector a, Vector b, Vector c) { return _mm512_fmadd_ps(a, b, c); }
INLINE TARGET float sum_of_lanes(Vector x) { return _mm512_reduce_add_ps(x); }
// The second operand, x, is the result where x is NaN.
INLINE TARGET Vector positive(Vector x) { return _mm512_max_ps(_mm512_setzero_ps(), x); }
INLINE TARGET Mask first_lanes(intptr_t count) { return (Mask)((1u << count) - 1); }

// Four rounds of exchanges: neighbouring numbers, pairs, quarters, halves.
INLINE TARGET void transpose(Vector *x) {
  Vector y[16];
  for (int i = 0; i < 16; i += 2) {
    y[i] = _mm512_unpacklo_ps(x[i], x[i + 1]);
    y[i + 1] = _mm512_unpackhi_ps(x[i], x[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int j = 0; j < 2; j++) {
      const __m512d low = _mm512_castps_pd(y[i + j]), high = _mm512_castps_pd(y[i + j + 2]);
      x[i + 2 * j] = _mm512_castpd_ps(_mm512_unpacklo_pd(low, high));
      x[i + 2 * j + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low, high));
    }
  }
  // x[i + j], i = 0, 4, 8, 12, holds the columns j, j + 4, j + 8, j + 12 of the rows i … i + 3.
  for (int j = 0; j < 4; j++) {
    y[j] = _mm512_shuffle_f32x4(x[j], x[j + 4], 0x88);
    y[j + 4] = _mm512_shuffle_f32x4(x[j], x[j + 4], 0xdd);
    y[j + 8] = _mm512_shuffle_f32x4(x[j + 8], x[j + 12], 0x88);
    y[j + 12] = _mm512_shuffle_f32x4(x[j + 8], x[j + 12], 0xdd);
  }
  for (int j = 0; j < 8; j++) {
    x[j] = _mm512_shuffle_f32x4(y[j], y[j + 8], 0x88);
    x[j + 8] = _mm512_shuffle_f32x4(y[j], y[j + 8], 0xdd);
  }
}

#include "product_tiles.h"
#include "product_vectors.h"
#include "product_blocks.h"

void product_avx512(const Product *product) { run(product); }

#endif
