#include "image_convolution.h"

// Many outputs: the gradients of a stretch of pixels are turned around, [pixel][sample][output], and the sums are
// those of a matrix product over pixels and samples. Each x then serves many outputs, and no sum has lanes left.
bool convolution_is_product(const intptr_t *g) {
#if defined(__x86_64__)
  const intptr_t side_by_side = g[IMAGE_DILATION_WIDTH] == 1 ? g[IMAGE_KERNEL_WIDTH] : 1;
  return has_wide_registers() && g[IMAGE_OUT_CHANNELS] % 32 == 0 && side_by_side * g[IMAGE_IN_CHANNELS] >= 6;
#else
  (void)g;
  return false;
#endif
}

// The turned gradients of so many pixels stay in the first-level cache.
enum { TURNED_GRADIENTS = 512 };

static intptr_t pixels_of_product(const intptr_t *g) {
  const intptr_t pixels = TURNED_GRADIENTS / g[IMAGE_OUT_CHANNELS];
  return pixels < 1 ? 1 : pixels > g[IMAGE_OUT_WIDTH] ? g[IMAGE_OUT_WIDTH] : pixels;
}

intptr_t convolution_turned_lanes(const intptr_t *g) { return pixels_of_product(g) * g[IMAGE_OUT_CHANNELS]; }

#if defined(__x86_64__)
typedef struct {
  const float *dz;
  intptr_t columns, x_pixel, outputs;
} ProductWork;

INLINE void product_tile(
    const int width, const int groups, const ProductWork *work, const float *x, float *places) {
  Lanes sums[6 * 4];
  UNROLLED for (int j = 0; j < width; j++)
    UNROLLED for (int i = 0; i < groups; i++)
      sums[j * groups + i] = LANES_AT(places + j * work->outputs + i * LANES);
  const float *dz = work->dz;
  for (intptr_t column = 0; column < work->columns; column++, x += work->x_pixel) {
    for (int lane = 0; lane < LANES; lane++, dz += work->outputs) {
      Lanes gradients[4];
      UNROLLED for (int i = 0; i < groups; i++) gradients[i] = LANES_AT(dz + i * LANES);
      UNROLLED for (int j = 0; j < width; j++)
        UNROLLED for (int i = 0; i < groups; i++) sums[j * groups + i] += x[j * LANES + lane] * gradients[i];
    }
  }
  UNROLLED for (int j = 0; j < width; j++)
    UNROLLED for (int i = 0; i < groups; i++)
      *(LooseLanes *)(places + j * work->outputs + i * LANES) = sums[j * groups + i];
}

INLINE void product_segment(
    const int groups, const ProductWork *work, const float *x, float *sums, intptr_t count) {
  for (intptr_t weight = 0; weight < count;) {
    const int width = tile_share(count - weight, 6);
    const float *values = x + weight * LANES;
    float *places = sums + weight * work->outputs;
    switch (width) {
      case 1: product_tile(1, groups, work, values, places); break;
      case 2: product_tile(2, groups, work, values, places); break;
      case 3: product_tile(3, groups, work, values, places); break;
      case 4: product_tile(4, groups, work, values, places); break;
      case 5: product_tile(5, groups, work, values, places); break;
      case 6: product_tile(6, groups, work, values, places); break;
    }
    weight += width;
  }
}

// [pixel][sample][output] from [pixel][output][sample], and their sums added to `totals`.
INLINE void turn_gradients(const float *dz, float *turned, float *totals, intptr_t pixels, intptr_t outputs) {
  for (intptr_t pixel = 0; pixel < pixels; pixel++)
    for (intptr_t output = 0; output < outputs; output += LANES) {
      Lanes tile[LANES];
      memcpy(tile, dz + (pixel * outputs + output) * LANES, sizeof tile);
      transpose_lanes(tile);
      Lanes total = LANES_AT(totals + output);
      UNROLLED for (int lane = 0; lane < LANES; lane++) {
        *(LooseLanes *)(turned + (pixel * LANES + lane) * outputs + output) = tile[lane];
        total += tile[lane];
      }
      *(LooseLanes *)(totals + output) = total;
    }
}

WIDE void convolution_weight_product(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *sums, float *totals, float *turned) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], outputs = g[IMAGE_OUT_CHANNELS], width = g[IMAGE_OUT_WIDTH];
  const intptr_t segments = g[IMAGE_DILATION_WIDTH] == 1 ? 1 : g[IMAGE_KERNEL_WIDTH];
  const intptr_t segment = g[IMAGE_KERNEL_WIDTH] * channels / segments, step = pixels_of_product(g);
  ProductWork work = {.x_pixel = g[IMAGE_STRIDE_WIDTH] * channels * LANES, .outputs = outputs};
  for (intptr_t row = 0; row < g[IMAGE_OUT_HEIGHT]; row++)
    for (intptr_t column = 0; column < width; column += work.columns) {
      work.columns = tile_share(width - column, (int)step);
      turn_gradients(dz + (row * width + column) * outputs * LANES, turned, totals, work.columns, outputs);
      for (intptr_t output = 0; output < outputs;) {
        const bool four = outputs - output >= 4 * LANES;
        work.dz = turned + output;
        for (intptr_t k = 0; k < g[IMAGE_KERNEL_HEIGHT]; k++)
          for (intptr_t l = 0; l < segments; l++) {
            const intptr_t line = row * g[IMAGE_STRIDE_HEIGHT] + k * g[IMAGE_DILATION_HEIGHT];
            const intptr_t place = column * g[IMAGE_STRIDE_WIDTH] + l * g[IMAGE_DILATION_WIDTH];
            const float *values = x + (line * size.width + place) * channels * LANES;
            float *places = sums + (k * segments + l) * segment * outputs + output;
            if (four)
              product_segment(4, &work, values, places, segment);
            else
              product_segment(2, &work, values, places, segment);
          }
        output += four ? 4 * LANES : 2 * LANES;
      }
    }
}
#endif
