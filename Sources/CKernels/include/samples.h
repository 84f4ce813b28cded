// What brings samples into the form that networks take.

#ifndef PRACTICAL_SAMPLES_H
#define PRACTICAL_SAMPLES_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// out[i] = bytes[i] / 255, correctly rounded.
void kernels_bytes_to_unit(const uint8_t *bytes, float *out, intptr_t count);

#pragma clang assume_nonnull end

#endif
