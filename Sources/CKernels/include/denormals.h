// How the calling thread treats numbers too small for full precision.

#ifndef PRACTICAL_DENORMALS_H
#define PRACTICAL_DENORMALS_H

#include <stdbool.h>
#include <stdint.h>

/// Replaces denormal numbers by 0 from now on; returns what `kernels_restore_denormals` needs to end that.
uint32_t kernels_flush_denormals(void);

/// Treats denormal numbers as before the call of `kernels_flush_denormals` that returned this.
void kernels_restore_denormals(uint32_t before);

/// Whether denormal numbers are replaced by 0.
bool kernels_denormals_are_flushed(void);

#endif
