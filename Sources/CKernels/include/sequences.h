// Kernels for sequences: recurrent layers and embeddings.

#ifndef PRACTICAL_SEQUENCES_H
#define PRACTICAL_SEQUENCES_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum {
  KERNELS_RNN,
  KERNELS_LSTM,
  KERNELS_GRU,
};

/// The number of floats of the panels that all weights of a recurrent layer are arranged in.
intptr_t kernels_recurrence_panels(int32_t cell, intptr_t inputs, intptr_t units);

/// The number of floats that `kernels_recurrence_forward` leaves for backward.
intptr_t kernels_recurrence_trace(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units);

/// The number of floats of scratch memory that `kernels_recurrence_backward` needs.
intptr_t kernels_recurrence_work(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units);

/// Arranges weights as panels[block][row][64].
void kernels_recurrence_pack(
    int32_t cell, intptr_t inputs, intptr_t units, const float *input_weight, const float *state_weight,
    const float *bias, float *panels);

/// The inverse of `kernels_recurrence_pack`, for the gradients of the weights.
void kernels_recurrence_unpack(
    int32_t cell, intptr_t inputs, intptr_t units, const float *panels, float *input_weight, float *state_weight,
    float *bias);

/// Runs a recurrent layer over `x[samples][steps][inputs]`.
///
/// `output[samples][steps][units]` may be null; `state` and `cell_state`, both `[samples][units]`, hold the initial
/// state before and the last one after. `samples` and `steps` must not be 0, here and in backward.
void kernels_recurrence_forward(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units, const intptr_t *lengths,
    const float *x, const float *panels, float *trace, float *_Nullable output, float *state, float *cell_state);

/// The derivatives of `kernels_recurrence_forward`.
///
/// `state` and `cell_state` hold the derivatives by the last state before, by the initial state after.
/// `output_gradient` may be null, and `input_gradient` where nobody asks for it.
void kernels_recurrence_backward(
    int32_t cell, intptr_t samples, intptr_t steps, intptr_t inputs, intptr_t units, const intptr_t *lengths,
    const float *panels, const float *trace, const float *_Nullable output_gradient, float *state,
    float *cell_state, float *work, float *panel_gradient, float *_Nullable input_gradient);

/// The first of the tokens that is no whole number in `0 ..< vocabulary`, or -1 when all are.
intptr_t kernels_token_check(const float *tokens, intptr_t count, intptr_t vocabulary);

/// out[i] = table[tokens[i]].
void kernels_embedding_gather(
    const float *table, intptr_t size, const float *tokens, intptr_t count, float *out);

/// out[n] = the mean of table[tokens[n, t]] over t < lengths[n], tokens equal to `skipped` left out; `scale[n]`
/// becomes 1 / their number, or 0 where there is none.
void kernels_embedding_mean(
    const float *table, intptr_t size, const float *tokens, intptr_t samples, intptr_t steps,
    const intptr_t *lengths, intptr_t skipped, float *out, float *scale);

/// The different tokens with t < lengths[n] in ascending order, `skipped` left out, and for every token its place
/// among them or -1. `words` needs two numbers for every 64 words of the vocabulary. Returns their number.
intptr_t kernels_token_rows(
    const float *tokens, intptr_t samples, intptr_t steps, const intptr_t *lengths, intptr_t vocabulary,
    intptr_t skipped, uint64_t *words, intptr_t *rows, intptr_t *places);

/// values[places[n, t]] += scale[n] · gradient[n, t], or scale[n] · gradient[n] when the steps share a gradient.
void kernels_embedding_scatter(
    const intptr_t *places, intptr_t samples, intptr_t steps, intptr_t size, const float *gradient, bool shared,
    const float *scale, float *values, intptr_t value_count);

/// The mean over the steps of x[samples][steps][features] before the end of each sequence; 0 where there is none.
void kernels_steps_mean(
    const float *x, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out);

/// The derivative of the mean: every step before the end gets its part, those behind it 0.
void kernels_steps_mean_backward(
    const float *gradient, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out);

/// The maximum over the steps before the end, and the step it stands at: the first, or -1 where there is none.
void kernels_steps_maximum(
    const float *x, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out,
    int32_t *places);

/// The derivative of the maximum: all of it to the step that the maximum stands at.
void kernels_steps_maximum_backward(
    const float *gradient, intptr_t samples, intptr_t steps, intptr_t features, const int32_t *places, float *out);

/// Copies a block of a matrix, `rows` × `columns`, to a block of another; the strides are those of the whole rows.
void kernels_copy_block(
    const float *from, intptr_t from_row, float *to, intptr_t to_row, intptr_t rows, intptr_t columns);

/// Every sequence backwards, its padding still at the end and now 0.
void kernels_steps_reverse(
    const float *x, intptr_t samples, intptr_t steps, intptr_t features, const intptr_t *lengths, float *out);

#pragma clang assume_nonnull end

#endif
