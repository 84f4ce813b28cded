// Threads that share the pieces of one computation.

#ifndef PRACTICAL_WORKERS_H
#define PRACTICAL_WORKERS_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Calls task(context, i) for every i below count, on at most so many threads, the caller's among them, and
/// returns when all calls have. Denormals count as zero meanwhile. Within a task everything stays on its thread.
void kernels_workers_run(
    void (*task)(void *_Nullable context, intptr_t index), void *_Nullable context, intptr_t count, int32_t threads);

/// From now on `kernels_workers_cover` in the calling thread may use so many threads; returns the number before.
int32_t kernels_workers_allow(int32_t threads);

/// Calls cover(context, start, end) for ranges that together cover 0 ..< count: for one range, or for several on as
/// many threads as are allowed when there are numbers enough for that. For work in which no number looks at others.
void kernels_workers_cover(
    void (*cover)(void *_Nullable context, intptr_t start, intptr_t end), void *_Nullable context, intptr_t count);

/// The number of processors that this process may run on.
int32_t kernels_workers_processors(void);

#pragma clang assume_nonnull end

#endif
