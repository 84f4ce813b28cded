#include "CKernels.h"
#include "cells.h"

// The matrix that a step multiplies has one row for every sample: [h | x | 1], the state before, the input, and a
// one that the bias is the weight of. So a step is a single product, and so is the gradient of all weights.

// Units that share a panel of 64 columns, and gates that each of them has there.
static intptr_t units_per_block(int32_t cell) { return cell == KERNELS_RNN ? PANEL : LANES; }

static intptr_t rounded_up(intptr_t count, intptr_t unit) { return (count + unit - 1) / unit * unit; }

static intptr_t block_count(int32_t cell, intptr_t units) {
  return rounded_up(units, units_per_block(cell)) / units_per_block(cell);
}

static intptr_t row_length(int32_t cell, intptr_t inputs, intptr_t units) {
  return rounded_up(units, units_per_block(cell)) + inputs + 1;
}

intptr_t kernels_recurrence_panels(int32_t cell, intptr_t inputs, intptr_t units) {
  return block_count(cell, units) * row_length(cell, inputs, units) * PANEL;
}

// What forward leaves for backward: rows[steps + 1][samples][row], then gates[steps][block][samples][64], then, for
// an LSTM, cells[steps + 1][block][samples][32].
intptr_t kernels_recurrence_trace(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units) {
  const intptr_t row = row_length(cell, inputs, units), blocks = block_count(cell, units);
  const intptr_t cells = cell == KERNELS_LSTM ? (steps + 1) * blocks * 2 * LANES : 0;
  return samples * ((steps + 1) * row + steps * blocks * PANEL + cells);
}

// So many rows make one product of the weights' gradient: enough to amortise reading and writing the sums, few
// enough to stay in the second-level cache.
enum { CHUNK_ROWS = 128 };

static intptr_t chunk_steps(intptr_t samples, intptr_t steps) {
  const intptr_t chunk = rounded_up(CHUNK_ROWS, samples) / samples;
  return chunk < steps ? chunk : steps;
}

intptr_t kernels_recurrence_work(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units) {
  const intptr_t blocks = block_count(cell, units), chunk = chunk_steps(samples, steps) * samples;
  const intptr_t outer = rounded_up(units, PANEL) + rounded_up(inputs, PANEL);
  return outer * blocks * PANEL + samples * rounded_up(units, PANEL) + blocks * samples * LANES +
         blocks * chunk * PANEL + chunk * PANEL;
}

CLONES void kernels_recurrence_forward(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units, const intptr_t *lengths,
    const float *x, const float *panels, float *trace, float *output, float *state, float *cell_state) {
  const intptr_t blocks = block_count(cell, units), row = row_length(cell, inputs, units);
  const intptr_t first_input = row - inputs - 1, block_units = units_per_block(cell);
  const intptr_t panel_count = samples * PANEL, cell_count = samples * 2 * LANES;
  float *rows = trace, *gates = rows + (steps + 1) * samples * row, *cells = gates + steps * blocks * panel_count;
  for (intptr_t n = 0; n < samples; n++) {
    memset(rows + n * row, 0, (size_t)first_input * sizeof(float));
    memcpy(rows + n * row, state + n * units, (size_t)units * sizeof(float));
  }
  if (cell == KERNELS_LSTM) {
    memset(cells, 0, (size_t)(blocks * cell_count) * sizeof(float));
    for (intptr_t n = 0; n < samples; n++)
      for (intptr_t u = 0; u < units; u++)
        cells[(u / LANES * samples + n) * 2 * LANES + u % LANES] = cell_state[n * units + u];
  }
  for (intptr_t t = 0; t < steps; t++) {
    float *before = rows + t * samples * row, *after = before + samples * row;
    for (intptr_t n = 0; n < samples; n++) {
      float *input = before + n * row + first_input;
      // What stands in the padding is not read: it could be no number, which no gradient of zero makes zero.
      if (t < lengths[n]) {
        memcpy(input, x + (n * steps + t) * inputs, (size_t)inputs * sizeof(float));
      } else {
        memset(input, 0, (size_t)inputs * sizeof(float));
      }
      input[inputs] = 1;
    }
    const struct left_side left = {before, row, 1, 0, 1, row};
    for (intptr_t b = 0; b < blocks; b++) {
      float *z = gates + (t * blocks + b) * panel_count;
      kernels_panel_product(left, samples, panels + b * row * PANEL, z, PANEL, false);
      const struct block at = {samples, t, lengths, before + b * block_units, after + b * block_units, row};
      float *cell_before = cells + (t * blocks + b) * cell_count;
      switch (cell) {
        case KERNELS_RNN: rnn_forward(at, z); break;
        case KERNELS_LSTM: lstm_forward(at, z, cell_before, cell_before + blocks * cell_count); break;
        case KERNELS_GRU: gru_forward(at, z); break;
      }
    }
    if (output == NULL) continue;
    for (intptr_t n = 0; n < samples; n++) {
      float *out = output + (n * steps + t) * units;
      if (t < lengths[n]) {
        memcpy(out, after + n * row, (size_t)units * sizeof(float));
      } else {
        memset(out, 0, (size_t)units * sizeof(float));
      }
    }
  }
  const float *last = rows + steps * samples * row, *last_cells = cells + steps * blocks * cell_count;
  for (intptr_t n = 0; n < samples; n++) {
    memcpy(state + n * units, last + n * row, (size_t)units * sizeof(float));
    if (cell != KERNELS_LSTM) continue;
    for (intptr_t u = 0; u < units; u++)
      cell_state[n * units + u] = last_cells[(u / LANES * samples + n) * 2 * LANES + u % LANES];
  }
}

