// Sums of short stretches in a fixed order: sixteen running sums, then their sum in halves.

#ifndef PRACTICAL_LANES_SUM_H
#define PRACTICAL_LANES_SUM_H

#include "clones.h"

// Numbers that are added up in Float; the sums of stretches are added in Double.
enum { STRETCH = 1024 };

INLINE float stretch_sum(const float *a, intptr_t count) {
  intptr_t i = 0;
  float sum = 0;
  if (count >= LANES) {
    Lanes lanes = {0};
    for (; i + LANES <= count; i += LANES) lanes += LANES_AT(a + i);
    float sums[LANES];
    memcpy(sums, &lanes, sizeof sums);
    for (int width = LANES / 2; width > 0; width /= 2)
      for (int j = 0; j < width; j++) sums[j] += sums[j + width];
    sum = sums[0];
  }
  for (; i < count; i++) sum += a[i];
  return sum;
}

#endif
