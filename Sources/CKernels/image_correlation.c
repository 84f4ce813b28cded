#include "image_convolution.h"

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

void convolution_line(const Line *line, intptr_t count, float *out) {
#if defined(__x86_64__)
  if (has_wide_registers()) {
    correlate_line_wide(line, count, out);
    return;
  }
#endif
  correlate_line_narrow(line, count, out);
}
