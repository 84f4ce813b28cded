#ifndef PRACTICAL_PEAK_H
#define PRACTICAL_PEAK_H

/// Single-precision operations of `rounds` rounds of multiply-adds that stay in registers; the result only keeps the
/// compiler from leaving them out. A round is 2 · 16 · 16 · 64 operations.
float peak_multiply_add(long rounds);

enum { PEAK_OPERATIONS_PER_ROUND = 2 * 16 * 16 * 64 };

#endif
