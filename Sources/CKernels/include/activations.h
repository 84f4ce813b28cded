// Activations: functions of one number, with their derivatives, and the softmax of a row.
//
// Sources/Networks/Kernels+Activations.swift repeats these declarations; a test compares the two.

#ifndef PRACTICAL_ACTIVATIONS_H
#define PRACTICAL_ACTIVATIONS_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum {
  KERNELS_ACTIVATION_RELU,
  KERNELS_ACTIVATION_LEAKY_RELU,
  KERNELS_ACTIVATION_SIGMOID,
  KERNELS_ACTIVATION_TANH,
  KERNELS_ACTIVATION_SOFTPLUS,
  KERNELS_ACTIVATION_ELU,
  KERNELS_ACTIVATION_GELU,
};

/// y[i] = f(x[i]); the parameter is the slope of the leaky rectifier or the α of the exponential unit.
void kernels_activation_forward(
    int32_t activation, float parameter, const float *x, float *y, intptr_t count);

/// dx[i] = dy[i] f'(x[i]). `kept` is x for the leaky rectifier, softplus and GELU, y for the others.
void kernels_activation_backward(
    int32_t activation, float parameter, const float *kept, const float *dy, float *dx, intptr_t count);

/// y = x where x > 0, else slope · x, with one slope for each column.
void kernels_parametric_relu_forward(
    const float *x, const float *slope, float *y, intptr_t rows, intptr_t columns);

/// dx, and dslope[c] = Σ_r dy[r, c] min(x[r, c], 0).
void kernels_parametric_relu_backward(
    const float *x, const float *slope, const float *dy, float *dx, float *dslope, intptr_t rows,
    intptr_t columns);

/// dx = y (dy − Σ dy y) for each row of a softmax y; dx = dy − e^y Σ dy for its logarithm y.
void kernels_softmax_backward(
    bool logarithm, const float *y, const float *dy, float *dx, intptr_t rows, intptr_t columns);

#pragma clang assume_nonnull end

#endif
