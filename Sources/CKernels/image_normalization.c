#include "CKernels.h"
#include "functions.h"

// Whether each lane of a block holds a sample.
INLINE void find_existing(intptr_t samples, intptr_t block, LaneBits *exists) {
  const LaneBits numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const intptr_t count = samples - block * LANES;
  *exists = numbers < (int32_t)(count < LANES ? count : LANES);
}

INLINE float masked_sum(const Lanes *lanes, const LaneBits *exists) {
  const Lanes kept = *exists ? *lanes : 0.0f;
  float sums[LANES];
  memcpy(sums, &kept, sizeof sums);
  for (int width = LANES / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) sums[i] += sums[i + width];
  return sums[0];
}

// So many channels are summed side by side, and so many pixels in Float.
enum { CHANNELS_AT_ONCE = 8, PIXELS_AT_ONCE = 64 };
#define UNROLLED _Pragma("clang loop unroll(full)")

// Mean and sum of squared deviations of some pixels are exact to Float; two such pairs combine in Double
// (T. Chan, G. Golub and R. LeVeque, Updating Formulae and a Pairwise Algorithm, 1979).
INLINE void statistics(
    const int width, const Lanes *x, intptr_t samples, intptr_t pixels, intptr_t channels, float *mean,
    float *variance) {
  double total = 0, centers[CHANNELS_AT_ONCE] = {0}, deviations[CHANNELS_AT_ONCE] = {0};
  for (intptr_t block = 0; block * LANES < samples; block++) {
    LaneBits exists;
    find_existing(samples, block, &exists);
    const intptr_t lanes = samples - block * LANES < LANES ? samples - block * LANES : LANES;
    for (intptr_t first = 0; first < pixels; first += PIXELS_AT_ONCE) {
      const intptr_t end = pixels - first < PIXELS_AT_ONCE ? pixels - first : PIXELS_AT_ONCE;
      const Lanes *values = x + (block * pixels + first) * channels;
      const double count = (double)(end * lanes);
      Lanes sums[CHANNELS_AT_ONCE] = {0}, squares[CHANNELS_AT_ONCE] = {0};
      float middles[CHANNELS_AT_ONCE];
      for (intptr_t p = 0; p < end; p++)
        UNROLLED for (int c = 0; c < width; c++) sums[c] += values[p * channels + c];
      for (int c = 0; c < width; c++) middles[c] = (float)(masked_sum(&sums[c], &exists) / count);
      for (intptr_t p = 0; p < end; p++)
        UNROLLED for (int c = 0; c < width; c++) {
          const Lanes deviation = values[p * channels + c] - middles[c];
          squares[c] += deviation * deviation;
        }
      for (int c = 0; c < width; c++) {
        const double distance = middles[c] - centers[c];
        deviations[c] +=
            masked_sum(&squares[c], &exists) + distance * distance * total * count / (total + count);
        centers[c] += distance * count / (total + count);
      }
      total += count;
    }
  }
  for (int c = 0; c < width; c++) {
    mean[c] = (float)centers[c];
    variance[c] = (float)(deviations[c] / total);
  }
}

CLONES void kernels_channel_statistics(
    const void *x, intptr_t samples, intptr_t pixels, intptr_t channels, float *mean, float *variance) {
  intptr_t c = 0;
  for (; c + CHANNELS_AT_ONCE <= channels; c += CHANNELS_AT_ONCE)
    statistics(CHANNELS_AT_ONCE, (const Lanes *)x + c, samples, pixels, channels, mean + c, variance + c);
  for (; c < channels; c++) statistics(1, (const Lanes *)x + c, samples, pixels, channels, mean + c, variance + c);
}

CLONES void kernels_channel_normalize(
    const void *x, intptr_t blocks, intptr_t pixels, intptr_t channels, const float *mean, const float *scale,
    const float *shift, bool rectifies, void *y) {
  const Lanes *values = x;
  Lanes *results = y;
  for (intptr_t p = 0; p < blocks * pixels; p++)
    for (intptr_t c = 0; c < channels; c++) {
      const Lanes result = (values[p * channels + c] - mean[c]) * scale[c] + shift[c];
      results[p * channels + c] = rectifies ? (result < 0.0f ? 0.0f : result) : result;
    }
}

INLINE void gradient_sums(
    const int width, const Lanes *x, const Lanes *dy, intptr_t pixels, intptr_t channels, const float *mean,
    const float *scale, const float *shift, bool rectified, float *sums, float *products) {
  const LaneBits all = (LaneBits){0} - 1;
  double sum[CHANNELS_AT_ONCE] = {0}, product[CHANNELS_AT_ONCE] = {0};
  for (intptr_t first = 0; first < pixels; first += PIXELS_AT_ONCE) {
    const intptr_t end = pixels - first < PIXELS_AT_ONCE ? pixels - first : PIXELS_AT_ONCE;
    Lanes lanes_of_sum[CHANNELS_AT_ONCE] = {0}, lanes_of_product[CHANNELS_AT_ONCE] = {0};
    for (intptr_t p = first; p < first + end; p++)
      UNROLLED for (int c = 0; c < width; c++) {
        const Lanes deviation = x[p * channels + c] - mean[c];
        Lanes gradient = dy[p * channels + c];
        if (rectified) gradient = deviation * scale[c] + shift[c] > 0.0f ? gradient : 0.0f;
        lanes_of_sum[c] += gradient;
        lanes_of_product[c] += gradient * deviation;
      }
    for (int c = 0; c < width; c++) {
      sum[c] += masked_sum(&lanes_of_sum[c], &all);
      product[c] += masked_sum(&lanes_of_product[c], &all);
    }
  }
  for (int c = 0; c < width; c++) {
    sums[c] = (float)sum[c];
    products[c] = (float)product[c];
  }
}

