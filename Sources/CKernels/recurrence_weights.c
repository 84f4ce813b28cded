#include "CKernels.h"
#include "clones.h"
#include "panels.h"

// The gates of each weight, and where they stand in the panel of a unit. The candidate of a GRU has two places, one
// for what comes from the input and one for what comes from the state, because the reset gate multiplies the
// second only; its bias has both.
struct layout {
  int units_per_block, gates, bias_gates;
  int input_place[4], state_place[4];
};

static struct layout layout_of(int32_t cell) {
  switch (cell) {
    case KERNELS_LSTM: return (struct layout){LANES, 4, 4, {0, 1, 2, 3}, {0, 1, 2, 3}};
    case KERNELS_GRU: return (struct layout){LANES, 3, 4, {0, 1, 2, 3}, {0, 1, 3}};
    default: return (struct layout){PANEL, 1, 1, {0}, {0}};
  }
}

// One row of a weight, [gate][unit], copied to its places in all panels, or back.
INLINE void copy_row(
    bool back, const int *place, int gates, intptr_t width, intptr_t units, intptr_t rows, intptr_t row,
    float *weights, float *panels) {
  for (int gate = 0; gate < gates; gate++) {
    for (intptr_t unit = 0; unit < units; unit += width) {
      const intptr_t count = units - unit < width ? units - unit : width;
      float *weight = weights + gate * units + unit;
      float *panel = panels + (unit / width * rows + row) * PANEL + place[gate] * LANES;
      float *from = back ? panel : weight, *to = back ? weight : panel;
      // A size that the compiler knows is no call.
      if (count == LANES) {
        memcpy(to, from, LANES * sizeof(float));
      } else {
        memcpy(to, from, (size_t)count * sizeof(float));
      }
    }
  }
}

INLINE void copy_weights(
    bool back, int32_t cell, intptr_t inputs, intptr_t units, float *input_weight, float *state_weight, float *bias,
    float *panels) {
  const struct layout layout = layout_of(cell);
  const intptr_t width = layout.units_per_block, first_input = (units + width - 1) / width * width;
  const intptr_t rows = first_input + inputs + 1, columns = layout.gates * units;
  for (intptr_t u = 0; u < units; u++)
    copy_row(
        back, layout.state_place, layout.gates, width, units, rows, u, state_weight + u * columns, panels);
  for (intptr_t i = 0; i < inputs; i++)
    copy_row(
        back, layout.input_place, layout.gates, width, units, rows, first_input + i, input_weight + i * columns,
        panels);
  copy_row(back, layout.input_place, layout.bias_gates, width, units, rows, rows - 1, bias, panels);
}

void kernels_recurrence_pack(
    int32_t cell, intptr_t inputs, intptr_t units, const float *input_weight, const float *state_weight,
    const float *bias, float *panels) {
  // Places that no weight has: of units that fill up the last panel, and of the two halves of a GRU's candidate.
  if (cell == KERNELS_GRU || units % layout_of(cell).units_per_block != 0)
    memset(panels, 0, (size_t)kernels_recurrence_panels(cell, inputs, units) * sizeof(float));
  // In this direction the weights are only read.
  copy_weights(false, cell, inputs, units, (float *)input_weight, (float *)state_weight, (float *)bias, panels);
}

void kernels_recurrence_unpack(
    int32_t cell, intptr_t inputs, intptr_t units, const float *panels, float *input_weight, float *state_weight,
    float *bias) {
  copy_weights(true, cell, inputs, units, input_weight, state_weight, bias, (float *)panels);
}
