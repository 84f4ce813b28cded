#include "losses.h"

#include "lanes_sum.h"
#include "softplus.h"

// p: prediction, t: target; l: the loss of one number, d: its derivative.
#define LOSS(loss_expression, derivative_expression)  \
  VECTORISED for (intptr_t i = 0; i < width; i++) {   \
    const float p = prediction[start + i], t = target[start + i]; \
    terms[i] = (loss_expression);                     \
    gradient[start + i] = scale * (derivative_expression); \
  }                                                   \
  break

// −log of the probability that was given to the target: t log p + (1 − t) log(1 − p), with neither logarithm
// taken of less than `least`.
INLINE float log_loss(float p, float t, float least) {
  const float yes = p > least || p != p ? p : least, no = 1.0f - p > least ? 1.0f - p : least;
  return -(t * fast_log(yes) + (1.0f - t) * fast_log(no));
}

INLINE float log_loss_slope(float p, float t, float least) {
  const float yes = p > least || p != p ? p : least, no = 1.0f - p > least ? 1.0f - p : least;
  return (1.0f - t) / no - t / yes;
}

INLINE float huber(float difference, float delta) {
  const float magnitude = __builtin_fabsf(difference);
  return magnitude <= delta ? 0.5f * difference * difference : delta * (magnitude - 0.5f * delta);
}

INLINE float huber_slope(float difference, float delta) {
  return __builtin_fabsf(difference) <= delta ? difference : __builtin_copysignf(delta, difference);
}

// log(1 + e^z) − t z, with the large parts taken together first: an infinite score on the right side costs 0.
INLINE float binary_cross_entropy(float z, float t) {
  const float wrong = z > 0.0f ? 1.0f - t : t;
  const float magnitude = __builtin_fabsf(z);
  return (wrong == 0.0f ? 0.0f : wrong * magnitude) + fast_log_1_plus_exp_minus(magnitude);
}

CLONES double kernels_elementwise_loss(
    int32_t loss, float parameter, float scale, const float *prediction, const float *target, float *gradient,
    intptr_t count) {
  double sum = 0;
  float terms[STRETCH];
  for (intptr_t start = 0; start < count; start += STRETCH) {
    const intptr_t width = count - start < STRETCH ? count - start : STRETCH;
    switch (loss) {
      case KERNELS_LOSS_SQUARED: LOSS((p - t) * (p - t), 2.0f * (p - t));
      case KERNELS_LOSS_ABSOLUTE:
        LOSS(__builtin_fabsf(p - t), p > t ? 1.0f : p < t ? -1.0f : p - t);
      case KERNELS_LOSS_HUBER: LOSS(huber(p - t, parameter), huber_slope(p - t, parameter));
      case KERNELS_LOSS_BINARY_CROSS_ENTROPY: LOSS(binary_cross_entropy(p, t), fast_sigmoid(p) - t);
      case KERNELS_LOSS_LOG: LOSS(log_loss(p, t, parameter), log_loss_slope(p, t, parameter));
      // A NaN stays one: it fails the comparison.
      case KERNELS_LOSS_HINGE:
        LOSS(t * p >= parameter ? 0.0f : parameter - t * p, t * p >= parameter ? 0.0f : -t);
    }
    sum += stretch_sum(terms, width);
  }
  return sum;
}

INLINE bool is_unusable_target(float t, float low, float high, bool only_ends) {
  return only_ends ? t != low && t != high : !(t >= low && t <= high);
}

INLINE bool is_unusable_class(float t, float classes, bool ignores, float ignored) {
  const bool is_class = t >= 0.0f && t < classes && __builtin_truncf(t) == t;
  return !(is_class || (ignores && t == ignored));
}

// All targets are looked at without a branch first: usable ones, the rule, are over quickly.
CLONES intptr_t kernels_find_unusable_target(
    const float *targets, intptr_t count, float low, float high, bool only_ends) {
  int32_t found = 0;
  VECTORISED for (intptr_t i = 0; i < count; i++) found |= is_unusable_target(targets[i], low, high, only_ends);
  for (intptr_t i = 0; found && i < count; i++)
    if (is_unusable_target(targets[i], low, high, only_ends)) return i;
  return -1;
}

