#include "CKernels.h"
#include "clones.h"

CLONES void kernels_image_rectify(const void *x, void *y, intptr_t count) {
  const Lanes *input = x;
  Lanes *output = y;
  // A NaN is not below zero and stays.
  for (intptr_t i = 0; i < count; i++) output[i] = input[i] < 0.0f ? 0.0f : input[i];
}

CLONES void kernels_image_rectifier_gradient(
    const void *y, const void *dy, void *dx, intptr_t count) {
  const Lanes *output = y, *gradient = dy;
  Lanes *result = dx;
  for (intptr_t i = 0; i < count; i++) result[i] = output[i] > 0.0f ? gradient[i] : 0.0f;
}
