#include "CPeak.h"

typedef float Lanes __attribute__((ext_vector_type(16)));

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif

// Sixteen chains that do not wait for each other: more than latency times throughput of any processor at hand.
CLONES float peak_multiply_add(long rounds) {
#pragma clang fp contract(fast)
  Lanes sums[16];
  for (int i = 0; i < 16; i++) sums[i] = (Lanes)((float)i);
  const Lanes factor = (Lanes)(0.999999f), term = (Lanes)(1e-6f);
  for (long round = 0; round < rounds; round++)
    for (int step = 0; step < 64; step++)
#pragma clang loop unroll(full)
      for (int i = 0; i < 16; i++) sums[i] = sums[i] * factor + term;
  Lanes total = sums[0];
  for (int i = 1; i < 16; i++) total += sums[i];
  return total[0];
}
