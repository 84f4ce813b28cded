#include "image_winograd.h"

// out[pixel][o] = bias[o] + Σ_taps Σ_c x[pixel + tap][c] w[tap][c][o], for a few pixels and outputs whose sums
// stay in registers. Pixels outside of the image count as zero; `inside` says that there are none.
INLINE void correlate_tile(
    const int outputs, const int width, const bool inside, const Line *line, intptr_t first, intptr_t output,
    float *out) {
  static const Lanes zero = {0};
  Lanes sums[8 * 8];
  UNROLLED for (int i = 0; i < outputs; i++) {
    const Lanes start = zero + (line->bias ? line->bias[output + i] : 0.0f);
    UNROLLED for (int p = 0; p < width; p++) sums[i * width + p] = start;
  }
  const intptr_t channels = line->in_channels, row_of_weights = line->out_channels;
  const intptr_t pixel = line->in_step * channels * LANES;
  const ColumnTap *taps = inside ? line->merged_taps : line->taps;
  const intptr_t tap_count = inside ? line->merged_tap_count : line->tap_count;
  for (intptr_t r = 0; r < line->row_count; r++) {
    for (intptr_t t = 0; t < tap_count; t++) {
      const intptr_t column = first * line->in_step + taps[t].column;
      const float *w = line->rows[r].weights + taps[t].weights + output;
      if (inside) {
        const float *x = line->rows[r].input + column * channels * LANES;
        for (intptr_t c = 0; c < taps[t].length; c++, x += LANES, w += row_of_weights) {
          Lanes values[8];
          UNROLLED for (int p = 0; p < width; p++) values[p] = LANES_AT(x + p * pixel);
          UNROLLED for (int i = 0; i < outputs; i++)
            UNROLLED for (int p = 0; p < width; p++) sums[i * width + p] += w[i] * values[p];
        }
      } else {
        const float *x[8];
        intptr_t step[8];
        bool any = false;
        UNROLLED for (int p = 0; p < width; p++) {
          const intptr_t place = column + p * line->in_step;
          const bool exists = place >= 0 && place < line->in_width;
          x[p] = exists ? line->rows[r].input + place * channels * LANES : (const float *)&zero;
          step[p] = exists ? LANES : 0;
          any |= exists;
        }
        if (!any) continue;
        for (intptr_t c = 0; c < channels; c++, w += row_of_weights) {
          Lanes values[8];
          UNROLLED for (int p = 0; p < width; p++) {
            values[p] = LANES_AT(x[p]);
            x[p] += step[p];
          }
          UNROLLED for (int i = 0; i < outputs; i++)
            UNROLLED for (int p = 0; p < width; p++) sums[i * width + p] += w[i] * values[p];
        }
      }
    }
  }
  UNROLLED for (int i = 0; i < outputs; i++)
    UNROLLED for (int p = 0; p < width; p++) {
      Lanes y = sums[i * width + p];
      // A NaN is not below zero and stays.
      if (line->rectifies) y = y < 0.0f ? zero : y;
      const intptr_t place = ((first + p) * line->out_step * row_of_weights + output + i) * LANES;
      if (line->mask) y = LANES_AT(line->mask + place) > 0.0f ? y : zero;
      *(LooseLanes *)(out + place) = y;
    }
}

// The tile of a size that is only known now.
INLINE void correlate_any(
    bool wide, bool inside, int outputs, int width, const Line *line, intptr_t first, intptr_t output, float *out) {
#define TILE(outputs, width) correlate_tile(outputs, width, true, line, first, output, out)
  if (inside && wide) EACH_TILE(outputs, width)
  if (inside && !wide) EACH_NARROW_TILE(outputs, width)
#undef TILE
#define TILE(outputs, width) correlate_tile(outputs, width, false, line, first, output, out)
  if (!inside && wide) EACH_SMALL_TILE(outputs, width)
  if (!inside && !wide) EACH_NARROW_TILE(outputs, width)
#undef TILE
}

