#include "activations.h"

#include "lanes_sum.h"
#include "softplus.h"

// e^x − 1 for x ≤ 0: near zero the difference would lose the digits that the series has.
INLINE float fast_exp_minus_1(float x) {
  const float series =
      x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7))))));
  return x > -0.35f ? series : fast_exp(x) - 1.0f;
}

// Φ(x), the share of a normal distribution below x, for a given e^(−x²/2): Abramowitz and Stegun, Handbook of
// Mathematical Functions, 7.1.26; the error is below 1e-7.
INLINE float normal_share(float x, float bell) {
  const float t = 1.0f / (1.0f + 0.3275911f * 0.70710678f * __builtin_fabsf(x));
  float p = 1.061405429f;
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  const float tail = 0.5f * p * t * bell;
  return x > 0.0f ? 1.0f - tail : tail;
}

INLINE float fast_gelu(float x) {
  // Far out the bell is zero, and −∞ · 0 would be no number.
  const float bell = fast_exp(-0.5f * x * x);
  return x < -20.0f ? 0.0f : x * normal_share(x, bell);
}

INLINE float fast_gelu_slope(float x) {
  const float bell = fast_exp(-0.5f * x * x);
  const float share = normal_share(x, bell);
  return __builtin_fabsf(x) > 20.0f ? share : share + x * bell * 0.39894228f;
}

#define FORWARD(expression)                         \
  VECTORISED for (intptr_t i = 0; i < count; i++) { \
    const float x = input[i];                       \
    output[i] = (expression);                       \
  }                                                 \
  break

CLONES void kernels_activation_forward(
    int32_t activation, float parameter, const float *input, float *output, intptr_t count) {
  switch (activation) {
    case KERNELS_ACTIVATION_RELU: FORWARD(x > 0.0f || x != x ? x : 0.0f);
    case KERNELS_ACTIVATION_LEAKY_RELU: FORWARD(x > 0.0f ? x : parameter * x);
    case KERNELS_ACTIVATION_SIGMOID: FORWARD(fast_sigmoid(x));
    case KERNELS_ACTIVATION_TANH: FORWARD(fast_tanh(x));
    case KERNELS_ACTIVATION_SOFTPLUS: FORWARD(fast_softplus(x));
    case KERNELS_ACTIVATION_ELU: FORWARD(x > 0.0f ? x : parameter * fast_exp_minus_1(x));
    case KERNELS_ACTIVATION_GELU: FORWARD(fast_gelu(x));
  }
}

#define BACKWARD(expression)                        \
  VECTORISED for (intptr_t i = 0; i < count; i++) { \
    const float v = kept[i], d = dy[i];             \
    dx[i] = (expression);                           \
  }                                                 \
  break

CLONES void kernels_activation_backward(
    int32_t activation, float parameter, const float *kept, const float *dy, float *dx, intptr_t count) {
  switch (activation) {
    case KERNELS_ACTIVATION_RELU: BACKWARD(v > 0.0f ? d : 0.0f);
    case KERNELS_ACTIVATION_LEAKY_RELU: BACKWARD(v > 0.0f ? d : parameter * d);
    case KERNELS_ACTIVATION_SIGMOID: BACKWARD(d * v * (1.0f - v));
    case KERNELS_ACTIVATION_TANH: BACKWARD(d * (1.0f - v * v));
    case KERNELS_ACTIVATION_SOFTPLUS: BACKWARD(d * fast_sigmoid(v));
    case KERNELS_ACTIVATION_ELU: BACKWARD(v > 0.0f ? d : d * (v + parameter));
    case KERNELS_ACTIVATION_GELU: BACKWARD(d * fast_gelu_slope(v));
  }
}

