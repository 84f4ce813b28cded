#include "samples.h"

#include "clones.h"

CLONES void kernels_bytes_to_unit(const uint8_t *bytes, float *out, intptr_t count) {
  VECTORISED for (intptr_t i = 0; i < count; i++) out[i] = (float)bytes[i] / 255.0f;
}
