#include <math.h>

#include "CKernels.h"
#include "functions.h"

// Float sums stay short: a block's sum is Float, the sum of blocks Double. So a mean over 10^7 numbers keeps
// six digits at the speed of Float.
enum { BLOCK = 4096, ROW_BLOCK = 128, COLUMN_BLOCK = 256 };

INLINE float lanes_sum(const Lanes *lanes) {
  float sums[LANES];
  memcpy(sums, lanes, sizeof sums);
  for (int width = LANES / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) sums[i] += sums[i + width];
  return sums[0];
}

// Σ a[i], or Σ a[i] b[i], over at most a block.
INLINE float block_sum(const float *a, intptr_t count) {
  intptr_t i = 0;
  float sum = 0;
  if (count >= LANES) {
    Lanes first = {0}, second = {0};
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
      first += LANES_AT(a + i);
      second += LANES_AT(a + i + LANES);
    }
    if (i + LANES <= count) {
      first += LANES_AT(a + i);
      i += LANES;
    }
    first += second;
    sum = lanes_sum(&first);
  }
  for (; i < count; i++) sum += a[i];
  return sum;
}

INLINE float block_dot(const float *a, const float *b, intptr_t count) {
  intptr_t i = 0;
  float sum = 0;
  if (count >= LANES) {
    Lanes first = {0}, second = {0};
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
      first += LANES_AT(a + i) * LANES_AT(b + i);
      second += LANES_AT(a + i + LANES) * LANES_AT(b + i + LANES);
    }
    if (i + LANES <= count) {
      first += LANES_AT(a + i) * LANES_AT(b + i);
      i += LANES;
    }
    first += second;
    sum = lanes_sum(&first);
  }
  for (; i < count; i++) sum += a[i] * b[i];
  return sum;
}

INLINE double sum_of(const float *a, intptr_t count) {
  double sum = 0;
  for (intptr_t i = 0; i < count; i += BLOCK) sum += block_sum(a + i, count - i < BLOCK ? count - i : BLOCK);
  return sum;
}

CLONES double kernels_sum(const float *a, intptr_t count) { return sum_of(a, count); }

CLONES double kernels_dot(const float *a, const float *b, intptr_t count) {
  double sum = 0;
  for (intptr_t i = 0; i < count; i += BLOCK)
    sum += block_dot(a + i, b + i, count - i < BLOCK ? count - i : BLOCK);
  return sum;
}

// Sums of the columns of a few rows, `lanes` vectors of columns at a time: these sums stay in registers.
INLINE void sum_columns(int lanes, const float *a, float *out, intptr_t count, intptr_t inner) {
  Lanes sums[4] = {0};
  for (intptr_t r = 0; r < count; r++)
    for (int j = 0; j < lanes; j++) sums[j] += LANES_AT(a + r * inner + j * LANES);
  memcpy(out, sums, (size_t)lanes * sizeof(Lanes));
}

// Column sums of at most a block of rows, in the order of the rows whatever the width.
INLINE void sum_few_rows(const float *a, float *out, intptr_t count, intptr_t inner, intptr_t width) {
  intptr_t c = 0;
  for (; c + 4 * LANES <= width; c += 4 * LANES) sum_columns(4, a + c, out + c, count, inner);
  for (; c + LANES <= width; c += LANES) sum_columns(1, a + c, out + c, count, inner);
  if (c == width) return;
  if (width > LANES) {
    // The last vector overlaps the one before it, whose sums it finds again.
    sum_columns(1, a + width - LANES, out + width - LANES, count, inner);
    return;
  }
  // Less than a vector: whole vectors all the same, whose other lanes hold what nobody asks for, as long as there are
  // numbers enough before the end of the last row.
  Lanes lanes = {0};
  intptr_t r = 0;
  for (; (count - 1 - r) * inner + width >= LANES; r++) lanes += LANES_AT(a + r * inner);
  float sums[LANES];
  memcpy(sums, &lanes, sizeof sums);
  for (; r < count; r++)
    for (intptr_t j = 0; j < width; j++) sums[j] += a[r * inner + j];
  memcpy(out, sums, (size_t)width * sizeof(float));
}

// Column sums of one `count × inner` matrix: whole rows are added, a strip of columns at a time.
INLINE void sum_rows(const float *a, float *out, intptr_t count, intptr_t inner) {
  if (count <= ROW_BLOCK) {
    sum_few_rows(a, out, count, inner, inner);
    return;
  }
  for (intptr_t strip = 0; strip < inner; strip += COLUMN_BLOCK) {
    const intptr_t width = inner - strip < COLUMN_BLOCK ? inner - strip : COLUMN_BLOCK;
    double totals[COLUMN_BLOCK] = {0};
    for (intptr_t block = 0; block < count; block += ROW_BLOCK) {
      const intptr_t rows = count - block < ROW_BLOCK ? count - block : ROW_BLOCK;
      float sums[COLUMN_BLOCK];
      sum_few_rows(a + block * inner + strip, sums, rows, inner, width);
      VECTORISED for (intptr_t c = 0; c < width; c++) totals[c] += sums[c];
    }
    VECTORISED for (intptr_t c = 0; c < width; c++) out[strip + c] = (float)totals[c];
  }
}

