// Losses: each computes its value and the derivative by the prediction in one pass.
//
// Sources/Networks/Kernels+Losses.swift repeats these declarations; a test compares the two.

#ifndef PRACTICAL_LOSSES_H
#define PRACTICAL_LOSSES_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum {
  KERNELS_LOSS_SQUARED,
  KERNELS_LOSS_ABSOLUTE,
  KERNELS_LOSS_HUBER,
  KERNELS_LOSS_BINARY_CROSS_ENTROPY,
  KERNELS_LOSS_LOG,
  KERNELS_LOSS_HINGE,
};

/// Σ l(prediction[i], target[i]); gradient[i] = scale · ∂l/∂prediction[i]. The parameter is Huber's δ, the
/// hinge's margin, or the least probability of the log loss.
double kernels_elementwise_loss(
    int32_t loss, float parameter, float scale, const float *prediction, const float *target, float *gradient,
    intptr_t count);

/// The first target that is not from `low` to `high` (or neither of the two), −1 when there is none.
intptr_t kernels_find_unusable_target(
    const float *targets, intptr_t count, float low, float high, bool only_ends);

/// The first target that is neither the number of a class nor to be ignored, −1 when there is none.
intptr_t kernels_find_unusable_class(
    const float *targets, intptr_t count, intptr_t classes, bool ignores, float ignored);

/// The number of targets that are not to be ignored.
intptr_t kernels_count_classes(const float *targets, intptr_t count, bool ignores, float ignored);

/// Σ over rows of −log softmax(scores[row])[target], the targets smoothed; gradient = scale · its derivative.
/// Rows with an ignored target count nothing and have a gradient of zero.
double kernels_softmax_cross_entropy(
    const float *scores, const float *targets, float *gradient, intptr_t rows, intptr_t columns,
    float smoothing, bool ignores, float ignored, float scale);

/// Σ over rows of −log max(p[row, target], least); gradient = scale · its derivative.
double kernels_class_log_loss(
    float least, float scale, const float *probabilities, const float *targets, float *gradient,
    intptr_t rows, intptr_t columns);

/// Σ over rows and wrong classes of max(0, margin + z[c] − z[target]); gradient = scale · its derivative.
double kernels_class_hinge_loss(
    float margin, float scale, const float *scores, const float *targets, float *gradient, intptr_t rows,
    intptr_t columns);

/// Σ over pairs of ½ d² for equal ones (target 1) and ½ max(0, margin − d)² for others (target 0), d being the
/// distance of the rows 2i and 2i + 1; gradient = scale · its derivative.
double kernels_contrastive_loss(
    float margin, float scale, const float *embeddings, const float *targets, float *gradient, intptr_t pairs,
    intptr_t columns);

#pragma clang assume_nonnull end

#endif
