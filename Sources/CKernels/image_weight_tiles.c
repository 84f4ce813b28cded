#include "image_convolution.h"

// sums[weight][o] += Σ_pixels x[pixel][weight] dz[pixel][o], lane by lane: each lane is another sample's share.
typedef struct {
  const float *x, *dz;
  intptr_t rows, columns, x_row, x_pixel, outputs, dz_row, dz_pixel;
} WeightWork;

INLINE void weight_tile(
    const int outputs, const int width, const WeightWork *work, intptr_t weight, float *places) {
  Lanes sums[8 * 8];
  const intptr_t row_of_sums = work->outputs * LANES;
  UNROLLED for (int j = 0; j < width; j++)
    UNROLLED for (int i = 0; i < outputs; i++)
      sums[j * outputs + i] = LANES_AT(places + j * row_of_sums + i * LANES);
  for (intptr_t row = 0; row < work->rows; row++) {
    const float *x = work->x + row * work->x_row + weight * LANES;
    const float *dz = work->dz + row * work->dz_row;
    for (intptr_t column = 0; column < work->columns; column++, x += work->x_pixel, dz += work->dz_pixel) {
      Lanes values[8];
      UNROLLED for (int j = 0; j < width; j++) values[j] = LANES_AT(x + j * LANES);
      UNROLLED for (int i = 0; i < outputs; i++) {
        const Lanes gradient = LANES_AT(dz + i * LANES);
        UNROLLED for (int j = 0; j < width; j++) sums[j * outputs + i] += values[j] * gradient;
      }
    }
  }
  UNROLLED for (int j = 0; j < width; j++)
    UNROLLED for (int i = 0; i < outputs; i++)
      *(LooseLanes *)(places + j * row_of_sums + i * LANES) = sums[j * outputs + i];
}

// All weights that lie side by side in the input, such as a row of the kernel.
INLINE void weight_segment(
    bool wide, int outputs, const WeightWork *work, float *sums, intptr_t count) {
  const int most = tile_width(wide, outputs);
  for (intptr_t weight = 0; weight < count;) {
    const int width = tile_share(count - weight, most);
    float *places = sums + weight * work->outputs * LANES;
#define TILE(outputs, width) weight_tile(outputs, width, work, weight, places)
    if (wide) EACH_TILE(outputs, width)
    if (!wide) EACH_NARROW_TILE(outputs, width)
#undef TILE
    weight += width;
  }
}

// The gradients of so many pixels and outputs stay in the first-level cache while all weights pass.
enum { PACKED_GRADIENTS = 448 };

static intptr_t rows_of_tiles(const intptr_t *g) {
  const intptr_t widest = g[IMAGE_OUT_CHANNELS] < 8 ? g[IMAGE_OUT_CHANNELS] : 8;
  const intptr_t rows = PACKED_GRADIENTS / (g[IMAGE_OUT_WIDTH] * widest);
  return rows < 1 ? 1 : rows > g[IMAGE_OUT_HEIGHT] ? g[IMAGE_OUT_HEIGHT] : rows;
}

intptr_t convolution_packed_lanes(const intptr_t *g) {
  return convolution_is_product(g) ? convolution_turned_lanes(g) : rows_of_tiles(g) * g[IMAGE_OUT_WIDTH] * 8;
}

INLINE void weight_rows(
    bool wide, const intptr_t *g, Padded size, const float *x, const float *dz, float *sums, float *packed) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], outputs = g[IMAGE_OUT_CHANNELS];
  const intptr_t segments = g[IMAGE_DILATION_WIDTH] == 1 ? 1 : g[IMAGE_KERNEL_WIDTH];
  const intptr_t segment = g[IMAGE_KERNEL_WIDTH] * channels / segments, columns = g[IMAGE_OUT_WIDTH];
  const intptr_t rows = rows_of_tiles(g);
  WeightWork work = {
      .columns = columns, .x_row = g[IMAGE_STRIDE_HEIGHT] * size.width * channels * LANES,
      .x_pixel = g[IMAGE_STRIDE_WIDTH] * channels * LANES, .outputs = outputs};
  for (intptr_t row = 0; row < g[IMAGE_OUT_HEIGHT]; row += rows) {
    work.rows = g[IMAGE_OUT_HEIGHT] - row < rows ? g[IMAGE_OUT_HEIGHT] - row : rows;
    for (intptr_t output = 0; output < outputs;) {
      const int width = tile_outputs(wide, outputs - output);
      work.dz = dz + (row * columns * outputs + output) * LANES;
      if (width < outputs) {
        for (intptr_t pixel = 0; pixel < work.rows * columns; pixel++)
          memcpy(
              packed + pixel * width * LANES, work.dz + pixel * outputs * LANES, (size_t)width * sizeof(Lanes));
        work.dz = packed;
      }
      work.dz_pixel = width * LANES;
      work.dz_row = columns * work.dz_pixel;
      for (intptr_t k = 0; k < g[IMAGE_KERNEL_HEIGHT]; k++) {
        const float *line =
            x + (row * g[IMAGE_STRIDE_HEIGHT] + k * g[IMAGE_DILATION_HEIGHT]) * size.width * channels * LANES;
        for (intptr_t l = 0; l < segments; l++) {
          work.x = line + l * g[IMAGE_DILATION_WIDTH] * channels * LANES;
          weight_segment(
              wide, width, &work, sums + ((k * segments + l) * segment * outputs + output) * LANES, segment);
        }
      }
      output += width;
    }
  }
}

#if defined(__x86_64__)
WIDE static void weight_gradient_wide(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *sums, float *packed) {
  weight_rows(true, g, size, x, dz, sums, packed);
}
#endif

CLONES static void weight_gradient_narrow(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *sums, float *packed) {
  weight_rows(false, g, size, x, dz, sums, packed);
}

// sums[o] += Σ_pixels dz[pixel][o].
CLONES static void bias_gradient(const float *dz, float *sums, intptr_t pixels, intptr_t outputs) {
  intptr_t o = 0;
  for (; o + 4 <= outputs; o += 4) {
    Lanes a[4];
    memcpy(a, sums + o * LANES, sizeof a);
    for (intptr_t p = 0; p < pixels; p++)
      UNROLLED for (int i = 0; i < 4; i++) a[i] += LANES_AT(dz + (p * outputs + o + i) * LANES);
    memcpy(sums + o * LANES, a, sizeof a);
  }
  for (; o < outputs; o++) {
    Lanes a;
    memcpy(&a, sums + o * LANES, sizeof a);
    for (intptr_t p = 0; p < pixels; p++) a += LANES_AT(dz + (p * outputs + o) * LANES);
    memcpy(sums + o * LANES, &a, sizeof a);
  }
}

// Adds a block's share to the sums of weights and biases.
void convolution_parameter_gradient(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *weight_sums, float *bias_sums,
    float *packed) {
#if defined(__x86_64__)
  if (convolution_is_product(g)) {
    convolution_weight_product(g, size, x, dz, weight_sums, bias_sums, packed);
    return;
  }
#endif
  bias_gradient(dz, bias_sums, g[IMAGE_OUT_HEIGHT] * g[IMAGE_OUT_WIDTH], g[IMAGE_OUT_CHANNELS]);
#if defined(__x86_64__)
  if (has_wide_registers()) {
    weight_gradient_wide(g, size, x, dz, weight_sums, packed);
    return;
  }
#endif
  weight_gradient_narrow(g, size, x, dz, weight_sums, packed);
}
