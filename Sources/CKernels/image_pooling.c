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

// Calls BODY(output, window) for all windows, the window's size a constant where it is a usual one: so the loops
// over its pixels unroll.
typedef struct {
  intptr_t input, output, height, width;
} Window;

#define EACH_WINDOW(BODY)                                                                                       \
  for (intptr_t block = 0; block < g[IMAGE_BLOCKS]; block++)                                                    \
    for (intptr_t i = 0; i < g[IMAGE_OUT_HEIGHT]; i++) {                                                        \
      const Span rows = span(                                                                                   \
          i, g[IMAGE_STRIDE_HEIGHT], g[IMAGE_PADDING_TOP], g[IMAGE_KERNEL_HEIGHT], g[IMAGE_IN_HEIGHT]);         \
      for (intptr_t j = 0; j < g[IMAGE_OUT_WIDTH]; j++) {                                                       \
        const Span columns = span(                                                                              \
            j, g[IMAGE_STRIDE_WIDTH], g[IMAGE_PADDING_LEFT], g[IMAGE_KERNEL_WIDTH], g[IMAGE_IN_WIDTH]);         \
        const intptr_t pixel = (block * g[IMAGE_IN_HEIGHT] + rows.start) * g[IMAGE_IN_WIDTH] + columns.start;   \
        const intptr_t place = (block * g[IMAGE_OUT_HEIGHT] + i) * g[IMAGE_OUT_WIDTH] + j;                      \
        Window window = {                                                                                       \
            pixel * channels, place * channels, rows.end - rows.start, columns.end - columns.start};            \
        if (window.height == 2 && window.width == 2) {                                                          \
          window.height = window.width = 2;                                                                     \
          BODY(window);                                                                                         \
        } else if (window.height == 3 && window.width == 3) {                                                   \
          window.height = window.width = 3;                                                                     \
          BODY(window);                                                                                         \
        } else {                                                                                                \
          BODY(window);                                                                                         \
        }                                                                                                       \
      }                                                                                                         \
    }

INLINE void largest(Window window, intptr_t row, intptr_t channels, const Lanes *x, Lanes *y) {
  for (intptr_t c = 0; c < channels; c++) {
    Lanes best = x[window.input + c];
    for (intptr_t r = 0; r < window.height; r++)
      for (intptr_t s = 0; s < window.width; s++) {
        const Lanes value = x[window.input + r * row + s * channels + c];
        best = ((value > best) | (value != value)) ? value : best;
      }
    y[window.output + c] = best;
  }
}

CLONES void kernels_max_pooling_forward(const intptr_t *g, const void *x, void *out) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], row = g[IMAGE_IN_WIDTH] * channels;
#define BODY(window) largest(window, row, channels, x, out)
  EACH_WINDOW(BODY)
#undef BODY
}

INLINE void give_to_largest(
    Window window, intptr_t row, intptr_t channels, bool tiled, bool masks, const Lanes *x, const Lanes *y,
    const Lanes *dy, Lanes *dx) {
  for (intptr_t c = 0; c < channels; c++) {
    const Lanes best = y[window.output + c];
    // What is left of the gradient: nothing once it went to a pixel. Not below the largest: also a NaN.
    Lanes left = dy[window.output + c];
    if (masks) left = best > 0.0f ? left : 0.0f;
    for (intptr_t r = 0; r < window.height; r++)
      for (intptr_t s = 0; s < window.width; s++) {
        const intptr_t place = window.input + r * row + s * channels + c;
        const LaneBits taken = ~(x[place] < best);
        const Lanes share = taken ? left : 0.0f;
        left = taken ? 0.0f : left;
        dx[place] = tiled ? share : dx[place] + share;
      }
  }
}

CLONES void kernels_max_pooling_backward(
    const intptr_t *g, bool masks, const void *x, const void *y, const void *dy, void *dx) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], row = g[IMAGE_IN_WIDTH] * channels;
#define BODY(window) give_to_largest(window, row, channels, true, masks, x, y, dy, dx)
  if (windows_tile(g)) {
    EACH_WINDOW(BODY)
    return;
  }
#undef BODY
  memset(dx, 0, (size_t)(g[IMAGE_BLOCKS] * g[IMAGE_IN_HEIGHT] * row) * sizeof(Lanes));
#define BODY(window) give_to_largest(window, row, channels, false, masks, x, y, dy, dx)
  EACH_WINDOW(BODY)
#undef BODY
}

INLINE void average(Window window, intptr_t row, intptr_t channels, const Lanes *x, Lanes *y) {
  const float share = 1.0f / (float)(window.height * window.width);
  for (intptr_t c = 0; c < channels; c++) {
    Lanes sum = {0};
    for (intptr_t r = 0; r < window.height; r++)
      for (intptr_t s = 0; s < window.width; s++) sum += x[window.input + r * row + s * channels + c];
    y[window.output + c] = sum * share;
  }
}

CLONES void kernels_average_pooling_forward(const intptr_t *g, const void *x, void *out) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], row = g[IMAGE_IN_WIDTH] * channels;
#define BODY(window) average(window, row, channels, x, out)
  EACH_WINDOW(BODY)
#undef BODY
}

INLINE void share_out(Window window, intptr_t row, intptr_t channels, bool tiled, const Lanes *dy, Lanes *dx) {
  const float share = 1.0f / (float)(window.height * window.width);
  for (intptr_t r = 0; r < window.height; r++)
    for (intptr_t s = 0; s < window.width; s++)
      for (intptr_t c = 0; c < channels; c++) {
        const intptr_t place = window.input + r * row + s * channels + c;
        const Lanes gradient = dy[window.output + c] * share;
        dx[place] = tiled ? gradient : dx[place] + gradient;
      }
}

CLONES void kernels_average_pooling_backward(const intptr_t *g, const void *dy, void *dx) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], row = g[IMAGE_IN_WIDTH] * channels;
  const bool tiled = windows_tile(g);
  if (!tiled) memset(dx, 0, (size_t)(g[IMAGE_BLOCKS] * g[IMAGE_IN_HEIGHT] * row) * sizeof(Lanes));
#define BODY(window) share_out(window, row, channels, tiled, dy, dx)
  EACH_WINDOW(BODY)
#undef BODY
}
