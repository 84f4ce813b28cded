#include "CKernels.h"
#include "transposition.h"

CLONES void kernels_image_blocks(const float *a, void *out, intptr_t samples, intptr_t scalars) {
  for (intptr_t first = 0; first < samples; first += LANES) {
    const intptr_t rows = samples - first < LANES ? samples - first : LANES;
    float *block = (float *)out + first * scalars;
    intptr_t i = 0;
    for (; i + LANES <= scalars; i += LANES) {
      Lanes tile[LANES] = {0};
      for (intptr_t row = 0; row < rows; row++) tile[row] = LANES_AT(a + (first + row) * scalars + i);
      transpose_lanes(tile);
      memcpy(block + i * LANES, tile, sizeof tile);
    }
    for (; i < scalars; i++)
      for (intptr_t row = 0; row < LANES; row++)
        block[i * LANES + row] = row < rows ? a[(first + row) * scalars + i] : 0.0f;
  }
}

CLONES void kernels_image_rows(const void *a, float *out, intptr_t samples, intptr_t scalars) {
  for (intptr_t first = 0; first < samples; first += LANES) {
    const intptr_t rows = samples - first < LANES ? samples - first : LANES;
    const float *block = (const float *)a + first * scalars;
    intptr_t i = 0;
    for (; i + LANES <= scalars; i += LANES) {
      Lanes tile[LANES];
      memcpy(tile, block + i * LANES, sizeof tile);
      transpose_lanes(tile);
      for (intptr_t row = 0; row < rows; row++)
        memcpy(out + (first + row) * scalars + i, &tile[row], sizeof tile[row]);
    }
    for (; i < scalars; i++)
      for (intptr_t row = 0; row < rows; row++) out[(first + row) * scalars + i] = block[i * LANES + row];
  }
}
