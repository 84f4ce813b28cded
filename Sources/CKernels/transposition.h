// Sixteen lanes of sixteen numbers: what converts between rows and blocks of samples.

#ifndef PRACTICAL_TRANSPOSITION_H
#define PRACTICAL_TRANSPOSITION_H

#include "clones.h"

// A transposition of 16 × 16 numbers: shuffling two halves into each other, four times.
INLINE void transpose_lanes(Lanes *a) {
  Lanes b[LANES];
  for (int round = 0; round < 4; round++) {
    _Pragma("clang loop unroll(full)") for (int i = 0; i < 8; i++) {
      b[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      b[2 * i + 1] =
          __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
    memcpy(a, b, sizeof b);
  }
}

#endif
