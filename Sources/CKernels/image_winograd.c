#include "image_winograd.h"

// Winograd's minimal filtering F(2 × 2, 3 × 3): four outputs of a 3 × 3 kernel from sixteen products in place of
// thirty-six (A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016).
//
// Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A for a kernel g and a tile d of 4 × 4 pixels; the products over channels are
// matrix products, one for each of the sixteen places of a tile.
enum { PLACES = 16, TILES = 3 };

// From one place to the next: an odd number of lanes, for the cache keeps only a few that lie 4096 bytes apart.
INLINE intptr_t place_step(intptr_t channels) { return (TILES * channels + 1) * LANES; }

bool winograd_pays(const intptr_t *g) {
#if defined(__x86_64__)
  const intptr_t in = g[IMAGE_IN_CHANNELS], out = g[IMAGE_OUT_CHANNELS];
  return has_wide_registers() && g[IMAGE_KERNEL_HEIGHT] == 3 && g[IMAGE_KERNEL_WIDTH] == 3 &&
         g[IMAGE_STRIDE_HEIGHT] == 1 && g[IMAGE_STRIDE_WIDTH] == 1 && g[IMAGE_DILATION_HEIGHT] == 1 &&
         g[IMAGE_DILATION_WIDTH] == 1 && in % 8 == 0 && out % 8 == 0 && in >= 16 && out >= 16 && in <= 128 &&
         out <= 128;
#else
  (void)g;
  return false;
#endif
}

intptr_t winograd_room(intptr_t in_channels, intptr_t out_channels) {
  const intptr_t weights = in_channels * out_channels;
  return PLACES * (place_step(in_channels) + place_step(out_channels) + weights) / LANES;
}

// One line of G times three numbers.
static void kernel_line(const float *g, intptr_t step, float *out) {
  const float first = g[0], second = g[step], third = g[2 * step];
  out[0] = first;
  out[1] = 0.5f * (first + second + third);
  out[2] = 0.5f * (first - second + third);
  out[3] = third;
}

void winograd_weights(bool backward, intptr_t in_channels, intptr_t out_channels, const float *weights, float *room) {
  const intptr_t products = in_channels * out_channels;
  for (intptr_t c = 0; c < in_channels; c++)
    for (intptr_t o = 0; o < out_channels; o++) {
      float kernel[9], half[12], line[4];
      for (int k = 0; k < 9; k++)
        kernel[k] = backward ? weights[(8 - k) * products + o * in_channels + c]
                             : weights[k * products + c * out_channels + o];
      for (int column = 0; column < 3; column++) {
        kernel_line(kernel + column, 3, line);
        for (int row = 0; row < 4; row++) half[row * 3 + column] = line[row];
      }
      for (int row = 0; row < 4; row++) {
        kernel_line(half + row * 3, 1, line);
        for (int column = 0; column < 4; column++)
          room[(row * 4 + column) * products + c * out_channels + o] = line[column];
      }
    }
}

#if defined(__x86_64__)
// Bᵀ d B of one channel of a tile, to places that lie `step` apart.
INLINE void transform_input(Lanes *d, float *out, intptr_t step) {
  UNROLLED for (int i = 0; i < 4; i++) {
    const Lanes a = d[i], b = d[4 + i], c = d[8 + i], e = d[12 + i];
    d[i] = a - c;
    d[4 + i] = b + c;
    d[8 + i] = c - b;
    d[12 + i] = b - e;
  }
  UNROLLED for (int i = 0; i < 4; i++) {
    const Lanes a = d[4 * i], b = d[4 * i + 1], c = d[4 * i + 2], e = d[4 * i + 3];
    *(LooseLanes *)(out + (4 * i) * step) = a - c;
    *(LooseLanes *)(out + (4 * i + 1) * step) = b + c;
    *(LooseLanes *)(out + (4 * i + 2) * step) = c - b;
    *(LooseLanes *)(out + (4 * i + 3) * step) = b - e;
  }
}

// values[place][tile][channel] for one tile.
INLINE void transform_tile(const Winograd *w, const float *x, intptr_t row, intptr_t column, float *values) {
  const intptr_t channels = w->in_channels, step = place_step(channels);
  const bool inside = row >= 0 && row + 4 <= w->in_height && column >= 0 && column + 4 <= w->in_width;
  for (intptr_t c = 0; c < channels; c++) {
    Lanes d[16] = {0};
    if (inside) {
      const float *first = x + ((row * w->in_width + column) * channels + c) * LANES;
      UNROLLED for (int i = 0; i < 4; i++)
        UNROLLED for (int j = 0; j < 4; j++)
          d[4 * i + j] = LANES_AT(first + (i * w->in_width + j) * channels * LANES);
    } else {
      for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
          if (row + i >= 0 && row + i < w->in_height && column + j >= 0 && column + j < w->in_width)
            d[4 * i + j] = LANES_AT(x + (((row + i) * w->in_width + column + j) * channels + c) * LANES);
    }
    transform_input(d, values + c * LANES, step);
  }
}