CLONES intptr_t kernels_find_unusable_class(
    const float *targets, intptr_t count, intptr_t classes, bool ignores, float ignored) {
  const float bound = (float)classes;
  int32_t found = 0;
  VECTORISED for (intptr_t i = 0; i < count; i++) found |= is_unusable_class(targets[i], bound, ignores, ignored);
  for (intptr_t i = 0; found && i < count; i++)
    if (is_unusable_class(targets[i], bound, ignores, ignored)) return i;
  return -1;
}

intptr_t kernels_count_classes(const float *targets, intptr_t count, bool ignores, float ignored) {
  if (!ignores) return count;
  intptr_t kept = 0;
  for (intptr_t i = 0; i < count; i++) kept += targets[i] != ignored;
  return kept;
}

CLONES double kernels_class_log_loss(
    float least, float scale, const float *probabilities, const float *targets, float *gradient,
    intptr_t rows, intptr_t columns) {
  double sum = 0;
  memset(gradient, 0, (size_t)(rows * columns) * sizeof(float));
  for (intptr_t r = 0; r < rows; r++) {
    const intptr_t place = r * columns + (intptr_t)targets[r];
    const float given = probabilities[place];
    const float p = given > least || given != given ? given : least;
    sum -= fast_log(p);
    gradient[place] = -scale / p;
  }
  return sum;
}

CLONES double kernels_class_hinge_loss(
    float margin, float scale, const float *scores, const float *targets, float *gradient, intptr_t rows,
    intptr_t columns) {
  double sum = 0;
  for (intptr_t r = 0; r < rows; r++) {
    const float *z = scores + r * columns;
    float *d = gradient + r * columns;
    const intptr_t target = (intptr_t)targets[r];
    float row = 0, slopes = 0;
    for (intptr_t c = 0; c < columns; c++) {
      const float excess = c == target ? 0.0f : margin + (z[c] - z[target]);
      const bool counts = !(excess <= 0.0f);
      row += counts ? excess : 0.0f;
      slopes += counts ? scale : 0.0f;
      d[c] = counts ? scale : 0.0f;
    }
    d[target] = -slopes;
    sum += row;
  }
  return sum;
}

INLINE float squared_distance(const float *a, const float *b, intptr_t count) {
  double sum = 0;
  float terms[STRETCH];
  for (intptr_t start = 0; start < count; start += STRETCH) {
    const intptr_t width = count - start < STRETCH ? count - start : STRETCH;
    VECTORISED for (intptr_t i = 0; i < width; i++) {
      const float difference = a[start + i] - b[start + i];
      terms[i] = difference * difference;
    }
    sum += stretch_sum(terms, width);
  }
  return (float)sum;
}

CLONES double kernels_contrastive_loss(
    float margin, float scale, const float *embeddings, const float *targets, float *gradient, intptr_t pairs,
    intptr_t columns) {
  double sum = 0;
  for (intptr_t pair = 0; pair < pairs; pair++) {
    const float *a = embeddings + 2 * pair * columns, *b = a + columns;
    float *da = gradient + 2 * pair * columns, *db = da + columns;
    const float square = squared_distance(a, b, columns);
    const float distance = __builtin_elementwise_sqrt(square);
    const float missing = margin - distance;
    float factor;
    if (targets[pair] == 1.0f) {
      sum += 0.5 * square;
      factor = scale;
    } else {
      // Two equal embeddings have no direction to part in.
      sum += missing <= 0.0f ? 0.0f : 0.5f * missing * missing;
      factor = missing <= 0.0f || distance == 0.0f ? 0.0f : -scale * missing / distance;
    }
    VECTORISED for (intptr_t c = 0; c < columns; c++) {
      const float d = factor * (a[c] - b[c]);
      da[c] = d;
      db[c] = -d;
    }
  }
  return sum;
}
