// How a kernel moves over blocks of images: what the convolution and its derivatives share.

#ifndef PRACTICAL_IMAGE_CONVOLUTION_H
#define PRACTICAL_IMAGE_CONVOLUTION_H

#include "CKernels.h"
#include "transposition.h"

// Sums stay in registers: 24 of the 32 that AVX-512 has. Elsewhere sixteen lanes take two or four registers.
#if defined(__x86_64__)
// Unasked, the compiler would use only half of the width of these registers.
#define WIDE __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
INLINE bool has_wide_registers(void) { return __builtin_cpu_supports("x86-64-v4"); }
#endif

// How many outputs a tile takes of those that are left: all tiles equal when possible.
INLINE int tile_outputs(bool wide, intptr_t left) {
  if (!wide) return left >= 2 ? 2 : 1;
  if (left % 8 == 0) return 8;
  if (left % 6 == 0 || left == 10) return 6;
  if (left % 4 == 0 && left < 8) return 4;
  return left >= 8 ? 8 : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

// How many pixels, or weights, the other side of such a tile has at most.
INLINE int tile_width(bool wide, int outputs) {
  if (!wide) return outputs == 2 ? 3 : 5;
  return outputs == 8 ? 3 : outputs == 6 ? 4 : outputs == 4 ? 6 : 8;
}

// Equal shares of what is left: 14 in tiles of at most 6 are 5, 5 and 4.
INLINE int tile_share(intptr_t left, int most) {
  const intptr_t tiles = (left + most - 1) / most;
  return (int)((left + tiles - 1) / tiles);
}

// Calls TILE(outputs, width) with constants, so that every tile is compiled with its sums in registers.
#define TILE_CASE(outputs, width) \
  case outputs * 16 + width: TILE(outputs, width); break;
#define EACH_NARROW_TILE(outputs, width)                                                                 \
  switch ((outputs) * 16 + (width)) {                                                                    \
    TILE_CASE(2, 1) TILE_CASE(2, 2) TILE_CASE(2, 3)                                                      \
    TILE_CASE(1, 1) TILE_CASE(1, 2) TILE_CASE(1, 3) TILE_CASE(1, 4) TILE_CASE(1, 5)                      \
  }
#define EACH_SMALL_TILE(outputs, width)                                                                  \
  switch ((outputs) * 16 + (width)) {                                                                    \
    TILE_CASE(8, 1) TILE_CASE(6, 1)                                                                      \
    TILE_CASE(4, 1) TILE_CASE(4, 2) TILE_CASE(4, 3) TILE_CASE(4, 4) TILE_CASE(4, 5) TILE_CASE(4, 6)      \
    TILE_CASE(2, 1) TILE_CASE(2, 2) TILE_CASE(2, 3) TILE_CASE(2, 4) TILE_CASE(2, 5) TILE_CASE(2, 6)      \
    TILE_CASE(2, 7) TILE_CASE(2, 8)                                                                      \
    TILE_CASE(1, 1) TILE_CASE(1, 2) TILE_CASE(1, 3) TILE_CASE(1, 4) TILE_CASE(1, 5) TILE_CASE(1, 6)      \
    TILE_CASE(1, 7) TILE_CASE(1, 8)                                                                      \
  }
#define EACH_TILE(outputs, width)                                                                        \
  switch ((outputs) * 16 + (width)) {                                                                    \
    TILE_CASE(8, 2) TILE_CASE(8, 3) TILE_CASE(6, 2) TILE_CASE(6, 3) TILE_CASE(6, 4)                      \
    default: EACH_SMALL_TILE(outputs, width)                                                             \
  }
#define UNROLLED _Pragma("clang loop unroll(full)")

// A row of the kernel over a row of the input.
typedef struct {
  const float *input;
  const float *weights;
} RowTap;

// Neighbouring weights of such a row: `length` channels from a column on, relative to the output's pixel.
typedef struct {
  intptr_t column, weights, length;
} ColumnTap;

// What a row of output pixels is computed from.
typedef struct {
  const RowTap *rows;
  intptr_t row_count;
  const ColumnTap *taps, *merged_taps;
  intptr_t tap_count, merged_tap_count;
  // A step of one output pixel is `in_step` input pixels, and `out_step` pixels of the output's array.
  intptr_t in_width, in_channels, in_step, out_channels, out_step;
  // A bias for each output, numbers that set the output to zero where they are not positive, or null.
  const float *bias, *mask;
  bool rectifies;
} Line;

// Joins taps that continue each other, in the input as in the weights: longer loops for few channels.
INLINE void merge_taps(Line *line, ColumnTap *merged) {
  intptr_t count = 0;
  for (intptr_t i = 0; i < line->tap_count; i++) {
    const ColumnTap tap = line->taps[i];
    ColumnTap *last = merged + count - 1;
    if (count > 0 && last->column + last->length / line->in_channels == tap.column &&
        last->weights + last->length * line->out_channels == tap.weights)
      last->length += tap.length;
    else
      merged[count++] = tap;
  }
  line->merged_taps = merged;
  line->merged_tap_count = count;
}

// A row of output pixels.
void convolution_line(const Line *line, intptr_t count, float *out);

// Where the rows of x lie for the derivatives by the weights: x itself, or a copy with a border of zeros.
typedef struct {
  intptr_t height, width;
  bool copied;
} Padded;

// Adds a block's share to the sums of weights and biases: lanes, or numbers where `convolution_is_product`.
void convolution_parameter_gradient(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *weight_sums, float *bias_sums,
    float *packed);

// Whether the derivatives by the weights are computed as a product, see image_weight_product.c.
bool convolution_is_product(const intptr_t *g);

// The share of a block as such a product.
void convolution_weight_product(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *sums, float *totals, float *turned);

// The number of lanes that `turned` has room for.
intptr_t convolution_turned_lanes(const intptr_t *g);

// The number of lanes that `packed` has room for, in either way.
intptr_t convolution_packed_lanes(const intptr_t *g);

#endif
