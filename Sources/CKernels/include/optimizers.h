// The rules of the optimizers, each in one pass over a parameter, and what gradients need beside them.
//
// `gradient` may be missing: it is then zero, as in the rows of an embedding that a batch did not use.
// `decay` is added to the gradient as decay · w.
// Sources/Networks/Optimizers/Kernels+Optimizers.swift repeats these declarations; a test compares the two.

#ifndef PRACTICAL_OPTIMIZERS_H
#define PRACTICAL_OPTIMIZERS_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// w −= rate · g.
void kernels_descend(
    float rate, float decay, const float *_Nullable gradient, float *weights, intptr_t count);

/// v = momentum · v + g, w −= rate · v; looking ahead, w −= rate · (g + momentum · v).
void kernels_momentum(
    float rate, float decay, float momentum, bool looks_ahead, const float *_Nullable gradient, float *velocity,
    float *weights, intptr_t count);

/// s = smoothing · s + (1 − smoothing) · g², u = g / (√s + epsilon), w −= rate · u;
/// with a velocity, v = momentum · v + u, w −= rate · v.
void kernels_rms_prop(
    float rate, float decay, float smoothing, float one_minus_smoothing, float epsilon, float momentum,
    const float *_Nullable gradient, float *square, float *_Nullable velocity, float *weights, intptr_t count);

/// s += g², w −= rate · g / (√s + epsilon).
void kernels_ada_grad(
    float rate, float decay, float epsilon, const float *_Nullable gradient, float *square, float *weights,
    intptr_t count);

/// m += one_minus_beta1 · (g − m), v = beta2 · v + one_minus_beta2 · g²,
/// w = keep · w − rate · m / (√v · correction + epsilon).
void kernels_adam(
    float rate, float decay, float keep, float one_minus_beta1, float beta2, float one_minus_beta2,
    float correction, float epsilon, const float *_Nullable gradient, float *first, float *second, float *weights,
    intptr_t count);

/// value += rate · (target − value).
void kernels_move_towards(float rate, const float *target, float *value, intptr_t count);

/// a *= scale.
void kernels_scale(float scale, float *a, intptr_t count);

/// a = min(max(a, −bound), bound); NaN stays.
void kernels_clamp(float bound, float *a, intptr_t count);

/// Σ a², exact squares added in an order that depends on nothing but the count.
double kernels_sum_of_squares(const float *a, intptr_t count);

/// Whether no number is infinite or NaN.
bool kernels_is_finite(const float *a, intptr_t count);

#pragma clang assume_nonnull end

#endif
