#include "CKernels.h"
#include "clones.h"

// The numbers of a sample: 32 bits of each depend on the seed and the sample, so that samples are unrelated.
typedef struct {
  uint32_t first, second;
} Key;

// SplitMix64's mixing.
INLINE Key key_of(uint64_t seed, intptr_t sample) {
  uint64_t bits = seed + 0x9e3779b97f4a7c15u * ((uint64_t)sample + 1);
  bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
  bits ^= bits >> 31;
  return (Key){(uint32_t)bits, (uint32_t)(bits >> 32)};
}

// A random number for each index: the finalizer of MurmurHash3 (A. Appleby), with a key on the way.
INLINE uint32_t random_bits(uint32_t first, uint32_t second, uint32_t index) {
  uint32_t bits = index * 0x9e3779b9u + first;
  bits = (bits ^ bits >> 16) * 0x85ebca6bu;
  bits = ((bits + second) ^ (bits + second) >> 13) * 0xc2b2ae35u;
  return bits ^ bits >> 16;
}

CLONES void kernels_dropout_blocks(
    uint64_t seed, intptr_t first_sample, uint32_t threshold, float scale, const void *x, void *y, intptr_t blocks,
    intptr_t scalars) {
  for (intptr_t block = 0; block < blocks; block++) {
    uint32_t first[LANES], second[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      const Key key = key_of(seed, first_sample + block * LANES + lane);
      first[lane] = key.first;
      second[lane] = key.second;
    }
    const float *values = (const float *)x + block * scalars * LANES;
    float *results = (float *)y + block * scalars * LANES;
    for (intptr_t i = 0; i < scalars; i++)
      VECTORISED for (int lane = 0; lane < LANES; lane++) {
        const uint32_t bits = random_bits(first[lane], second[lane], (uint32_t)i);
        results[i * LANES + lane] = bits >= threshold ? values[i * LANES + lane] * scale : 0.0f;
      }
  }
}

CLONES void kernels_dropout_rows(
    uint64_t seed, intptr_t first_sample, uint32_t threshold, float scale, const float *x, float *y,
    intptr_t samples, intptr_t scalars) {
  for (intptr_t sample = 0; sample < samples; sample++) {
    const Key key = key_of(seed, first_sample + sample);
    const float *values = x + sample * scalars;
    float *results = y + sample * scalars;
    VECTORISED for (intptr_t i = 0; i < scalars; i++) {
      const uint32_t bits = random_bits(key.first, key.second, (uint32_t)i);
      results[i] = bits >= threshold ? values[i] * scale : 0.0f;
    }
  }
}
