#include "CKernels.h"
#include "clones.h"

CLONES intptr_t kernels_token_check(const float *tokens, intptr_t count, intptr_t vocabulary) {
  const float limit = (float)vocabulary;
  int32_t bad = 0;
  VECTORISED for (intptr_t i = 0; i < count; i++) {
    const float x = tokens[i];
    bad |= !(x >= 0 && x < limit && x == __builtin_truncf(x));
  }
  if (!bad) return -1;
  for (intptr_t i = 0; i < count; i++)
    if (!(tokens[i] >= 0 && tokens[i] < limit && tokens[i] == __builtin_truncf(tokens[i]))) return i;
  return -1;
}

void kernels_embedding_gather(
    const float *table, intptr_t size, const float *tokens, intptr_t count, float *out) {
  for (intptr_t i = 0; i < count; i++)
    memcpy(out + i * size, table + (intptr_t)tokens[i] * size, (size_t)size * sizeof(float));
}

// The sum of the rows stays in registers, 64 columns of it at a time.
INLINE void mean_of_columns(
    int lanes, const float *table, intptr_t size, const float *tokens, intptr_t length, intptr_t skipped,
    float scale, float *out) {
  Lanes sums[4] = {0};
  for (intptr_t t = 0; t < length; t++) {
    const intptr_t token = (intptr_t)tokens[t];
    if (token == skipped) continue;
    for (int j = 0; j < lanes; j++) sums[j] += LANES_AT(table + token * size + j * LANES);
  }
  for (int j = 0; j < lanes; j++) *(LooseLanes *)(out + j * LANES) = sums[j] * scale;
}

CLONES void kernels_embedding_mean(
    const float *table, intptr_t size, const float *tokens, intptr_t samples, intptr_t steps,
    const intptr_t *lengths, intptr_t skipped, float *out, float *scale) {
  for (intptr_t n = 0; n < samples; n++, tokens += steps, out += size) {
    intptr_t count = 0;
    for (intptr_t t = 0; t < lengths[n]; t++) count += (intptr_t)tokens[t] != skipped;
    scale[n] = count > 0 ? 1.0f / (float)count : 0.0f;
    intptr_t start = 0;
    for (; start + 4 * LANES <= size; start += 4 * LANES)
      mean_of_columns(4, table + start, size, tokens, lengths[n], skipped, scale[n], out + start);
    for (; start + LANES <= size; start += LANES)
      mean_of_columns(1, table + start, size, tokens, lengths[n], skipped, scale[n], out + start);
    for (; start < size; start++) {
      float sum = 0;
      for (intptr_t t = 0; t < lengths[n]; t++)
        if ((intptr_t)tokens[t] != skipped) sum += table[(intptr_t)tokens[t] * size + start];
      out[start] = sum * scale[n];
    }
  }
}

// One bit for every word of the vocabulary: counting the bits below a token's gives its place without sorting.
intptr_t kernels_token_rows(
    const float *tokens, intptr_t samples, intptr_t steps, const intptr_t *lengths, intptr_t vocabulary,
    intptr_t skipped, uint64_t *words, intptr_t *rows, intptr_t *places) {
  const intptr_t word_count = (vocabulary + 63) / 64;
  uint64_t *below = words + word_count;
  memset(words, 0, (size_t)word_count * sizeof(uint64_t));
  for (intptr_t n = 0; n < samples; n++) {
    for (intptr_t t = 0; t < lengths[n]; t++) {
      const intptr_t token = (intptr_t)tokens[n * steps + t];
      if (token != skipped) words[token / 64] |= (uint64_t)1 << token % 64;
    }
  }
  intptr_t count = 0;
  for (intptr_t w = 0; w < word_count; w++) {
    below[w] = (uint64_t)count;
    for (uint64_t bits = words[w]; bits != 0; bits &= bits - 1) rows[count++] = w * 64 + __builtin_ctzll(bits);
  }
  for (intptr_t n = 0; n < samples; n++) {
    for (intptr_t t = 0; t < steps; t++) {
      const intptr_t token = (intptr_t)tokens[n * steps + t];
      const uint64_t earlier = words[token / 64] & (((uint64_t)1 << token % 64) - 1);
      const bool counts = t < lengths[n] && token != skipped;
      places[n * steps + t] = counts ? (intptr_t)below[token / 64] + __builtin_popcountll(earlier) : -1;
    }
  }
  return count;
}

CLONES void kernels_embedding_scatter(
    const intptr_t *places, intptr_t samples, intptr_t steps, intptr_t size, const float *gradient, bool shared,
    const float *scale, float *values, intptr_t value_count) {
  memset(values, 0, (size_t)value_count * sizeof(float));
  for (intptr_t n = 0; n < samples; n++) {
    const float factor = scale[n];
    for (intptr_t t = 0; t < steps; t++) {
      const intptr_t place = places[n * steps + t];
      if (place < 0) continue;
      const float *from = gradient + (shared ? n : n * steps + t) * size;
      float *to = values + place * size;
      VECTORISED for (intptr_t i = 0; i < size; i++) to[i] += factor * from[i];
    }
  }
}
