// Products with a matrix that is cut into panels of 64 columns, each panel with its rows one after the other.
//
// The panel of an LSTM holds the four gates of sixteen units, so a tile of the product ends with all that these
// units need, and the gates can be computed while their sums are still in the first-level cache.

#ifndef PRACTICAL_PANELS_H
#define PRACTICAL_PANELS_H

#include <stdbool.h>
#include <stdint.h>

enum { PANEL = 64 };

// The left side of a product: a[i, (q, p)] = address[i * row + q * run + p * step], q over runs, p over length.
struct left_side {
  const float *address;
  intptr_t row, step, run, runs, length;
};

// out[i * PANEL_ROW + j] = Σ_k a[i, k] panel[k * 64 + j] (+ out when accumulating), for i < rows and j < 64.
void kernels_panel_product(
    struct left_side a, intptr_t rows, const float *panel, float *out, intptr_t out_row, bool accumulate);

// transposed[panel][block, column][64] of the rows `first ..< first + count` of panels[block][rows][64]; what
// lies past the last row is zero.
void kernels_panel_transpose(
    const float *panels, intptr_t blocks, intptr_t rows, intptr_t first, intptr_t count, float *transposed);

#endif