// A row of output pixels. The outputs are the inner loop: the pixels' input stays in the first-level cache.
INLINE void correlate_row(bool wide, const Line *line, intptr_t count, float *out) {
  intptr_t inside_start = 0, inside_end = count;
  if (line->tap_count > 0) {
    const intptr_t lowest = line->taps[0].column, highest = line->taps[line->tap_count - 1].column;
    const intptr_t room = line->in_width - 1 - highest;
    if (lowest < 0) inside_start = (-lowest + line->in_step - 1) / line->in_step;
    inside_end = room < 0 ? 0 : room / line->in_step + 1;
    if (inside_end > count) inside_end = count;
    if (inside_start >= inside_end) inside_start = inside_end = 0;
  }
  for (intptr_t output = 0; output < line->out_channels;) {
    // Tiles of the same size are one group.
    const int outputs = tile_outputs(wide, line->out_channels - output);
    intptr_t end = output + outputs;
    while (end < line->out_channels && tile_outputs(wide, line->out_channels - end) == outputs) end += outputs;
    for (intptr_t first = 0; first < count;) {
      const bool inside = first >= inside_start && first < inside_end;
      const intptr_t stop = inside ? inside_end : first < inside_start ? inside_start : count;
      // At the edge single pixels skip the taps outside, which is worth it where their sums keep the units busy.
      const int most = !inside && outputs >= 6 ? 1 : tile_width(wide, outputs);
      const int width = tile_share(stop - first, most);
      for (intptr_t o = output; o < end; o += outputs) {
        if (inside)
          correlate_any(wide, true, outputs, width, line, first, o, out);
        else
          correlate_any(wide, false, outputs, width, line, first, o, out);
      }
      first += width;
    }
    output = end;
  }
}

#if defined(__x86_64__)
WIDE static void correlate_line_wide(const Line *line, intptr_t count, float *out) {
  correlate_row(true, line, count, out);
}
#endif

CLONES static void correlate_line_narrow(const Line *line, intptr_t count, float *out) {
  correlate_row(false, line, count, out);
}

static void correlate_line(const Line *line, intptr_t count, float *out) {
#if defined(__x86_64__)
  if (has_wide_registers()) {
    correlate_line_wide(line, count, out);
    return;
  }
#endif
  correlate_line_narrow(line, count, out);
}

static void forward_in_tiles(
    const intptr_t *g, const float *x, const float *weights, const float *bias, bool rectifies, float *out,
    float *room) {
  const Winograd work = {
      g[IMAGE_IN_HEIGHT], g[IMAGE_IN_WIDTH], g[IMAGE_IN_CHANNELS], g[IMAGE_OUT_HEIGHT], g[IMAGE_OUT_WIDTH],
      g[IMAGE_OUT_CHANNELS], g[IMAGE_PADDING_TOP], g[IMAGE_PADDING_LEFT], bias, NULL, rectifies};
  const intptr_t in_block = work.in_height * work.in_width * work.in_channels * LANES;
  const intptr_t out_block = work.out_height * work.out_width * work.out_channels * LANES;
  winograd_weights(false, work.in_channels, work.out_channels, weights, room);
  for (intptr_t block = 0; block < g[IMAGE_BLOCKS]; block++)
    winograd_block(&work, x + block * in_block, out + block * out_block, room);
}

intptr_t kernels_convolution_forward_room(const intptr_t *g) {
  return winograd_pays(g) ? winograd_room(g[IMAGE_IN_CHANNELS], g[IMAGE_OUT_CHANNELS]) : 0;
}