// The gradients of a chunk of steps that need its gates' gradients `dz[block][chunk_row][64]` only.
static void finish_chunk(
    intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t blocks, intptr_t row, intptr_t first,
    intptr_t count, intptr_t chunk, const float *dz, const float *rows, const float *input_panels, float *scratch,
    float *panel_gradient, float *input_gradient) {
  const intptr_t used = count * samples;
  const bool accumulate = first + count < steps;
  // ∂L/∂W = [h | x | 1]ᵀ ∂L/∂z.
  const struct left_side transposed = {rows + first * samples * row, 1, row, 0, 1, used};
  for (intptr_t b = 0; b < blocks; b++)
    kernels_panel_product(
        transposed, row, dz + b * chunk * PANEL, panel_gradient + b * row * PANEL, PANEL, accumulate);
  if (input_gradient == NULL) return;
  // ∂L/∂x = ∂L/∂z Wᵀ, and back from the order of steps to that of samples.
  const struct left_side left = {dz, PANEL, 1, chunk * PANEL, blocks, PANEL};
  for (intptr_t start = 0; start < inputs; start += PANEL) {
    const intptr_t width = inputs - start < PANEL ? inputs - start : PANEL;
    kernels_panel_product(left, used, input_panels + start * blocks * PANEL, scratch, PANEL, false);
    for (intptr_t t = 0; t < count; t++)
      for (intptr_t n = 0; n < samples; n++)
        memcpy(
            input_gradient + (n * steps + first + t) * inputs + start, scratch + (t * samples + n) * PANEL,
            (size_t)width * sizeof(float));
  }
}

CLONES void kernels_recurrence_backward(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units, const intptr_t *lengths,
    const float *panels, const float *trace, const float *output_gradient, float *state, float *cell_state,
    float *work, float *panel_gradient, float *input_gradient) {
  const intptr_t blocks = block_count(cell, units), row = row_length(cell, inputs, units);
  const intptr_t first_input = row - inputs - 1, block_units = units_per_block(cell);
  const intptr_t panel_count = samples * PANEL, cell_count = samples * 2 * LANES;
  const float *rows = trace, *gates = rows + (steps + 1) * samples * row;
  const float *cells = gates + steps * blocks * panel_count;
  const intptr_t chunk_length = chunk_steps(samples, steps), chunk = chunk_length * samples;
  const intptr_t dh_row = rounded_up(units, PANEL);
  float *state_panels = work, *input_panels = state_panels + dh_row * blocks * PANEL;
  float *dh = input_panels + rounded_up(inputs, PANEL) * blocks * PANEL, *dc = dh + samples * dh_row;
  float *dz = dc + blocks * samples * LANES, *scratch = dz + blocks * chunk * PANEL;
  kernels_panel_transpose(panels, blocks, row, 0, units, state_panels);
  if (input_gradient != NULL) kernels_panel_transpose(panels, blocks, row, first_input, inputs, input_panels);
  memset(dh, 0, (size_t)(samples * dh_row + blocks * samples * LANES) * sizeof(float));
  for (intptr_t n = 0; n < samples; n++) {
    memcpy(dh + n * dh_row, state + n * units, (size_t)units * sizeof(float));
    if (cell != KERNELS_LSTM) continue;
    for (intptr_t u = 0; u < units; u++)
      dc[(u / LANES * samples + n) * LANES + u % LANES] = cell_state[n * units + u];
  }
  intptr_t end = steps;
  for (intptr_t t = steps - 1; t >= 0; t--) {
    const intptr_t first = end > chunk_length ? end - chunk_length : 0;
    float *step_dz = dz + (t - first) * panel_count;
    const float *before = rows + t * samples * row;
    if (output_gradient != NULL) {
      for (intptr_t n = 0; n < samples; n++) {
        if (t >= lengths[n]) continue;
        const float *dy = output_gradient + (n * steps + t) * units;
        VECTORISED for (intptr_t u = 0; u < units; u++) dh[n * dh_row + u] += dy[u];
      }
    }
    for (intptr_t b = 0; b < blocks; b++) {
      const float *z = gates + (t * blocks + b) * panel_count;
      const float *cell_before = cells + (t * blocks + b) * cell_count;
      const struct block at = {samples, t, lengths, before + b * block_units, NULL, row};
      float *block_dz = step_dz + b * chunk * PANEL, *block_dh = dh + b * block_units;
      switch (cell) {
        case KERNELS_RNN: rnn_backward(at, z, block_dh, dh_row, block_dz); break;
        case KERNELS_LSTM:
          lstm_backward(
              at, z, cell_before, cell_before + blocks * cell_count, block_dh, dh_row,
              dc + b * samples * LANES, block_dz);
          break;
        case KERNELS_GRU: gru_backward(at, z, block_dh, dh_row, block_dz); break;
      }
    }
    // ∂L/∂h_before += ∂L/∂z Uᵀ.
    const struct left_side left = {step_dz, PANEL, 1, chunk * PANEL, blocks, PANEL};
    for (intptr_t start = 0; start < units; start += PANEL)
      kernels_panel_product(left, samples, state_panels + start * blocks * PANEL, dh + start, dh_row, true);
    if (t > first) continue;
    finish_chunk(
        samples, steps, inputs, blocks, row, first, end - first, chunk, dz, rows, input_panels, scratch,
        panel_gradient, input_gradient);
    end = first;
  }
  for (intptr_t n = 0; n < samples; n++) {
    memcpy(state + n * units, dh + n * dh_row, (size_t)units * sizeof(float));
    if (cell != KERNELS_LSTM) continue;
    for (intptr_t u = 0; u < units; u++)
      cell_state[n * units + u] = dc[(u / LANES * samples + n) * LANES + u % LANES];
  }
}
