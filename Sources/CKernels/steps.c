#include "CKernels.h"
#include "clones.h"

CLONES void kernels_steps_mean(
    const float *x, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out) {
  for (intptr_t n = 0; n < samples; n++, x += steps * features, out += features) {
    memset(out, 0, (size_t)features * sizeof(float));
    for (intptr_t t = 0; t < lengths[n]; t++)
      VECTORISED for (intptr_t i = 0; i < features; i++) out[i] += x[t * features + i];
    const float scale = lengths[n] > 0 ? 1.0f / (float)lengths[n] : 0.0f;
    VECTORISED for (intptr_t i = 0; i < features; i++) out[i] *= scale;
  }
}

CLONES void kernels_steps_mean_backward(
    const float *gradient, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths,
    float *out) {
  for (intptr_t n = 0; n < samples; n++, gradient += features) {
    const float scale = lengths[n] > 0 ? 1.0f / (float)lengths[n] : 0.0f;
    for (intptr_t t = 0; t < steps; t++, out += features) {
      const float factor = t < lengths[n] ? scale : 0.0f;
      VECTORISED for (intptr_t i = 0; i < features; i++) out[i] = gradient[i] * factor;
    }
  }
}

CLONES void kernels_steps_maximum(
    const float *x, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out,
    int32_t *places) {
  for (intptr_t n = 0; n < samples; n++, x += steps * features, out += features, places += features) {
    for (intptr_t i = 0; i < features; i++) {
      out[i] = lengths[n] > 0 ? x[i] : 0.0f;
      places[i] = lengths[n] > 0 ? 0 : -1;
    }
    for (intptr_t t = 1; t < lengths[n]; t++) {
      VECTORISED for (intptr_t i = 0; i < features; i++) {
        const float value = x[t * features + i], best = out[i];
        // x != x lets a NaN through.
        const bool larger = value > best || value != value;
        out[i] = larger ? value : best;
        places[i] = larger ? (int32_t)t : places[i];
      }
    }
  }
}

void kernels_steps_maximum_backward(
    const float *gradient, intptr_t samples, intptr_t steps, intptr_t features, const int32_t *places, float *out) {
  memset(out, 0, (size_t)(samples * steps * features) * sizeof(float));
  for (intptr_t n = 0; n < samples; n++, out += steps * features)
    for (intptr_t i = 0; i < features; i++)
      if (places[n * features + i] >= 0) out[places[n * features + i] * features + i] = gradient[n * features + i];
}

void kernels_steps_reverse(
    const float *x, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out) {
  const size_t size = (size_t)features * sizeof(float);
  for (intptr_t n = 0; n < samples; n++, x += steps * features, out += steps * features) {
    for (intptr_t t = 0; t < lengths[n]; t++) memcpy(out + t * features, x + (lengths[n] - 1 - t) * features, size);
    memset(out + lengths[n] * features, 0, (size_t)(steps - lengths[n]) * size);
  }
}

void kernels_copy_block(
    const float *from, intptr_t from_row, float *to, intptr_t to_row, intptr_t rows, intptr_t columns) {
  for (intptr_t r = 0; r < rows; r++) memcpy(to + r * to_row, from + r * from_row, (size_t)columns * sizeof(float));
}
