#include "CKernels.h"
#include "clones.h"

// Every rule reads each number once and writes it once: beyond the caches that is all that counts. A loop is
// compiled twice, with a gradient and without one; `has_gradient` is a constant in each.
#define WITH_OR_WITHOUT(rule, ...)            \
  if (gradient) rule(true, __VA_ARGS__);      \
  else rule(false, __VA_ARGS__)

// What is remembered of a gradient that has become zero shrinks for ever, and arithmetic with denormal numbers
// takes many times as long; no weight can tell them from zero.
INLINE float settled(float x) { return __builtin_fabsf(x) < 1.17549435e-38f ? 0.0f : x; }

#define GRADIENT ((has_gradient ? gradient[i] : 0.0f) + decay * w[i])

INLINE void descend(
    bool has_gradient, float rate, float decay, const float *gradient, float *w, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) w[i] -= rate * GRADIENT;
}

CLONES void kernels_descend(float rate, float decay, const float *gradient, float *weights, intptr_t count) {
  WITH_OR_WITHOUT(descend, rate, decay, gradient, weights, count);
}

INLINE void momentum_rule(
    bool has_gradient, bool looks_ahead, float rate, float decay, float momentum, const float *gradient,
    float *velocity, float *w, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) {
    const float g = GRADIENT;
    const float v = settled(momentum * velocity[i] + g);
    velocity[i] = v;
    w[i] -= rate * (looks_ahead ? g + momentum * v : v);
  }
}

CLONES void kernels_momentum(
    float rate, float decay, float momentum, bool looks_ahead, const float *gradient, float *velocity,
    float *weights, intptr_t count) {
  if (looks_ahead) {
    WITH_OR_WITHOUT(momentum_rule, true, rate, decay, momentum, gradient, velocity, weights, count);
  } else {
    WITH_OR_WITHOUT(momentum_rule, false, rate, decay, momentum, gradient, velocity, weights, count);
  }
}

INLINE void rms_prop(
    bool has_gradient, bool has_velocity, float rate, float decay, float smoothing, float one_minus_smoothing,
    float epsilon, float momentum, const float *gradient, float *square, float *velocity, float *w,
    intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) {
    const float g = GRADIENT;
    const float s = settled(smoothing * square[i] + one_minus_smoothing * (g * g));
    square[i] = s;
    float step = g / (__builtin_elementwise_sqrt(s) + epsilon);
    if (has_velocity) {
      step = settled(momentum * velocity[i] + step);
      velocity[i] = step;
    }
    w[i] -= rate * step;
  }
}

CLONES void kernels_rms_prop(
    float rate, float decay, float smoothing, float one_minus_smoothing, float epsilon, float momentum,
    const float *gradient, float *square, float *velocity, float *weights, intptr_t count) {
  if (velocity) {
    WITH_OR_WITHOUT(
        rms_prop, true, rate, decay, smoothing, one_minus_smoothing, epsilon, momentum, gradient, square, velocity,
        weights, count);
  } else {
    WITH_OR_WITHOUT(
        rms_prop, false, rate, decay, smoothing, one_minus_smoothing, epsilon, momentum, gradient, square, square,
        weights, count);
  }
}

INLINE void ada_grad(
    bool has_gradient, float rate, float decay, float epsilon, const float *gradient, float *square, float *w,
    intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) {
    const float g = GRADIENT;
    const float s = square[i] + g * g;
    square[i] = s;
    w[i] -= rate * (g / (__builtin_elementwise_sqrt(s) + epsilon));
  }
}

CLONES void kernels_ada_grad(
    float rate, float decay, float epsilon, const float *gradient, float *square, float *weights,
    intptr_t count) {
  WITH_OR_WITHOUT(ada_grad, rate, decay, epsilon, gradient, square, weights, count);
}

INLINE void adam(
    bool has_gradient, float rate, float decay, float keep, float one_minus_beta1, float beta2,
    float one_minus_beta2, float correction, float epsilon, const float *gradient, float *first, float *second,
    float *w, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) {
    const float g = GRADIENT;
    const float m = settled(first[i] + one_minus_beta1 * (g - first[i]));
    const float v = settled(beta2 * second[i] + one_minus_beta2 * (g * g));
    first[i] = m;
    second[i] = v;
    w[i] = keep * w[i] - rate * (m / (__builtin_elementwise_sqrt(v) * correction + epsilon));
  }
}

typedef struct {
  float rate, decay, keep, one_minus_beta1, beta2, one_minus_beta2, correction, epsilon;
  const float *gradient;
  float *first, *second, *weights;
} Adam;

CLONES static void adam_range(void *argument, intptr_t start, intptr_t end) {
  const Adam *a = argument;
  const float *gradient = a->gradient ? a->gradient + start : 0;
  WITH_OR_WITHOUT(
      adam, a->rate, a->decay, a->keep, a->one_minus_beta1, a->beta2, a->one_minus_beta2, a->correction, a->epsilon,
      gradient, a->first + start, a->second + start, a->weights + start, end - start);
}

void kernels_adam(
    float rate, float decay, float keep, float one_minus_beta1, float beta2, float one_minus_beta2,
    float correction, float epsilon, const float *gradient, float *first, float *second, float *weights,
    intptr_t count) {
  Adam arguments = {rate,    decay,    keep,  one_minus_beta1, beta2,  one_minus_beta2, correction,
                    epsilon, gradient, first, second,          weights};
  kernels_workers_cover(adam_range, &arguments, count);
}

CLONES void kernels_move_towards(float rate, const float *target, float *value, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) value[i] += rate * (target[i] - value[i]);
}

CLONES void kernels_scale(float scale, float *a, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) a[i] *= scale;
}

CLONES void kernels_clamp(float bound, float *a, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) {
    // A NaN fails both comparisons.
    const float x = a[i] > bound ? bound : a[i];
    a[i] = x < -bound ? -bound : x;
  }
}

// The square of a Float is exact in Double, and cannot overflow there.
typedef double DoubleLanes __attribute__((ext_vector_type(16)));

CLONES double kernels_sum_of_squares(const float *a, intptr_t count) {
  DoubleLanes sums = {0};
  intptr_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    const DoubleLanes x = __builtin_convertvector(LANES_AT(a + i), DoubleLanes);
    sums += x * x;
  }
  double sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += sums[lane];
  for (; i < count; i++) sum += (double)a[i] * (double)a[i];
  return sum;
}

CLONES bool kernels_is_finite(const float *a, intptr_t count) {
  // The exponent of what is infinite or NaN has all its bits set.
  uint32_t found = 0;
  VECTORISED for (intptr_t i = 0; i < count; i++) found |= (bits_of(a[i]) & 0x7f800000u) == 0x7f800000u;
  return found == 0;
}