void kernels_convolution_forward(
    const intptr_t *g, const void *x, const float *weights, const float *bias, bool rectifies,
    void *out, void *room, intptr_t *scratch) {
  if (winograd_pays(g)) {
    forward_in_tiles(g, x, weights, bias, rectifies, out, room);
    return;
  }
  const intptr_t in_row = g[IMAGE_IN_WIDTH] * g[IMAGE_IN_CHANNELS] * LANES;
  const intptr_t out_row = g[IMAGE_OUT_WIDTH] * g[IMAGE_OUT_CHANNELS] * LANES;
  const intptr_t products = g[IMAGE_IN_CHANNELS] * g[IMAGE_OUT_CHANNELS];
  RowTap *rows = (RowTap *)scratch;
  ColumnTap *taps = (ColumnTap *)(scratch + 2 * g[IMAGE_KERNEL_HEIGHT]);
  for (intptr_t k = 0; k < g[IMAGE_KERNEL_WIDTH]; k++)
    taps[k] = (ColumnTap){
        k * g[IMAGE_DILATION_WIDTH] - g[IMAGE_PADDING_LEFT], k * products, g[IMAGE_IN_CHANNELS]};
  Line line = {
      .rows = rows, .taps = taps, .tap_count = g[IMAGE_KERNEL_WIDTH], .in_width = g[IMAGE_IN_WIDTH],
      .in_channels = g[IMAGE_IN_CHANNELS], .in_step = g[IMAGE_STRIDE_WIDTH],
      .out_channels = g[IMAGE_OUT_CHANNELS], .out_step = 1, .bias = bias, .rectifies = rectifies};
  merge_taps(&line, taps + g[IMAGE_KERNEL_WIDTH]);
  for (intptr_t block = 0; block < g[IMAGE_BLOCKS]; block++) {
    const float *image = (const float *)x + block * g[IMAGE_IN_HEIGHT] * in_row;
    float *result = (float *)out + block * g[IMAGE_OUT_HEIGHT] * out_row;
    for (intptr_t i = 0; i < g[IMAGE_OUT_HEIGHT]; i++) {
      line.row_count = 0;
      for (intptr_t k = 0; k < g[IMAGE_KERNEL_HEIGHT]; k++) {
        const intptr_t place =
            i * g[IMAGE_STRIDE_HEIGHT] + k * g[IMAGE_DILATION_HEIGHT] - g[IMAGE_PADDING_TOP];
        if (place < 0 || place >= g[IMAGE_IN_HEIGHT]) continue;
        rows[line.row_count++] =
            (RowTap){image + place * in_row, weights + k * g[IMAGE_KERNEL_WIDTH] * products};
      }
      correlate_line(&line, g[IMAGE_OUT_WIDTH], result + i * out_row);
    }
  }
}

// Weights for the way back: [height][width from right to left][out][in].
static void turn_weights(const intptr_t *g, const float *weights, float *turned) {
  if (winograd_pays(g)) {
    winograd_weights(true, g[IMAGE_OUT_CHANNELS], g[IMAGE_IN_CHANNELS], weights, turned);
    return;
  }
  const intptr_t width = g[IMAGE_KERNEL_WIDTH], in = g[IMAGE_IN_CHANNELS], out = g[IMAGE_OUT_CHANNELS];
  for (intptr_t k = 0; k < g[IMAGE_KERNEL_HEIGHT]; k++)
    for (intptr_t l = 0; l < width; l++)
      kernels_transpose(
          weights + (k * width + l) * in * out, turned + (k * width + width - 1 - l) * in * out, in, out);
}