// sums[tile][output] = Σ_c weights[c][output] values[tile][c], for one place of the tiles.
INLINE void multiply_place(
    const int tiles, intptr_t channels, intptr_t outputs, const float *weights, const float *values, float *sums) {
  for (intptr_t output = 0; output < outputs; output += 8) {
    Lanes total[8 * TILES];
    UNROLLED for (int i = 0; i < 8 * tiles; i++) total[i] = (Lanes){0};
    for (intptr_t c = 0; c < channels; c++) {
      Lanes value[TILES];
      UNROLLED for (int t = 0; t < tiles; t++) value[t] = LANES_AT(values + (t * channels + c) * LANES);
      UNROLLED for (int i = 0; i < 8; i++)
        UNROLLED for (int t = 0; t < tiles; t++)
          total[i * tiles + t] += weights[c * outputs + output + i] * value[t];
    }
    UNROLLED for (int i = 0; i < 8; i++)
      UNROLLED for (int t = 0; t < tiles; t++)
        *(LooseLanes *)(sums + (t * outputs + output + i) * LANES) = total[i * tiles + t];
  }
}

// Aᵀ m A of one output of a tile, with bias, rectifier and mask.
INLINE void transform_output(
    const Winograd *w, const float *sums, intptr_t step, intptr_t row, intptr_t column, intptr_t output, float *out) {
  Lanes half[8], y[4];
  UNROLLED for (int j = 0; j < 4; j++) {
    const Lanes a = LANES_AT(sums + j * step), b = LANES_AT(sums + (4 + j) * step);
    const Lanes c = LANES_AT(sums + (8 + j) * step), e = LANES_AT(sums + (12 + j) * step);
    half[j] = a + b + c;
    half[4 + j] = b - c - e;
  }
  const float bias = w->bias ? w->bias[output] : 0.0f;
  UNROLLED for (int i = 0; i < 2; i++) {
    y[2 * i] = half[4 * i] + half[4 * i + 1] + half[4 * i + 2] + bias;
    y[2 * i + 1] = half[4 * i + 1] - half[4 * i + 2] - half[4 * i + 3] + bias;
  }
  UNROLLED for (int i = 0; i < 2; i++)
    UNROLLED for (int j = 0; j < 2; j++) {
      if (row + i >= w->out_height || column + j >= w->out_width) continue;
      const intptr_t place = (((row + i) * w->out_width + column + j) * w->out_channels + output) * LANES;
      Lanes result = y[2 * i + j];
      if (w->rectifies) result = result < 0.0f ? 0.0f : result;
      if (w->mask) result = LANES_AT(w->mask + place) > 0.0f ? result : 0.0f;
      *(LooseLanes *)(out + place) = result;
    }
}

WIDE void winograd_block(const Winograd *w, const float *x, float *out, float *room) {
  const intptr_t channels = w->in_channels, outputs = w->out_channels, columns = (w->out_width + 1) / 2;
  const float *weights = room;
  float *values = room + PLACES * channels * outputs, *sums = values + PLACES * place_step(channels);
  for (intptr_t row = 0; row < w->out_height; row += 2)
    for (intptr_t first = 0; first < columns;) {
      const int tiles = tile_share(columns - first, TILES);
      for (int t = 0; t < tiles; t++)
        transform_tile(w, x, row - w->top, 2 * (first + t) - w->left, values + t * channels * LANES);
      for (int place = 0; place < PLACES; place++) {
        const float *value = values + place * place_step(channels);
        const float *weight = weights + place * channels * outputs;
        float *sum = sums + place * place_step(outputs);
        switch (tiles) {
          case 1: multiply_place(1, channels, outputs, weight, value, sum); break;
          case 2: multiply_place(2, channels, outputs, weight, value, sum); break;
          case 3: multiply_place(3, channels, outputs, weight, value, sum); break;
        }
      }
      for (int t = 0; t < tiles; t++)
        for (intptr_t output = 0; output < outputs; output++)
          transform_output(
              w, sums + (t * outputs + output) * LANES, place_step(outputs), row, 2 * (first + t), output, out);
      first += tiles;
    }
}
#else
void winograd_block(const Winograd *w, const float *x, float *out, float *room) {
  (void)w, (void)x, (void)out, (void)room;
}
#endif
