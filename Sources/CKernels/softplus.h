// log(1 + e^-x) for x ≥ 0, and what is made of it: the smooth rectifier and the logistic loss.

#ifndef PRACTICAL_SOFTPLUS_H
#define PRACTICAL_SOFTPLUS_H

#include "functions.h"

INLINE float fast_log_1_plus_exp_minus(float x) {
  const float e = fast_exp(-x);
  const float u = 1.0f + e;
  // u has lost digits of e; the quotient of e and of what is left of it in u gives them back.
  const float left = u - 1.0f;
  return left == 0.0f ? e : fast_log(u) * (e / left);
}

INLINE float fast_softplus(float x) {
  return (x > 0.0f ? x : 0.0f) + fast_log_1_plus_exp_minus(__builtin_fabsf(x));
}

#endif
