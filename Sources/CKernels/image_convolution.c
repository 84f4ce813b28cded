#include "image_winograd.h"

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
      convolution_line(&line, g[IMAGE_OUT_WIDTH], result + i * out_row);
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

// ∂L/∂x of one block, zero where the mask is not positive: every input pixel gathers what the outputs above it
// send back. With a stride the pixels of one remainder share their taps.
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
      convolution_line(&line, count, dx + place);
    }
  }
}

// Where the rows of x lie for the derivatives by the weights.
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

intptr_t kernels_convolution_backward_room(const intptr_t *g, bool rectified) {
  const intptr_t weights =
      g[IMAGE_KERNEL_HEIGHT] * g[IMAGE_KERNEL_WIDTH] * g[IMAGE_IN_CHANNELS] * g[IMAGE_OUT_CHANNELS];
  const Padded size = padded_input(g);
  const intptr_t copy = size.copied ? size.height * size.width * g[IMAGE_IN_CHANNELS] : 0;
  const intptr_t dz = rectified ? g[IMAGE_OUT_HEIGHT] * g[IMAGE_OUT_WIDTH] * g[IMAGE_OUT_CHANNELS] : 0;
  return (weights + g[IMAGE_OUT_CHANNELS] + convolution_packed_lanes(g) + copy + dz) +
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
  float *copy = packed + convolution_packed_lanes(g) * LANES;
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
    convolution_parameter_gradient(g, size, size.copied ? copy : image, dz, weight_sums, bias_sums, packed);
    if (dx) input_gradient(g, masks ? image : NULL, dz, turned, (float *)dx + block * in_block, scratch);
  }
  if (convolution_is_product(g)) {
    memcpy(d_weights, weight_sums, (size_t)weight_count * sizeof(float));
    memcpy(d_bias, bias_sums, (size_t)outputs * sizeof(float));
  } else {
    sum_lanes(weight_sums, d_weights, weight_count);
    sum_lanes(bias_sums, d_bias, outputs);
  }
}