CLONES void kernels_channel_gradient_sums(
    const void *x, const void *dy, intptr_t blocks, intptr_t pixels, intptr_t channels, const float *mean,
    const float *scale, const float *shift, bool rectified, float *sums, float *products) {
  intptr_t c = 0;
  for (; c + CHANNELS_AT_ONCE <= channels; c += CHANNELS_AT_ONCE)
    gradient_sums(
        CHANNELS_AT_ONCE, (const Lanes *)x + c, (const Lanes *)dy + c, blocks * pixels, channels, mean + c,
        scale + c, shift + c, rectified, sums + c, products + c);
  for (; c < channels; c++)
    gradient_sums(
        1, (const Lanes *)x + c, (const Lanes *)dy + c, blocks * pixels, channels, mean + c, scale + c, shift + c,
        rectified, sums + c, products + c);
}

CLONES void kernels_channel_input_gradient(
    const void *x, const void *dy, intptr_t samples, intptr_t pixels, intptr_t channels, const float *mean,
    const float *scale, const float *shift, bool rectified, const float *constant, const float *slope, bool masks,
    void *dx) {
  for (intptr_t block = 0; block * LANES < samples; block++) {
    LaneBits exists;
    find_existing(samples, block, &exists);
    const Lanes *values = (const Lanes *)x + block * pixels * channels;
    const Lanes *gradients = (const Lanes *)dy + block * pixels * channels;
    Lanes *results = (Lanes *)dx + block * pixels * channels;
    for (intptr_t p = 0; p < pixels; p++)
      for (intptr_t c = 0; c < channels; c++) {
        const Lanes deviation = values[p * channels + c] - mean[c];
        Lanes gradient = gradients[p * channels + c];
        if (rectified) gradient = deviation * scale[c] + shift[c] > 0.0f ? gradient : 0.0f;
        Lanes result = scale[c] * gradient + constant[c] + slope[c] * deviation;
        if (masks) result = values[p * channels + c] > 0.0f ? result : 0.0f;
        results[p * channels + c] = exists ? result : 0.0f;
      }
  }
}

// s = bias + factor · Σ x² over the channels around one.
INLINE void response(
    const Lanes *x, intptr_t channels, intptr_t size, intptr_t channel, float bias, float factor, Lanes *out) {
  const intptr_t start = channel - size / 2, end = start + size;
  Lanes sum = {0};
  for (intptr_t c = start < 0 ? 0 : start; c < end && c < channels; c++) sum += x[c] * x[c];
  *out = bias + factor * sum;
}

// s^exponent for positive s.
INLINE void power(const Lanes *s, float exponent, Lanes *out) {
  float base[LANES], result[LANES];
  memcpy(base, s, sizeof base);
  VECTORISED for (int i = 0; i < LANES; i++) result[i] = fast_exp(exponent * fast_log(base[i]));
  memcpy(out, result, sizeof result);
}

// Without samples s may be zero, and what follows must not become a NaN that sums would spread: such lanes are zero.
CLONES void kernels_response_normalization_forward(
    const void *x, intptr_t samples, intptr_t pixels, intptr_t channels, intptr_t size, float bias, float factor,
    float exponent, void *y) {
  for (intptr_t block = 0; block * LANES < samples; block++) {
    LaneBits exists;
    find_existing(samples, block, &exists);
    for (intptr_t p = block * pixels; p < (block + 1) * pixels; p++) {
      const Lanes *values = (const Lanes *)x + p * channels;
      Lanes *results = (Lanes *)y + p * channels;
      for (intptr_t c = 0; c < channels; c++) {
        Lanes s, scale;
        response(values, channels, size, c, bias, factor, &s);
        power(&s, -exponent, &scale);
        results[c] = exists ? values[c] * scale : 0.0f;
      }
    }
  }
}

CLONES void kernels_response_normalization_backward(
    const void *x, const void *dy, intptr_t samples, intptr_t pixels, intptr_t channels, intptr_t size, float bias,
    float factor, float exponent, void *dx, void *room) {
  Lanes *scales = room, *shares = scales + channels;
  for (intptr_t block = 0; block * LANES < samples; block++) {
    LaneBits exists;
    find_existing(samples, block, &exists);
    for (intptr_t p = block * pixels; p < (block + 1) * pixels; p++) {
      const Lanes *values = (const Lanes *)x + p * channels, *gradients = (const Lanes *)dy + p * channels;
      Lanes *results = (Lanes *)dx + p * channels;
      for (intptr_t c = 0; c < channels; c++) {
        Lanes s;
        response(values, channels, size, c, bias, factor, &s);
        power(&s, -exponent, &scales[c]);
        shares[c] = gradients[c] * values[c] * scales[c] / s;
      }
      for (intptr_t c = 0; c < channels; c++) {
        // The channels whose s this one is part of: the window turned around.
        const intptr_t start = c - (size - 1) / 2, end = start + size;
        Lanes sum = {0};
        for (intptr_t other = start < 0 ? 0 : start; other < end && other < channels; other++) sum += shares[other];
        const Lanes result = gradients[c] * scales[c] - 2.0f * factor * exponent * values[c] * sum;
        results[c] = exists ? result : 0.0f;
      }
    }
  }
}
