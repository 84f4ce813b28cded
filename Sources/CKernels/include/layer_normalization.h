// Layer normalisation: every row gets the mean 0 and the variance 1, then a scale and a shift for each column.
//
// Sources/Networks/Kernels+LayerNormalization.swift repeats these declarations; a test compares the two.

#ifndef PRACTICAL_LAYER_NORMALIZATION_H
#define PRACTICAL_LAYER_NORMALIZATION_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// y = (x − mean) · factor · scale + shift, factor = 1 / √(variance + epsilon); statistics[r] is the mean of row
/// r and statistics[rows + r] its factor.
void kernels_layer_normalization_forward(
    const float *x, const float *scale, const float *shift, float epsilon, float *y, float *statistics,
    intptr_t rows, intptr_t columns);

/// dx[r, c] = factor (g − mean(g) − n mean(g n)) for g = dy scale and n = (x − mean) factor.
void kernels_layer_normalization_backward(
    const float *x, const float *statistics, const float *scale, const float *dy, float *dx, intptr_t rows,
    intptr_t columns);

/// dscale[c] = Σ_r dy n, dshift[c] = Σ_r dy.
void kernels_layer_normalization_parameters(
    const float *x, const float *statistics, const float *dy, float *dscale, float *dshift, intptr_t rows,
    intptr_t columns);

#pragma clang assume_nonnull end

#endif
