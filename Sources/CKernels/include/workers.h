// Threads that share the pieces of one computation.

#ifndef PRACTICAL_WORKERS_H
#define PRACTICAL_WORKERS_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Calls task(context, i) for every i below count, on at most so many threads, the caller's among them, and
/// returns when all calls have. Denormals count as zero meanwhile. Within a task everything stays on its thread.
void kernels_workers_run(
    void (*task)(void *_Nullable context, intptr_t index), void *_Nullable context, intptr_t count, int32_t threads);

/// The number of processors that this process may run on.
int32_t kernels_workers_processors(void);

#pragma clang assume_nonnull end

#endif