// ∂L/∂x of one block, zero where the mask is not positive: every input pixel gathers what the outputs above it send back. With a stride the pixels
// of one remainder share their taps.
static void input_gradient(
    const intptr_t *g, const float *mask, const float *dz, float *turned, float *dx, intptr_t *scratch) {
  if (winograd_pays(g)) {
    const Winograd work = {
        g[IMAGE_OUT_HEIGHT], g[IMAGE_OUT_WIDTH], g[IMAGE_OUT_CHANNELS], g[IMAGE_IN_HEIGHT], g[IMAGE_IN_WIDTH],
        g[IMAGE_IN_CHANNELS], 2 - g[IMAGE_PADDING_TOP], 2 - g[IMAGE_PADDING_LEFT], NULL, mask, false};
    winograd_block(&work, dz, dx, turned);
    return;
  }
  const intptr_t dx_row = g[IMAGE_IN_WIDTH] * g[IMAGE_IN_CHANNELS] * LANES;
  const intptr_t dz_row = g[IMAGE_OUT_WIDTH] * g[IMAGE_OUT_CHANNELS] * LANES;
  const intptr_t products = g[IMAGE_IN_CHANNELS] * g[IMAGE_OUT_CHANNELS];
  const intptr_t stride = g[IMAGE_STRIDE_WIDTH], kernel_width = g[IMAGE_KERNEL_WIDTH];
  RowTap *rows = (RowTap *)scratch;
  ColumnTap *taps = (ColumnTap *)(scratch + 2 * g[IMAGE_KERNEL_HEIGHT]);
  for (intptr_t remainder = 0; remainder < stride && remainder < g[IMAGE_IN_WIDTH]; remainder++) {
    Line line = {
        .rows = rows, .taps = taps, .in_width = g[IMAGE_OUT_WIDTH], .in_channels = g[IMAGE_OUT_CHANNELS],
        .in_step = 1, .out_channels = g[IMAGE_IN_CHANNELS], .out_step = stride};
    for (intptr_t k = kernel_width - 1; k >= 0; k--) {
      const intptr_t distance = remainder + g[IMAGE_PADDING_LEFT] - k * g[IMAGE_DILATION_WIDTH];
      if (distance % stride != 0) continue;
      taps[line.tap_count++] =
          (ColumnTap){distance / stride, (kernel_width - 1 - k) * products, g[IMAGE_OUT_CHANNELS]};
    }
    merge_taps(&line, taps + kernel_width);
    for (intptr_t i = 0; i < g[IMAGE_IN_HEIGHT]; i++) {
      line.row_count = 0;
      for (intptr_t k = 0; k < g[IMAGE_KERNEL_HEIGHT]; k++) {
        const intptr_t distance = i + g[IMAGE_PADDING_TOP] - k * g[IMAGE_DILATION_HEIGHT];
        if (distance < 0 || distance % g[IMAGE_STRIDE_HEIGHT] != 0) continue;
        const intptr_t place = distance / g[IMAGE_STRIDE_HEIGHT];
        if (place >= g[IMAGE_OUT_HEIGHT]) continue;
        rows[line.row_count++] = (RowTap){dz + place * dz_row, turned + k * kernel_width * products};
      }
      const intptr_t count = (g[IMAGE_IN_WIDTH] - remainder + stride - 1) / stride;
      const intptr_t place = i * dx_row + remainder * g[IMAGE_IN_CHANNELS] * LANES;
      line.mask = mask ? mask + place : NULL;
      correlate_line(&line, count, dx + place);
    }
  }
}

// Where the rows of x lie for the derivatives by the weights: x itself, or a copy with a border of zeros.
typedef struct {
  intptr_t height, width;
  bool copied;
} Padded;

static Padded padded_input(const intptr_t *g) {
  Padded p = {
      (g[IMAGE_OUT_HEIGHT] - 1) * g[IMAGE_STRIDE_HEIGHT] +
          (g[IMAGE_KERNEL_HEIGHT] - 1) * g[IMAGE_DILATION_HEIGHT] + 1,
      (g[IMAGE_OUT_WIDTH] - 1) * g[IMAGE_STRIDE_WIDTH] +
          (g[IMAGE_KERNEL_WIDTH] - 1) * g[IMAGE_DILATION_WIDTH] + 1,
      true};
  if (g[IMAGE_PADDING_TOP] == 0 && g[IMAGE_PADDING_LEFT] == 0 && p.height <= g[IMAGE_IN_HEIGHT] &&
      p.width <= g[IMAGE_IN_WIDTH])
    p = (Padded){g[IMAGE_IN_HEIGHT], g[IMAGE_IN_WIDTH], false};
  return p;
}