CLONES void kernels_sum_axis(const float *a, float *out, intptr_t outer, intptr_t count, intptr_t inner) {
  if (inner == 1) {
    for (intptr_t o = 0; o < outer; o++) out[o] = (float)sum_of(a + o * count, count);
  } else {
    for (intptr_t o = 0; o < outer; o++) sum_rows(a + o * count * inner, out + o * inner, count, inner);
  }
}

// max of sign · a[i]; a minimum is the negated maximum of the negated numbers. NaN are only noted on the way:
// the comparison that keeps `best` when x is NaN is one machine instruction, one that takes NaN is five.
INLINE float row_extremum(float sign, const float *a, intptr_t count) {
  intptr_t i = 0;
  float best = sign * a[0];
  int32_t found_nan = best != best;
  if (count >= 4 * LANES) {
    Lanes lanes[4];
    LaneBits nan = {0};
    for (int j = 0; j < 4; j++) lanes[j] = sign * LANES_AT(a + j * LANES);
    for (; i + 4 * LANES <= count; i += 4 * LANES) {
      for (int j = 0; j < 4; j++) {
        const Lanes x = sign * LANES_AT(a + i + j * LANES);
        lanes[j] = x > lanes[j] ? x : lanes[j];
        nan |= x != x;
      }
    }
    for (int j = 0; j < 4; j++) {
      for (int k = 0; k < LANES; k++) {
        best = lanes[j][k] > best ? lanes[j][k] : best;
        found_nan |= nan[k];
      }
    }
  }
  for (; i < count; i++) {
    const float x = sign * a[i];
    best = x > best ? x : best;
    found_nan |= x != x;
  }
  return found_nan ? __builtin_nanf("") : sign * best;
}

CLONES void kernels_extremum_axis(
    bool maximum, const float *a, float *out, intptr_t outer, intptr_t count, intptr_t inner) {
  const float sign = maximum ? 1.0f : -1.0f;
  for (intptr_t o = 0; o < outer; o++) {
    const float *slab = a + o * count * inner;
    if (inner == 1) {
      out[o] = maximum ? row_extremum(1.0f, slab, count) : row_extremum(-1.0f, slab, count);
      continue;
    }
    float *best = out + o * inner;
    memcpy(best, slab, (size_t)inner * sizeof(float));
    for (intptr_t r = 1; r < count; r++) {
      VECTORISED for (intptr_t c = 0; c < inner; c++) {
        const float x = slab[r * inner + c], y = best[c];
        best[c] = sign * x > sign * y || x != x ? x : y;
      }
    }
  }
}

// Subtracting the largest number first keeps exp from overflowing and changes nothing else. A row whose
// largest number is infinite would give ∞ − ∞: shift such a row by nothing.
INLINE float row_shift(const float *a, intptr_t count) {
  const float largest = row_extremum(1.0f, a, count);
  return largest - largest == 0.0f ? largest : 0.0f;
}

CLONES void kernels_softmax(bool logarithm, const float *a, float *out, intptr_t rows, intptr_t columns) {
  if (columns == 0) return;
  for (intptr_t r = 0; r < rows; r++) {
    const float *x = a + r * columns;
    float *y = out + r * columns;
    const float shift = row_shift(x, columns);
    if (logarithm) {
      // The exponentials are only summed: a short stretch of scratch at a time keeps `x` intact when y is x.
      double sum = 0;
      float scratch[BLOCK];
      for (intptr_t start = 0; start < columns; start += BLOCK) {
        const intptr_t width = columns - start < BLOCK ? columns - start : BLOCK;
        VECTORISED for (intptr_t i = 0; i < width; i++) scratch[i] = fast_exp(x[start + i] - shift);
        sum += block_sum(scratch, width);
      }
      const float offset = shift + fast_log((float)sum);
      VECTORISED for (intptr_t i = 0; i < columns; i++) y[i] = x[i] - offset;
    } else {
      VECTORISED for (intptr_t i = 0; i < columns; i++) y[i] = fast_exp(x[i] - shift);
      const float scale = 1.0f / (float)sum_of(y, columns);
      VECTORISED for (intptr_t i = 0; i < columns; i++) y[i] *= scale;
    }
  }
}

CLONES void kernels_log_sum_exp(const float *a, float *out, intptr_t rows, intptr_t columns) {
  for (intptr_t r = 0; r < rows; r++) {
    const float *x = a + r * columns;
    if (columns == 0) {
      out[r] = -INFINITY;
      continue;
    }
    const float shift = row_shift(x, columns);
    double sum = 0;
    float scratch[BLOCK];
    for (intptr_t start = 0; start < columns; start += BLOCK) {
      const intptr_t width = columns - start < BLOCK ? columns - start : BLOCK;
      VECTORISED for (intptr_t i = 0; i < width; i++) scratch[i] = fast_exp(x[start + i] - shift);
      sum += block_sum(scratch, width);
    }
    out[r] = shift + fast_log((float)sum);
  }
}
