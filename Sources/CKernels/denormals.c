#include "CKernels.h"

#if defined(__x86_64__)
#include <xmmintrin.h>

// Flush to zero (results) and denormals are zero (operands).
enum { FLUSH_BITS = 0x8040 };
#endif

uint32_t kernels_flush_denormals(void) {
#if defined(__x86_64__)
  const unsigned int before = _mm_getcsr();
  _mm_setcsr(before | FLUSH_BITS);
  return before;
#else
  return 0;
#endif
}

void kernels_restore_denormals(uint32_t before) {
#if defined(__x86_64__)
  _mm_setcsr((_mm_getcsr() & ~(unsigned int)FLUSH_BITS) | (before & FLUSH_BITS));
#else
  (void)before;
#endif
}

bool kernels_denormals_are_flushed(void) {
#if defined(__x86_64__)
  return (_mm_getcsr() & FLUSH_BITS) == FLUSH_BITS;
#else
  return false;
#endif
}