static void copy_padded(const intptr_t *g, Padded size, const float *x, float *copy) {
  const intptr_t pixel = g[IMAGE_IN_CHANNELS] * LANES, left = g[IMAGE_PADDING_LEFT];
  const intptr_t end = left + g[IMAGE_IN_WIDTH] < size.width ? left + g[IMAGE_IN_WIDTH] : size.width;
  for (intptr_t i = 0; i < size.height; i++) {
    float *row = copy + i * size.width * pixel;
    const intptr_t place = i - g[IMAGE_PADDING_TOP];
    if (place < 0 || place >= g[IMAGE_IN_HEIGHT] || end <= left) {
      memset(row, 0, (size_t)(size.width * pixel) * sizeof(float));
      continue;
    }
    memset(row, 0, (size_t)(left * pixel) * sizeof(float));
    memcpy(
        row + left * pixel, x + place * g[IMAGE_IN_WIDTH] * pixel,
        (size_t)((end - left) * pixel) * sizeof(float));
    memset(row + end * pixel, 0, (size_t)((size.width - end) * pixel) * sizeof(float));
  }
}

// sums[weight][o] += Σ_pixels x[pixel][weight] dz[pixel][o], lane by lane: each lane is another sample's share.
typedef struct {
  const float *x, *dz;
  float *sums;
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
enum { PACKED_GRADIENTS = 448, PRODUCT_LANES = 512 };

static intptr_t rows_of_tiles(const intptr_t *g) {
  const intptr_t widest = g[IMAGE_OUT_CHANNELS] < 8 ? g[IMAGE_OUT_CHANNELS] : 8;
  const intptr_t rows = PACKED_GRADIENTS / (g[IMAGE_OUT_WIDTH] * widest);
  return rows < 1 ? 1 : rows > g[IMAGE_OUT_HEIGHT] ? g[IMAGE_OUT_HEIGHT] : rows;
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

// Many outputs: the gradients of a stretch of pixels are turned around, [pixel][sample][output], and the sums are
// those of a matrix product over pixels and samples. Each x then serves many outputs, and no sum has lanes left.
static bool is_product(const intptr_t *g) {
#if defined(__x86_64__)
  return has_wide_registers() && g[IMAGE_OUT_CHANNELS] % 32 == 0 && g[IMAGE_KERNEL_WIDTH] * g[IMAGE_IN_CHANNELS] >= 6 &&
         (g[IMAGE_DILATION_WIDTH] == 1 || g[IMAGE_IN_CHANNELS] >= 6);
#else
  return false;
#endif
}

// The turned gradients of so many pixels stay in the first-level cache.
static intptr_t pixels_of_product(const intptr_t *g) {
  const intptr_t pixels = PRODUCT_LANES / g[IMAGE_OUT_CHANNELS];
  return pixels < 1 ? 1 : pixels > g[IMAGE_OUT_WIDTH] ? g[IMAGE_OUT_WIDTH] : pixels;
}

#if defined(__x86_64__)
INLINE void product_tile(
    const int width, const int groups, const WeightWork *work, const float *x, float *places) {
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
    const int groups, const WeightWork *work, const float *x, float *sums, intptr_t count) {
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

WIDE static void weight_gradient_product(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *sums, float *totals, float *turned) {
  const intptr_t channels = g[IMAGE_IN_CHANNELS], outputs = g[IMAGE_OUT_CHANNELS], width = g[IMAGE_OUT_WIDTH];
  const intptr_t segments = g[IMAGE_DILATION_WIDTH] == 1 ? 1 : g[IMAGE_KERNEL_WIDTH];
  const intptr_t segment = g[IMAGE_KERNEL_WIDTH] * channels / segments, step = pixels_of_product(g);
  WeightWork work = {.x_pixel = g[IMAGE_STRIDE_WIDTH] * channels * LANES, .outputs = outputs};
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
static void parameter_gradient(
    const intptr_t *g, Padded size, const float *x, const float *dz, float *weight_sums, float *bias_sums,
    float *packed) {
#if defined(__x86_64__)
  if (is_product(g)) {
    weight_gradient_product(g, size, x, dz, weight_sums, bias_sums, packed);
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

// out[i] = Σ_lanes sums[i].
CLONES static void sum_lanes(const float *sums, float *out, intptr_t count) {
  for (intptr_t i = 0; i < count; i += LANES) {
    const intptr_t width = count - i < LANES ? count - i : LANES;
    Lanes tile[LANES] = {0}, total = {0};
    memcpy(tile, sums + i * LANES, (size_t)width * sizeof(Lanes));
    transpose_lanes(tile);
    for (int lane = 0; lane < LANES; lane++) total += tile[lane];
    memcpy(out + i, &total, (size_t)width * sizeof(float));
  }
}

// The number of lanes that gradients are copied into.
static intptr_t packed_lanes(const intptr_t *g) {
  return is_product(g) ? pixels_of_product(g) * g[IMAGE_OUT_CHANNELS] : rows_of_tiles(g) * g[IMAGE_OUT_WIDTH] * 8;
}

intptr_t kernels_convolution_backward_room(const intptr_t *g, bool rectified) {
  const intptr_t weights =
      g[IMAGE_KERNEL_HEIGHT] * g[IMAGE_KERNEL_WIDTH] * g[IMAGE_IN_CHANNELS] * g[IMAGE_OUT_CHANNELS];
  const Padded size = padded_input(g);
  const intptr_t copy = size.copied ? size.height * size.width * g[IMAGE_IN_CHANNELS] : 0;
  const intptr_t dz = rectified ? g[IMAGE_OUT_HEIGHT] * g[IMAGE_OUT_WIDTH] * g[IMAGE_OUT_CHANNELS] : 0;
  return (weights + g[IMAGE_OUT_CHANNELS] + packed_lanes(g) + copy + dz) +
         (winograd_pays(g) ? winograd_room(g[IMAGE_OUT_CHANNELS], g[IMAGE_IN_CHANNELS])
                           : (weights + LANES - 1) / LANES);
}

void kernels_convolution_backward(
    const intptr_t *g, const void *x, const void *y, const void *dy, const float *weights,
    bool masks, void *dx, float *d_weights, float *d_bias, void *room, intptr_t *scratch) {
  const Padded size = padded_input(g);
  const intptr_t outputs = g[IMAGE_OUT_CHANNELS];
  const intptr_t weight_count =
      g[IMAGE_KERNEL_HEIGHT] * g[IMAGE_KERNEL_WIDTH] * g[IMAGE_IN_CHANNELS] * outputs;
  const intptr_t in_pixels = g[IMAGE_IN_HEIGHT] * g[IMAGE_IN_WIDTH];
  const intptr_t out_pixels = g[IMAGE_OUT_HEIGHT] * g[IMAGE_OUT_WIDTH];
  const intptr_t in_block = in_pixels * g[IMAGE_IN_CHANNELS] * LANES, out_block = out_pixels * outputs * LANES;
  float *weight_sums = (float *)room;
  float *bias_sums = weight_sums + weight_count * LANES;
  float *packed = bias_sums + outputs * LANES;
  float *copy = packed + packed_lanes(g) * LANES;
  float *masked = copy + (size.copied ? size.height * size.width * g[IMAGE_IN_CHANNELS] * LANES : 0);
  float *turned = masked + (y ? out_block : 0);
  memset(weight_sums, 0, (size_t)((weight_count + outputs) * LANES) * sizeof(float));
  if (dx) turn_weights(g, weights, turned);
  for (intptr_t block = 0; block < g[IMAGE_BLOCKS]; block++) {
    const float *dz = (const float *)dy + block * out_block;
    if (y) {
      kernels_image_rectifier_gradient(
          (const float *)y + block * out_block, dz, masked, out_block / LANES);
      dz = masked;
    }
    const float *image = (const float *)x + block * in_block;
    if (size.copied) copy_padded(g, size, image, copy);
    parameter_gradient(g, size, size.copied ? copy : image, dz, weight_sums, bias_sums, packed);
    if (dx) input_gradient(g, masks ? image : NULL, dz, turned, (float *)dx + block * in_block, scratch);
  }
  if (is_product(g)) {
    memcpy(d_weights, weight_sums, (size_t)weight_count * sizeof(float));
    memcpy(d_bias, bias_sums, (size_t)outputs * sizeof(float));
  } else {
    sum_lanes(weight_sums, d_weights, weight_count);
    sum_lanes(bias_sums, d_bias, outputs);
  }
}
