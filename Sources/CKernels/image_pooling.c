#include "CKernels.h"
#include "clones.h"

// The part of a window that lies inside of the image: rows and columns from `start` to `end`.
typedef struct {
  intptr_t start, end;
} Span;

INLINE Span span(intptr_t place, intptr_t stride, intptr_t padding, intptr_t kernel, intptr_t size) {
  const intptr_t start = place * stride - padding, end = start + kernel;
  return (Span){start < 0 ? 0 : start, end > size ? size : end};
}

// Whether every pixel is under exactly one window.
INLINE bool windows_tile(const intptr_t *g) {
  return g[IMAGE_STRIDE_HEIGHT] == g[IMAGE_KERNEL_HEIGHT] && g[IMAGE_STRIDE_WIDTH] == g[IMAGE_KERNEL_WIDTH] &&
         g[IMAGE_OUT_HEIGHT] * g[IMAGE_STRIDE_HEIGHT] - g[IMAGE_PADDING_TOP] >= g[IMAGE_IN_HEIGHT] &&
         g[IMAGE_OUT_WIDTH] * g[IMAGE_STRIDE_WIDTH] - g[IMAGE_PADDING_LEFT] >= g[IMAGE_IN_WIDTH];
}

// Runs `body` for the windows of all blocks, with the spans of rows and columns and the places in the arrays.
#define EACH_WINDOW(body)                                                                                       \
  for (intptr_t block = 0; block < g[IMAGE_BLOCKS]; block++) {                                                  \
    const intptr_t input = block * g[IMAGE_IN_HEIGHT] * g[IMAGE_IN_WIDTH] * channels;                           \
    for (intptr_t i = 0; i < g[IMAGE_OUT_HEIGHT]; i++) {                                                        \
      const Span rows = span(                                                                                   \
          i, g[IMAGE_STRIDE_HEIGHT], g[IMAGE_PADDING_TOP], g[IMAGE_KERNEL_HEIGHT], g[IMAGE_IN_HEIGHT]);         \
      for (intptr_t j = 0; j < g[IMAGE_OUT_WIDTH]; j++) {                                                       \
        const Span columns = span(                                                                              \
            j, g[IMAGE_STRIDE_WIDTH], g[IMAGE_PADDING_LEFT], g[IMAGE_KERNEL_WIDTH], g[IMAGE_IN_WIDTH]);         \
        const intptr_t output = ((block * g[IMAGE_OUT_HEIGHT] + i) * g[IMAGE_OUT_WIDTH] + j) * channels;        \
        body                                                                                                    \
      }                                                                                                         \
    }                                                                                                           \
  }
// All pixels of the window, in order.
#define EACH_PIXEL(body)                                                    \
  for (intptr_t r = rows.start; r < rows.end; r++)                          \
    for (intptr_t s = columns.start; s < columns.end; s++) {                \
      const intptr_t pixel = input + (r * g[IMAGE_IN_WIDTH] + s) * channels; \
      body                                                                  \
    }

CLONES void kernels_max_pooling_forward(const intptr_t *g, const void *x, void *out) {
  const Lanes *values = x;
  Lanes *results = out;
  const intptr_t channels = g[IMAGE_IN_CHANNELS];
  EACH_WINDOW({
    for (intptr_t c = 0; c < channels; c++) {
      Lanes best = (Lanes){0} - __builtin_inff();
      EACH_PIXEL({
        const Lanes value = values[pixel + c];
        best = ((value > best) | (value != value)) ? value : best;
      })
      results[output + c] = best;
    }
  })
}

CLONES void kernels_max_pooling_backward(
    const intptr_t *g, const void *x, const void *y, const void *dy, void *dx) {
  const Lanes *values = x, *largest = y, *gradients = dy;
  Lanes *results = dx;
  const intptr_t channels = g[IMAGE_IN_CHANNELS];
  const bool tiled = windows_tile(g);
  if (!tiled)
    memset(
        dx, 0,
        (size_t)(g[IMAGE_BLOCKS] * g[IMAGE_IN_HEIGHT] * g[IMAGE_IN_WIDTH] * channels) * sizeof(Lanes));
  EACH_WINDOW({
    for (intptr_t c = 0; c < channels; c++) {
      const Lanes best = largest[output + c];
      // What is left of the gradient: nothing once it went to a pixel. Not below the largest: also a NaN.
      Lanes left = gradients[output + c];
      EACH_PIXEL({
        const LaneBits taken = ~(values[pixel + c] < best);
        const Lanes share = taken ? left : 0.0f;
        left = taken ? 0.0f : left;
        results[pixel + c] = tiled ? share : results[pixel + c] + share;
      })
    }
  })
}

CLONES void kernels_average_pooling_forward(const intptr_t *g, const void *x, void *out) {
  const Lanes *values = x;
  Lanes *results = out;
  const intptr_t channels = g[IMAGE_IN_CHANNELS];
  EACH_WINDOW({
    const float share = 1.0f / (float)((rows.end - rows.start) * (columns.end - columns.start));
    for (intptr_t c = 0; c < channels; c++) {
      Lanes sum = {0};
      EACH_PIXEL({ sum += values[pixel + c]; })
      results[output + c] = sum * share;
    }
  })
}

CLONES void kernels_average_pooling_backward(const intptr_t *g, const void *dy, void *dx) {
  const Lanes *gradients = dy;
  Lanes *results = dx;
  const intptr_t channels = g[IMAGE_IN_CHANNELS];
  const bool tiled = windows_tile(g);
  if (!tiled)
    memset(
        dx, 0,
        (size_t)(g[IMAGE_BLOCKS] * g[IMAGE_IN_HEIGHT] * g[IMAGE_IN_WIDTH] * channels) * sizeof(Lanes));
  EACH_WINDOW({
    const float share = 1.0f / (float)((rows.end - rows.start) * (columns.end - columns.start));
    EACH_PIXEL({
      for (intptr_t c = 0; c < channels; c++) {
        const Lanes gradient = gradients[output + c] * share;
        results[pixel + c] = tiled ? gradient : results[pixel + c] + gradient;
      }
    })
  })
}
