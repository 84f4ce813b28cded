// The hot loops of `Tensors`, and the few BLAS calls behind its products.
//
// All tensors are row-major and dense. `out` may be the same array as an input, never a shifted part of one.
// Sources/Tensors/Kernels.swift repeats these declarations; a test compares the two, signature by signature.

#ifndef PRACTICAL_CKERNELS_H
#define PRACTICAL_CKERNELS_H

#include <stdbool.h>
#include <stdint.h>

#include "sequences.h"

#pragma clang assume_nonnull begin

enum {
  KERNELS_ADD,
  KERNELS_SUBTRACT,
  KERNELS_MULTIPLY,
  KERNELS_DIVIDE,
  KERNELS_MAXIMUM,
  KERNELS_MINIMUM,
  KERNELS_POWER,
  KERNELS_EQUAL,
  KERNELS_NOT_EQUAL,
  KERNELS_LESS,
  KERNELS_LESS_OR_EQUAL,
};

enum {
  KERNELS_NEGATE,
  KERNELS_EXP,
  KERNELS_LOG,
  KERNELS_SQUARE_ROOT,
  KERNELS_ABSOLUTE,
  KERNELS_SQUARE,
  KERNELS_SIGMOID,
  KERNELS_TANH,
  KERNELS_RELU,
};

/// out[i] = a[i * a_step] ∘ b[i * b_step]; a step is 1 for an array and 0 for one repeated number.
void kernels_binary(
    int32_t operation, const float *a, intptr_t a_step, const float *b, intptr_t b_step, float *out, intptr_t count);

/// out[i] = f(a[i]).
void kernels_unary(int32_t operation, const float *a, float *out, intptr_t count);

/// out[i] += scale * a[i].
void kernels_add_scaled(float scale, const float *a, float *out, intptr_t count);

/// The sum of all numbers, in an order that depends on nothing but the count.
double kernels_sum(const float *a, intptr_t count);

/// Σ a[i] * b[i].
double kernels_dot(const float *a, const float *b, intptr_t count);

/// out[o, i] = Σ_j a[o, j, i].
void kernels_sum_axis(const float *a, float *out, intptr_t outer, intptr_t count, intptr_t inner);

/// out[o, i] = max_j a[o, j, i] (or min), NaN where one of them is NaN; count must be at least 1.
void kernels_extremum_axis(
    bool maximum, const float *a, float *out, intptr_t outer, intptr_t count, intptr_t inner);

/// Softmax of each row, or its logarithm.
void kernels_softmax(bool logarithm, const float *a, float *out, intptr_t rows, intptr_t columns);

/// out[r] = log Σ_c exp(a[r, c]).
void kernels_log_sum_exp(const float *a, float *out, intptr_t rows, intptr_t columns);

/// out[c, r] = a[r, c].
void kernels_transpose(const float *a, float *out, intptr_t rows, intptr_t columns);

/// out = op(a) · op(b) (+ out when accumulating), op(a) being m × k and op(b) k × n.
void kernels_matrix_product(
    bool transpose_a, bool transpose_b, intptr_t m, intptr_t n, intptr_t k, const float *a, const float *b,
    float *out, bool accumulate);

/// The name of the processor family whose kernels OpenBLAS runs, such as `SkylakeX`.
const char *kernels_blas_core_name(void);

/// How OpenBLAS was built, its version first.
const char *kernels_blas_configuration(void);

#pragma clang assume_nonnull end

#include "augmentation.h"
#include "samples.h"
#include "activations.h"
#include "layer_normalization.h"
#include "losses.h"
#include "optimizers.h"
#include "workers.h"
#include "denormals.h"
#include "products.h"
#include "image.h"

#endif
