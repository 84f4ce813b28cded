#include "layer_normalization.h"

#include "lanes_sum.h"

CLONES void kernels_layer_normalization_forward(
    const float *x, const float *scale, const float *shift, float epsilon, float *y, float *statistics,
    intptr_t rows, intptr_t columns) {
  for (intptr_t r = 0; r < rows; r++) {
    const float *in = x + r * columns;
    float *out = y + r * columns;
    double sum = 0, squares = 0;
    for (intptr_t start = 0; start < columns; start += STRETCH)
      sum += stretch_sum(in + start, columns - start < STRETCH ? columns - start : STRETCH);
    const float mean = (float)(sum / (double)columns);
    // The squares are summed of what is left without the mean: Σx² − mean² would lose all digits far from zero.
    float terms[STRETCH];
    for (intptr_t start = 0; start < columns; start += STRETCH) {
      const intptr_t width = columns - start < STRETCH ? columns - start : STRETCH;
      VECTORISED for (intptr_t c = 0; c < width; c++) {
        const float left = in[start + c] - mean;
        terms[c] = left * left;
      }
      squares += stretch_sum(terms, width);
    }
    const float factor = 1.0f / __builtin_elementwise_sqrt((float)(squares / (double)columns) + epsilon);
    VECTORISED for (intptr_t c = 0; c < columns; c++) out[c] = (in[c] - mean) * factor * scale[c] + shift[c];
    statistics[r] = mean;
    statistics[rows + r] = factor;
  }
}

CLONES void kernels_layer_normalization_backward(
    const float *x, const float *statistics, const float *scale, const float *dy, float *dx, intptr_t rows,
    intptr_t columns) {
  for (intptr_t r = 0; r < rows; r++) {
    const float *in = x + r * columns, *d = dy + r * columns;
    float *out = dx + r * columns;
    const float mean = statistics[r], factor = statistics[rows + r];
    double sum = 0, products = 0;
    float terms[STRETCH], normalised[STRETCH];
    for (intptr_t start = 0; start < columns; start += STRETCH) {
      const intptr_t width = columns - start < STRETCH ? columns - start : STRETCH;
      VECTORISED for (intptr_t c = 0; c < width; c++) {
        const float g = d[start + c] * scale[start + c];
        terms[c] = g;
        normalised[c] = g * ((in[start + c] - mean) * factor);
      }
      sum += stretch_sum(terms, width);
      products += stretch_sum(normalised, width);
    }
    const float g_mean = (float)(sum / (double)columns), product_mean = (float)(products / (double)columns);
    VECTORISED for (intptr_t c = 0; c < columns; c++) {
      const float n = (in[c] - mean) * factor;
      out[c] = factor * (d[c] * scale[c] - g_mean - n * product_mean);
    }
  }
}

// A strip of columns and a block of rows at a time: Float sums stay short, and the sums stay in the cache.
enum { STRIP = 256, ROW_BLOCK = 128 };

CLONES void kernels_layer_normalization_parameters(
    const float *x, const float *statistics, const float *dy, float *dscale, float *dshift, intptr_t rows,
    intptr_t columns) {
  for (intptr_t strip = 0; strip < columns; strip += STRIP) {
    const intptr_t width = columns - strip < STRIP ? columns - strip : STRIP;
    double scale_totals[STRIP] = {0}, shift_totals[STRIP] = {0};
    for (intptr_t block = 0; block < rows; block += ROW_BLOCK) {
      const intptr_t end = rows - block < ROW_BLOCK ? rows : block + ROW_BLOCK;
      float scale_sums[STRIP] = {0}, shift_sums[STRIP] = {0};
      for (intptr_t r = block; r < end; r++) {
        const float mean = statistics[r], factor = statistics[rows + r];
        const float *in = x + r * columns + strip, *d = dy + r * columns + strip;
        VECTORISED for (intptr_t c = 0; c < width; c++) {
          scale_sums[c] += d[c] * ((in[c] - mean) * factor);
          shift_sums[c] += d[c];
        }
      }
      for (intptr_t c = 0; c < width; c++) {
        scale_totals[c] += scale_sums[c];
        shift_totals[c] += shift_sums[c];
      }
    }
    for (intptr_t c = 0; c < width; c++) {
      dscale[strip + c] = (float)scale_totals[c];
      dshift[strip + c] = (float)shift_totals[c];
    }
  }
}
