#include <math.h>

#include "CKernels.h"
#include "functions.h"

// Three loops for each operation, because a step that is only known at run time would not vectorise.
#define BINARY(expression)                          \
  if (a_step != 0 && b_step != 0) {                 \
    VECTORISED for (intptr_t i = 0; i < count; i++) { \
      const float x = a[i], y = b[i];               \
      out[i] = (expression);                        \
    }                                               \
  } else if (a_step != 0) {                         \
    const float y = b[0];                           \
    VECTORISED for (intptr_t i = 0; i < count; i++) { \
      const float x = a[i];                         \
      out[i] = (expression);                        \
    }                                               \
  } else {                                          \
    const float x = a[0];                           \
    VECTORISED for (intptr_t i = 0; i < count; i++) { \
      const float y = b[i * b_step];                \
      out[i] = (expression);                        \
    }                                               \
  }                                                 \
  break

CLONES void kernels_binary(
    int32_t operation, const float *a, intptr_t a_step, const float *b, intptr_t b_step, float *out,
    intptr_t count) {
  if (count == 0) return;
  switch (operation) {
    case KERNELS_ADD: BINARY(x + y);
    case KERNELS_SUBTRACT: BINARY(x - y);
    case KERNELS_MULTIPLY: BINARY(x * y);
    case KERNELS_DIVIDE: BINARY(x / y);
    // x != x lets a NaN through from either side.
    case KERNELS_MAXIMUM: BINARY(x > y || x != x ? x : y);
    case KERNELS_MINIMUM: BINARY(x < y || x != x ? x : y);
    case KERNELS_POWER:
      for (intptr_t i = 0; i < count; i++) out[i] = powf(a[i * a_step], b[i * b_step]);
      break;
    case KERNELS_EQUAL: BINARY(x == y ? 1.0f : 0.0f);
    case KERNELS_NOT_EQUAL: BINARY(x != y ? 1.0f : 0.0f);
    case KERNELS_LESS: BINARY(x < y ? 1.0f : 0.0f);
    case KERNELS_LESS_OR_EQUAL: BINARY(x <= y ? 1.0f : 0.0f);
  }
}

#define UNARY(expression)                           \
  VECTORISED for (intptr_t i = 0; i < count; i++) { \
    const float x = a[i];                           \
    out[i] = (expression);                          \
  }                                                 \
  break

CLONES void kernels_unary(int32_t operation, const float *a, float *out, intptr_t count) {
  switch (operation) {
    case KERNELS_NEGATE: UNARY(-x);
    case KERNELS_EXP: UNARY(fast_exp(x));
    case KERNELS_LOG: UNARY(fast_log(x));
    case KERNELS_SQUARE_ROOT: UNARY(__builtin_elementwise_sqrt(x));
    case KERNELS_ABSOLUTE: UNARY(__builtin_fabsf(x));
    case KERNELS_SQUARE: UNARY(x * x);
    case KERNELS_SIGMOID: UNARY(fast_sigmoid(x));
    case KERNELS_TANH: UNARY(fast_tanh(x));
    case KERNELS_RELU: UNARY(x > 0.0f || x != x ? x : 0.0f);
  }
}

typedef struct {
  float scale;
  const float *a;
  float *out;
} AddScaled;

CLONES static void add_scaled_range(void *argument, intptr_t start, intptr_t end) {
  const AddScaled *sum = argument;
  const float scale = sum->scale, *a = sum->a;
  float *out = sum->out;
  VECTORISED for (intptr_t i = start; i < end; i++) out[i] += scale * a[i];
}

void kernels_add_scaled(float scale, const float *a, float *out, intptr_t count) {
  AddScaled arguments = {scale, a, out};
  kernels_workers_cover(add_scaled_range, &arguments, count);
}

// Tiles of 16 × 16 keep both the rows read and the rows written in the first-level cache.
CLONES void kernels_transpose(const float *a, float *out, intptr_t rows, intptr_t columns) {
  const intptr_t tile = 16;
  for (intptr_t row = 0; row < rows; row += tile) {
    const intptr_t row_end = row + tile < rows ? row + tile : rows;
    for (intptr_t column = 0; column < columns; column += tile) {
      const intptr_t column_end = column + tile < columns ? column + tile : columns;
      for (intptr_t c = column; c < column_end; c++)
        for (intptr_t r = row; r < row_end; r++) out[c * rows + r] = a[r * columns + c];
    }
  }
}
