// Pictures that are moved and bent: one resampling from the old places of all pixels.

#ifndef PRACTICAL_AUGMENTATION_H
#define PRACTICAL_AUGMENTATION_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// out[y, x] = the picture at (map · (x, y, 1)) + (dx[y, x], dy[y, x]), bilinear; `background` outside.
/// `map` has two rows of three numbers; the displacements may be missing.
void kernels_resample(
    const float *image, intptr_t height, intptr_t width, const float *map, const float *_Nullable dx,
    const float *_Nullable dy, float background, float *out);

/// Smooths a field of height × width numbers by the same weights along both axes, zero outside: `weights` has
/// radius + 1 of them, the middle one first. `scratch` has room for as many numbers as the field.
void kernels_smooth(
    float *field, intptr_t height, intptr_t width, const float *weights, intptr_t radius, float *scratch);

#pragma clang assume_nonnull end

#endif
