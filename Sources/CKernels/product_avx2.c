#if defined(__x86_64__)

#include <immintrin.h>

#include "clones.h"
#include "product.h"

#define TARGET __attribute__((target("arch=x86-64-v3")))

typedef __m256 Vector;
typedef __m256i Mask;
enum { LANE_COUNT = 8, SUM_COUNT = 12 };
// Numbers so far apart share a few places of the first-level cache. A strip of three narrow vectors would lose its rows
// of b before it comes back to them, so they are copied.
enum { CROWDED_ROW = 1024 };

INLINE TARGET Vector zero(void) { return _mm256_setzero_ps(); }
INLINE TARGET Vector repeat(float x) { return _mm256_set1_ps(x); }
INLINE TARGET Vector load(const float *x) { return _mm256_loadu_ps(x); }
INLINE TARGET Vector load_some(Mask mask, const float *x) { return _mm256_maskload_ps(x, mask); }
INLINE TARGET void store(float *x, Vector v) { _mm256_storeu_ps(x, v); }
INLINE TARGET void store_some(Mask mask, float *x, Vector v) { _mm256_maskstore_ps(x, mask, v); }
INLINE TARGET Vector multiply_add(Vector a, Vector b, Vector c) { return _mm256_fmadd_ps(a, b, c); }
INLINE TARGET float sum_of_lanes(Vector x) {
  __m128 sum = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
  sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
  return _mm_cvtss_f32(_mm_add_ss(sum, _mm_movehdup_ps(sum)));
}
// The second operand, x, is the result where x is NaN.
INLINE TARGET Vector positive(Vector x) { return _mm256_max_ps(_mm256_setzero_ps(), x); }

INLINE TARGET Mask first_lanes(intptr_t count) {
  const Mask lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int32_t)count), lane);
}

// Three rounds of exchanges: neighbouring numbers, pairs, halves.
INLINE TARGET void transpose(Vector *x) {
  Vector y[8];
  for (int i = 0; i < 8; i += 2) {
    y[i] = _mm256_unpacklo_ps(x[i], x[i + 1]);
    y[i + 1] = _mm256_unpackhi_ps(x[i], x[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    for (int j = 0; j < 2; j++) {
      const __m256d low = _mm256_castps_pd(y[i + j]), high = _mm256_castps_pd(y[i + j + 2]);
      x[i + 2 * j] = _mm256_castpd_ps(_mm256_unpacklo_pd(low, high));
      x[i + 2 * j + 1] = _mm256_castpd_ps(_mm256_unpackhi_pd(low, high));
    }
  }
  // x[i + j], i = 0, 4, now holds the columns j and j + 4 of the rows i … i + 3.
  for (int j = 0; j < 4; j++) {
    y[j] = _mm256_permute2f128_ps(x[j], x[j + 4], 0x20);
    y[j + 4] = _mm256_permute2f128_ps(x[j], x[j + 4], 0x31);
  }
  for (int j = 0; j < 8; j++) x[j] = y[j];
}

#include "product_tiles.h"
#include "product_vectors.h"
#include "product_blocks.h"

void product_avx2(const Product *product) { run(product); }

#endif
