// The gates of recurrent cells, for one block of units of all samples at one step.
//
// A panel holds the gates of a sample side by side: [f i o c̃] of sixteen units of an LSTM, [r z n m] of a GRU, 64
// units of an RNN. Past the end of its sequence a sample keeps its state, and its gates get no gradient.

#ifndef PRACTICAL_CELLS_H
#define PRACTICAL_CELLS_H

#include "clones.h"
#include "panels.h"

// tanh as a quotient of two polynomials, x P(x²) / Q(x²), fitted to |x| ≤ 7.9 by least squares of the relative error
// with weights moved to where it is largest. Nothing in it is an exponential, so it takes a third of the time of
// `fast_tanh`; its error is below 4e-7, and that of the sigmoid half of it, where 1 is the size of a gate.
INLINE float gate_tanh(float x) {
  x = x < -7.9f ? -7.9f : x;
  x = x > 7.9f ? 7.9f : x;
  const float u = x * x;
  float p = 1.542845876e-8f;
  p = p * u + 2.202360540e-5f;
  p = p * u + 3.579014304e-3f;
  p = p * u + 1.345063946e-1f;
  p = p * u + 9.999999944e-1f;
  float q = 8.598981908e-7f;
  q = q * u + 3.423686718e-4f;
  q = q * u + 2.619232310e-2f;
  q = q * u + 4.678397047e-1f;
  q = q * u + 1.0f;
  return x * p / q;
}

// σ(x) = ½ + ½ tanh ½x.
INLINE float gate_sigmoid(float x) { return 0.5f + 0.5f * gate_tanh(0.5f * x); }

// A block of units at one step.
struct block {
  // The number of samples, the step, and the length of each sequence.
  intptr_t samples, step;
  const intptr_t *lengths;
  // The rows of this step and the next, at the first unit of the block, and the distance of two samples.
  const float *before;
  float *after;
  intptr_t row;
};

// z = x W + h U + b becomes h = tanh z.
INLINE void rnn_forward(struct block at, float *z) {
  for (intptr_t n = 0; n < at.samples; n++, z += PANEL) {
    const float *before = at.before + n * at.row;
    float *after = at.after + n * at.row;
    if (at.step < at.lengths[n]) {
      VECTORISED for (int j = 0; j < PANEL; j++) z[j] = gate_tanh(z[j]);
      memcpy(after, z, PANEL * sizeof(float));
    } else {
      memcpy(after, before, PANEL * sizeof(float));
    }
  }
}

// ∂L/∂z = ∂L/∂h (1 − h²).
INLINE void rnn_backward(struct block at, const float *h, float *dh, intptr_t dh_row, float *dz) {
  for (intptr_t n = 0; n < at.samples; n++, h += PANEL, dz += PANEL, dh += dh_row) {
    if (at.step < at.lengths[n]) {
      VECTORISED for (int j = 0; j < PANEL; j++) {
        dz[j] = dh[j] * (1.0f - h[j] * h[j]);
        dh[j] = 0;
      }
    } else {
      memset(dz, 0, PANEL * sizeof(float));
    }
  }
}

// c = f c_before + i c̃, h = o tanh c. A cell is [c, tanh c].
INLINE void lstm_forward(struct block at, float *z, const float *cell_before, float *cell) {
  for (intptr_t n = 0; n < at.samples; n++, z += PANEL, cell_before += 2 * LANES, cell += 2 * LANES) {
    const float *before = at.before + n * at.row;
    float *after = at.after + n * at.row;
    if (at.step < at.lengths[n]) {
      VECTORISED for (int j = 0; j < LANES; j++) {
        const float forget = gate_sigmoid(z[j]), input = gate_sigmoid(z[LANES + j]);
        const float output = gate_sigmoid(z[2 * LANES + j]), candidate = gate_tanh(z[3 * LANES + j]);
        const float c = forget * cell_before[j] + input * candidate;
        const float squashed = gate_tanh(c);
        z[j] = forget;
        z[LANES + j] = input;
        z[2 * LANES + j] = output;
        z[3 * LANES + j] = candidate;
        cell[j] = c;
        cell[LANES + j] = squashed;
        after[j] = output * squashed;
      }
    } else {
      memcpy(cell, cell_before, LANES * sizeof(float));
      memcpy(after, before, LANES * sizeof(float));
    }
  }
}

// ∂L/∂c += ∂L/∂h o (1 − tanh² c); each gate's derivative times σ′ = σ (1 − σ) or tanh′ = 1 − tanh².
INLINE void lstm_backward(
    struct block at, const float *gates, const float *cell_before, const float *cell, float *dh, intptr_t dh_row,
    float *dc, float *dz) {
  for (intptr_t n = 0; n < at.samples; n++) {
    if (at.step < at.lengths[n]) {
      VECTORISED for (int j = 0; j < LANES; j++) {
        const float forget = gates[j], input = gates[LANES + j];
        const float output = gates[2 * LANES + j], candidate = gates[3 * LANES + j];
        const float squashed = cell[LANES + j];
        const float total = dc[j] + dh[j] * output * (1.0f - squashed * squashed);
        dz[j] = total * cell_before[j] * forget * (1.0f - forget);
        dz[LANES + j] = total * candidate * input * (1.0f - input);
        dz[2 * LANES + j] = dh[j] * squashed * output * (1.0f - output);
        dz[3 * LANES + j] = total * input * (1.0f - candidate * candidate);
        dc[j] = total * forget;
        dh[j] = 0;
      }
    } else {
      memset(dz, 0, PANEL * sizeof(float));
    }
    gates += PANEL, dz += PANEL, dh += dh_row;
    cell_before += 2 * LANES, cell += 2 * LANES, dc += LANES;
  }
}

// n = tanh(z_n + r m), m = h_before U_n + b_m, h = (1 − z) n + z h_before.
INLINE void gru_forward(struct block at, float *z) {
  for (intptr_t n = 0; n < at.samples; n++, z += PANEL) {
    const float *before = at.before + n * at.row;
    float *after = at.after + n * at.row;
    if (at.step < at.lengths[n]) {
      VECTORISED for (int j = 0; j < LANES; j++) {
        const float reset = gate_sigmoid(z[j]), update = gate_sigmoid(z[LANES + j]);
        const float candidate = gate_tanh(z[2 * LANES + j] + reset * z[3 * LANES + j]);
        z[j] = reset;
        z[LANES + j] = update;
        z[2 * LANES + j] = candidate;
        after[j] = (1.0f - update) * candidate + update * before[j];
      }
    } else {
      memcpy(after, before, LANES * sizeof(float));
    }
  }
}

INLINE void gru_backward(struct block at, const float *gates, float *dh, intptr_t dh_row, float *dz) {
  for (intptr_t n = 0; n < at.samples; n++, gates += PANEL, dz += PANEL, dh += dh_row) {
    const float *before = at.before + n * at.row;
    if (at.step < at.lengths[n]) {
      VECTORISED for (int j = 0; j < LANES; j++) {
        const float reset = gates[j], update = gates[LANES + j], candidate = gates[2 * LANES + j];
        const float inner = dh[j] * (1.0f - update) * (1.0f - candidate * candidate);
        dz[j] = inner * gates[3 * LANES + j] * reset * (1.0f - reset);
        dz[LANES + j] = dh[j] * (before[j] - candidate) * update * (1.0f - update);
        dz[2 * LANES + j] = inner;
        dz[3 * LANES + j] = inner * reset;
        dh[j] = dh[j] * update;
      }
    } else {
      memset(dz, 0, PANEL * sizeof(float));
    }
  }
}

#endif
