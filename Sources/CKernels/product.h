// A matrix product as the kernels see it.

#ifndef PRACTICAL_PRODUCT_H
#define PRACTICAL_PRODUCT_H

#include <stdbool.h>
#include <stdint.h>

// out = op(a) · op(b), started from `bias`, `out` or 0: op(a) is m × k, op(b) is k × n. A side with rows of `a_row`
// numbers lies in memory as its rows, a transposed one as its columns.
typedef struct {
  bool transpose_a, transpose_b;
  intptr_t m, n, k;
  const float *a;
  intptr_t a_row;
  const float *b;
  intptr_t b_row;
  float *out;
  intptr_t out_row;
  // One number for each column, or none; and whether negative results become 0.
  const float *bias;
  bool accumulate, rectify;
} Product;

// Up to this many multiplications the plain loops are faster than anything that has to look at its arguments first.
enum { SMALL_PRODUCT = 4096 };

// The plain loops; they leave `bias` and `rectify` to the caller.
void product_small(const Product *product);

// Tiles of sums that fill the registers of one kind of processor.
#if defined(__x86_64__)
void product_avx2(const Product *product);
void product_avx512(const Product *product);
#endif

#endif
