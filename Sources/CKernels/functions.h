// exp, log, tanh and the sigmoid without branches, so that loops over them vectorise.
// Polynomials: Cephes (S. L. Moshier, Methods and Programs for Mathematical Functions, 1989).
// Errors against Double, measured by the tests: below 2 ulp for exp and log, 3 for tanh and the sigmoid.

#ifndef PRACTICAL_FUNCTIONS_H
#define PRACTICAL_FUNCTIONS_H

#include "clones.h"

INLINE float fast_exp(float x) {
  // Outside these bounds the result is 0 or infinity; a NaN fails both comparisons and stays.
  x = x < -104.0f ? -104.0f : x;
  x = x > 89.0f ? 89.0f : x;
  // Adding 1.5 · 2^23 rounds to the nearest integer and leaves that integer in the low bits.
  const float rounder = 12582912.0f;
  const float shifted = x * 1.44269504088896341f + rounder;
  const float n = shifted - rounder;
  // n · ln 2 is subtracted in two parts, the first of them exact.
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float y = p * (r * r) + r + 1.0f;
  // 2^n in two factors, each within range even where the result is denormal or infinite.
  const int32_t exponent = (int32_t)(bits_of(shifted) - bits_of(rounder));
  const int32_t half = exponent >> 1;
  const float first = float_of((uint32_t)(half + 127) << 23);
  const float second = float_of((uint32_t)(exponent - half + 127) << 23);
  return y * first * second;
}

INLINE float fast_log(float x) {
  // A denormal has no implicit leading bit: scale it into the normal range first.
  const int denormal = x < 1.17549435e-38f;
  const float scaled = denormal ? x * 8388608.0f : x;
  // Split x = m · 2^e with m between √½ and √2; 0x3f3504f3 is √½.
  const uint32_t offset = bits_of(scaled) - 0x3f3504f3u;
  const float e = (float)((int32_t)offset >> 23) - (denormal ? 23.0f : 0.0f);
  const float f = float_of(bits_of(scaled) - (offset & 0xff800000u)) - 1.0f;
  const float z = f * f;
  float p = 7.0376836292e-2f;
  p = p * f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f - 1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f - 1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f - 2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  float y = p * f * z;
  y = y - e * 2.12194440e-4f;
  y = y - 0.5f * z;
  float result = f + y;
  result = result + e * 0.693359375f;
  result = x > 3.40282347e+38f ? x : result;
  result = x == 0.0f ? -__builtin_inff() : result;
  // Negative numbers and NaN alike.
  return x >= 0.0f ? result : __builtin_nanf("");
}

INLINE float fast_sigmoid(float x) { return 1.0f / (1.0f + fast_exp(-x)); }

INLINE float fast_tanh(float x) {
  const float magnitude = __builtin_fabsf(x);
  const float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  // 1 − 2/(e^2x + 1) cancels near zero, where the polynomial is exact instead.
  const float near = x + x * z * p;
  const float far = __builtin_copysignf(1.0f - 2.0f / (fast_exp(2.0f * magnitude) + 1.0f), x);
  return magnitude < 0.625f ? near : far;
}

#endif