CLONES void kernels_parametric_relu_forward(
    const float *x, const float *slope, float *y, intptr_t rows, intptr_t columns) {
  if (columns == 1) {
    const float s = slope[0];
    VECTORISED for (intptr_t r = 0; r < rows; r++) y[r] = x[r] > 0.0f ? x[r] : s * x[r];
    return;
  }
  for (intptr_t r = 0; r < rows; r++) {
    VECTORISED for (intptr_t c = 0; c < columns; c++) {
      const float v = x[r * columns + c];
      y[r * columns + c] = v > 0.0f ? v : slope[c] * v;
    }
  }
}

// One slope for all numbers: a stretch of products at a time.
INLINE double one_slope_backward(
    const float *x, float slope, const float *dy, float *dx, intptr_t count) {
  double sum = 0;
  float products[STRETCH];
  for (intptr_t start = 0; start < count; start += STRETCH) {
    const intptr_t width = count - start < STRETCH ? count - start : STRETCH;
    VECTORISED for (intptr_t i = 0; i < width; i++) {
      const float v = x[start + i], d = dy[start + i];
      products[i] = v > 0.0f ? 0.0f : d * v;
      dx[start + i] = v > 0.0f ? d : slope * d;
    }
    sum += stretch_sum(products, width);
  }
  return sum;
}

// A strip of columns and a block of rows at a time: Float sums stay short, and the sums stay in the cache.
enum { STRIP = 256, ROW_BLOCK = 128 };

CLONES void kernels_parametric_relu_backward(
    const float *x, const float *slope, const float *dy, float *dx, float *dslope, intptr_t rows,
    intptr_t columns) {
  if (columns == 1) {
    dslope[0] = (float)one_slope_backward(x, slope[0], dy, dx, rows);
    return;
  }
  for (intptr_t strip = 0; strip < columns; strip += STRIP) {
    const intptr_t width = columns - strip < STRIP ? columns - strip : STRIP;
    double totals[STRIP] = {0};
    for (intptr_t block = 0; block < rows; block += ROW_BLOCK) {
      const intptr_t end = rows - block < ROW_BLOCK ? rows : block + ROW_BLOCK;
      float sums[STRIP] = {0};
      for (intptr_t r = block; r < end; r++) {
        const intptr_t row = r * columns + strip;
        VECTORISED for (intptr_t c = 0; c < width; c++) {
          const float v = x[row + c], d = dy[row + c];
          sums[c] += v > 0.0f ? 0.0f : d * v;
          dx[row + c] = v > 0.0f ? d : slope[strip + c] * d;
        }
      }
      for (intptr_t c = 0; c < width; c++) totals[c] += sums[c];
    }
    for (intptr_t c = 0; c < width; c++) dslope[strip + c] = (float)totals[c];
  }
}

// Σ a[i], or Σ a[i] b[i].
INLINE float row_sum(const float *a, const float *b, bool product, intptr_t count) {
  double sum = 0;
  float products[STRETCH];
  for (intptr_t start = 0; start < count; start += STRETCH) {
    const intptr_t width = count - start < STRETCH ? count - start : STRETCH;
    if (product) {
      VECTORISED for (intptr_t i = 0; i < width; i++) products[i] = a[start + i] * b[start + i];
      sum += stretch_sum(products, width);
    } else {
      sum += stretch_sum(a + start, width);
    }
  }
  return (float)sum;
}

CLONES void kernels_softmax_backward(
    bool logarithm, const float *y, const float *dy, float *dx, intptr_t rows, intptr_t columns) {
  for (intptr_t r = 0; r < rows; r++) {
    const float *v = y + r * columns, *d = dy + r * columns;
    float *out = dx + r * columns;
    if (logarithm) {
      const float sum = row_sum(d, d, false, columns);
      VECTORISED for (intptr_t c = 0; c < columns; c++) out[c] = d[c] - fast_exp(v[c]) * sum;
    } else {
      const float sum = row_sum(d, v, true, columns);
      VECTORISED for (intptr_t c = 0; c < columns; c++) out[c] = v[c] * (d[c] - sum);
    }
  }
}
