#include "augmentation.h"

#include "clones.h"

// The largest row whose places are worked out at a time.
enum { ROW = 256 };

CLONES void kernels_resample(
    const float *image, intptr_t height, intptr_t width, const float *map, const float *dx, const float *dy,
    float background, float *out) {
  const float right = (float)width, bottom = (float)height;
  const int32_t last_column = (int32_t)width - 1, last_row = (int32_t)height - 1;
  for (intptr_t y = 0; y < height; y++) {
    const float from_x = map[1] * (float)y + map[2], from_y = map[4] * (float)y + map[5];
    for (intptr_t start = 0; start < width; start += ROW) {
      const intptr_t count = width - start < ROW ? width - start : ROW;
      const intptr_t place = y * width + start;
      const float *move_x = dx ? dx + place : 0, *move_y = dy ? dy + place : 0;
      float *row = out + place;
      float xs[ROW], ys[ROW];
      for (intptr_t i = 0; i < count; i++) {
        xs[i] = map[0] * (float)(start + i) + from_x;
        ys[i] = map[3] * (float)(start + i) + from_y;
      }
      if (move_x && move_y) {
        for (intptr_t i = 0; i < count; i++) {
          xs[i] += move_x[i];
          ys[i] += move_y[i];
        }
      }
      VECTORISED for (intptr_t i = 0; i < count; i++) {
        // Anything further out than one pixel is background in all four corners; a NaN goes there, too.
        float x = xs[i] > -1.0f ? xs[i] : -1.0f, sample_y = ys[i] > -1.0f ? ys[i] : -1.0f;
        x = x < right ? x : right;
        sample_y = sample_y < bottom ? sample_y : bottom;
        const int32_t left = (int32_t)(x + 1.0f) - 1, top = (int32_t)(sample_y + 1.0f) - 1;
        const float part_x = x - (float)left, part_y = sample_y - (float)top;
        // Corners outside are read from the edge, and count as background.
        const int32_t x0 = left < 0 ? 0 : left > last_column ? last_column : left;
        const int32_t x1 = left + 1 > last_column ? last_column : left + 1;
        const int32_t y0 = top < 0 ? 0 : top > last_row ? last_row : top;
        const int32_t y1 = top + 1 > last_row ? last_row : top + 1;
        const float in_x0 = left >= 0 && left <= last_column ? 1.0f : 0.0f;
        const float in_x1 = left + 1 <= last_column ? 1.0f : 0.0f;
        const float in_y0 = top >= 0 && top <= last_row ? 1.0f : 0.0f;
        const float in_y1 = top + 1 <= last_row ? 1.0f : 0.0f;
        const float w00 = (1.0f - part_x) * (1.0f - part_y) * in_x0 * in_y0;
        const float w01 = part_x * (1.0f - part_y) * in_x1 * in_y0;
        const float w10 = (1.0f - part_x) * part_y * in_x0 * in_y1;
        const float w11 = part_x * part_y * in_x1 * in_y1;
        const int32_t w = (int32_t)width;
        const float value = w00 * image[y0 * w + x0] + w01 * image[y0 * w + x1] + w10 * image[y1 * w + x0] +
                            w11 * image[y1 * w + x1];
        row[i] = value + (1.0f - (w00 + w01 + w10 + w11)) * background;
      }
    }
  }
}

CLONES void kernels_smooth(
    float *field, intptr_t height, intptr_t width, const float *weights, intptr_t radius, float *scratch) {
  // Along the columns: whole rows are added.
  for (intptr_t y = 0; y < height; y++) {
    float *out = scratch + y * width;
    const float *middle = field + y * width;
    VECTORISED for (intptr_t x = 0; x < width; x++) out[x] = weights[0] * middle[x];
    for (intptr_t d = 1; d <= radius; d++) {
      const float weight = weights[d];
      if (y - d >= 0) {
        const float *above = field + (y - d) * width;
        VECTORISED for (intptr_t x = 0; x < width; x++) out[x] += weight * above[x];
      }
      if (y + d < height) {
        const float *below = field + (y + d) * width;
        VECTORISED for (intptr_t x = 0; x < width; x++) out[x] += weight * below[x];
      }
    }
  }
  // Along the rows: shifted rows are added.
  for (intptr_t y = 0; y < height; y++) {
    const float *row = scratch + y * width;
    float *out = field + y * width;
    VECTORISED for (intptr_t x = 0; x < width; x++) out[x] = weights[0] * row[x];
    for (intptr_t d = 1; d <= radius && d < width; d++) {
      const float weight = weights[d];
      VECTORISED for (intptr_t x = d; x < width; x++) out[x] += weight * row[x - d];
      VECTORISED for (intptr_t x = 0; x < width - d; x++) out[x] += weight * row[x + d];
    }
  }
}
