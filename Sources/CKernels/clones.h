// One source, several machine codes: the loader picks the widest that the processor runs.

#ifndef PRACTICAL_CLONES_H
#define PRACTICAL_CLONES_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
// What the loader picks from is hidden. It may ask for the address of a function while it still loads the library, before
// it knows the addresses of what the library exports: the answer would be 0, and a call by that address would crash. Swift
// makes such calls, where it merges functions that differ in the kernel alone.
#pragma GCC visibility push(hidden)
#else
#define CLONES
#endif

// Helpers must be inlined into every clone, or they would be compiled for the oldest processor only.
#define INLINE static inline __attribute__((always_inline))

// Iterations touch only their own index, so an output that is also an input is safe to vectorise.
#define VECTORISED _Pragma("clang loop vectorize(assume_safety)")

// Sixteen running sums make a reduction fast, and its order the same on every processor.
typedef float Lanes __attribute__((ext_vector_type(16)));
typedef int32_t LaneBits __attribute__((ext_vector_type(16)));
enum { LANES = 16 };

// Lanes anywhere in an array. Lanes are never passed by value: that would need one calling convention per clone.
typedef float LooseLanes __attribute__((ext_vector_type(16), aligned(4), may_alias));
#define LANES_AT(address) (*(const LooseLanes *)(address))

INLINE uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

INLINE float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

#endif
