#include "lanes_sum.h"
#include "losses.h"
#include "functions.h"

// A row's loss is log Σ e^(z − m) − Σ q (z − m) for the largest score m and the smoothed target
// q = (1 − ε) onehot + ε / classes; its derivative is e^(z − m) / Σ e^(z − m) − q.

typedef struct {
  const float *scores, *targets;
  float *gradient;
  intptr_t columns;
  float smoothing, ignored, scale;
  bool ignores;
} Task;

// A row whose largest score is infinite is shifted by nothing: ∞ − ∞ is no number.
INLINE float finite_or_zero(float largest) { return largest - largest == 0.0f ? largest : 0.0f; }

INLINE bool is_ignored(const Task *task, intptr_t row) {
  return task->ignores && task->targets[row] == task->ignored;
}

INLINE float smoothed_loss(const Task *task, float log_sum, float target_score, float sum_of_scores) {
  const float loss = log_sum - (1.0f - task->smoothing) * target_score;
  // An excluded class has the score −∞, and 0 · ∞ is no number.
  return task->smoothing == 0.0f ? loss : loss - task->smoothing / (float)task->columns * sum_of_scores;
}

// Few classes: sixteen rows side by side, so that every step works on sixteen numbers and no sum crosses lanes.
enum { FEW = 32 };

INLINE double few_classes(const Task *task, intptr_t first, intptr_t rows) {
  const intptr_t columns = task->columns;
  const float *scores = task->scores + first * columns;
  float *gradient = task->gradient + first * columns;
  float z[FEW * LANES], e[FEW * LANES], shift[LANES], sums[LANES], totals[LANES], factor[LANES];
  if (rows < LANES) memset(z, 0, (size_t)columns * LANES * sizeof(float));
  for (intptr_t r = 0; r < rows; r++)
    for (intptr_t c = 0; c < columns; c++) z[c * LANES + r] = scores[r * columns + c];

  for (int r = 0; r < LANES; r++) shift[r] = z[r];
  for (intptr_t c = 1; c < columns; c++)
    for (int r = 0; r < LANES; r++) shift[r] = z[c * LANES + r] > shift[r] ? z[c * LANES + r] : shift[r];
  for (int r = 0; r < LANES; r++) {
    shift[r] = finite_or_zero(shift[r]);
    sums[r] = 0;
    totals[r] = 0;
  }
  for (intptr_t c = 0; c < columns; c++) {
    VECTORISED for (int r = 0; r < LANES; r++) {
      const float score = z[c * LANES + r] - shift[r];
      z[c * LANES + r] = score;
      const float power = fast_exp(score);
      e[c * LANES + r] = power;
      sums[r] += power;
      totals[r] += score;
    }
  }
  const float even = task->smoothing / (float)columns * task->scale;
  VECTORISED for (int r = 0; r < LANES; r++) {
    factor[r] = task->scale / sums[r];
    sums[r] = fast_log(sums[r]);
  }
  for (intptr_t c = 0; c < columns; c++)
    for (int r = 0; r < LANES; r++) e[c * LANES + r] = e[c * LANES + r] * factor[r] - even;

  double sum = 0;
  for (intptr_t r = 0; r < rows; r++) {
    float *d = gradient + r * columns;
    if (is_ignored(task, first + r)) {
      for (intptr_t c = 0; c < columns; c++) d[c] = 0;
      continue;
    }
    const intptr_t target = (intptr_t)task->targets[first + r];
    for (intptr_t c = 0; c < columns; c++) d[c] = e[c * LANES + r];
    d[target] -= (1.0f - task->smoothing) * task->scale;
    sum += smoothed_loss(task, sums[r], z[target * LANES + r], totals[r]);
  }
  return sum;
}

INLINE float row_largest(const float *z, intptr_t count) {
  intptr_t i = 0;
  float largest = z[0];
  if (count >= LANES) {
    Lanes best = LANES_AT(z);
    for (; i + LANES <= count; i += LANES) {
      const Lanes x = LANES_AT(z + i);
      best = x > best ? x : best;
    }
    for (int lane = 0; lane < LANES; lane++) largest = best[lane] > largest ? best[lane] : largest;
  }
  for (; i < count; i++) largest = z[i] > largest ? z[i] : largest;
  return largest;
}

// Many classes: row by row, which stays in the first-level cache.
INLINE double many_classes(const Task *task, intptr_t row) {
  const intptr_t columns = task->columns;
  const float *z = task->scores + row * columns;
  float *d = task->gradient + row * columns;
  if (is_ignored(task, row)) {
    memset(d, 0, (size_t)columns * sizeof(float));
    return 0;
  }
  const float shift = finite_or_zero(row_largest(z, columns));
  double sum = 0, total = 0;
  for (intptr_t start = 0; start < columns; start += STRETCH) {
    const intptr_t width = columns - start < STRETCH ? columns - start : STRETCH;
    VECTORISED for (intptr_t c = 0; c < width; c++) d[start + c] = fast_exp(z[start + c] - shift);
    sum += stretch_sum(d + start, width);
    if (task->smoothing != 0.0f) {
      float scores[STRETCH];
      VECTORISED for (intptr_t c = 0; c < width; c++) scores[c] = z[start + c] - shift;
      total += stretch_sum(scores, width);
    }
  }
  const float factor = task->scale / (float)sum;
  const float even = task->smoothing / (float)columns * task->scale;
  VECTORISED for (intptr_t c = 0; c < columns; c++) d[c] = d[c] * factor - even;
  const intptr_t target = (intptr_t)task->targets[row];
  d[target] -= (1.0f - task->smoothing) * task->scale;
  return smoothed_loss(task, fast_log((float)sum), z[target] - shift, (float)total);
}

CLONES double kernels_softmax_cross_entropy(
    const float *scores, const float *targets, float *gradient, intptr_t rows, intptr_t columns,
    float smoothing, bool ignores, float ignored, float scale) {
  const Task task = {scores, targets, gradient, columns, smoothing, ignored, scale, ignores};
  double sum = 0;
  if (columns <= FEW) {
    for (intptr_t row = 0; row < rows; row += LANES)
      sum += few_classes(&task, row, rows - row < LANES ? rows - row : LANES);
  } else {
    for (intptr_t row = 0; row < rows; row++) sum += many_classes(&task, row);
  }
  return sum;
}
