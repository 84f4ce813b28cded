#include "panels.h"

#include "clones.h"

// A tile of the product, of `height` rows and `lanes` times sixteen columns. Both are constants at every call, so
// that the loops over them unroll and all sums stay in registers.
INLINE void tile(
    int height, int lanes, struct left_side a, const float *panel, float *out, intptr_t out_row, bool accumulate) {
  Lanes sums[6][4];
  for (int i = 0; i < height; i++)
    for (int j = 0; j < lanes; j++)
      sums[i][j] = accumulate ? LANES_AT(out + i * out_row + j * LANES) : (Lanes){0};
  for (intptr_t q = 0; q < a.runs; q++) {
    const float *x = a.address + q * a.run;
    for (intptr_t p = 0; p < a.length; p++) {
      Lanes weights[4];
      for (int j = 0; j < lanes; j++) weights[j] = LANES_AT(panel + j * LANES);
      for (int i = 0; i < height; i++)
        for (int j = 0; j < lanes; j++) sums[i][j] += x[i * a.row] * weights[j];
      x += a.step;
      panel += PANEL;
    }
  }
  for (int i = 0; i < height; i++)
    for (int j = 0; j < lanes; j++) *(LooseLanes *)(out + i * out_row + j * LANES) = sums[i][j];
}

INLINE struct left_side from_row(struct left_side a, intptr_t row) {
  a.address += row * a.row;
  return a;
}

INLINE void product(
    bool wide, struct left_side a, intptr_t rows, const float *panel, float *out, intptr_t out_row,
    bool accumulate) {
  intptr_t i = 0;
  if (wide) {
    // 24 sums, 4 weights and a number of the left side: what 32 registers hold.
    for (; i + 6 <= rows; i += 6) tile(6, 4, from_row(a, i), panel, out + i * out_row, out_row, accumulate);
    if (i + 4 <= rows) {
      tile(4, 4, from_row(a, i), panel, out + i * out_row, out_row, accumulate);
      i += 4;
    }
    if (i + 2 <= rows) {
      tile(2, 4, from_row(a, i), panel, out + i * out_row, out_row, accumulate);
      i += 2;
    }
    if (i < rows) tile(1, 4, from_row(a, i), panel, out + i * out_row, out_row, accumulate);
  } else {
    // Half as wide and half as many registers: a quarter of a panel at a time.
    for (; i + 6 <= rows; i += 6)
      for (int lane = 0; lane < PANEL; lane += LANES)
        tile(6, 1, from_row(a, i), panel + lane, out + i * out_row + lane, out_row, accumulate);
    for (; i < rows; i++)
      for (int half = 0; half < PANEL; half += 2 * LANES)
        tile(1, 2, from_row(a, i), panel + half, out + i * out_row + half, out_row, accumulate);
  }
}

static bool has_wide_registers(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f");
#else
  return false;
#endif
}

CLONES void kernels_panel_product(
    struct left_side a, intptr_t rows, const float *panel, float *out, intptr_t out_row, bool accumulate) {
  const bool wide = has_wide_registers();
  if (a.step == 1) {
    a.step = 1;
    product(wide, a, rows, panel, out, out_row, accumulate);
  } else {
    product(wide, a, rows, panel, out, out_row, accumulate);
  }
}

CLONES void kernels_panel_transpose(
    const float *panels, intptr_t blocks, intptr_t rows, intptr_t first, intptr_t count, float *transposed) {
  for (intptr_t start = 0; start < count; start += PANEL) {
    const intptr_t width = count - start < PANEL ? count - start : PANEL;
    for (intptr_t block = 0; block < blocks; block++) {
      const float *from = panels + (block * rows + first + start) * PANEL;
      for (intptr_t row = 0; row < PANEL; row += LANES) {
        for (intptr_t j = 0; j < PANEL; j++) {
          float *to = transposed + j * PANEL + row;
          for (intptr_t i = 0; i < LANES; i++) to[i] = row + i < width ? from[(row + i) * PANEL + j] : 0.0f;
        }
      }
      transposed += PANEL * PANEL;
    }
  }
}
