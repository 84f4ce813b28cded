#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

// The tensors of a step are freed at its end and needed again in the next. By default the allocator would give
// their pages back to the system each time and fetch them anew, page by page: that took half the time of a step.
__attribute__((constructor)) static void keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}
