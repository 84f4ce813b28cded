// The matrix product for one kind of processor. The including file gives its vectors: the types `Vector` and `Mask`,
// their `LANE_COUNT`, how many sums fit in the registers (`SUM_COUNT`), and the functions on them.

// A strip of the product, at most `WIDEST` vectors wide: what does not change from tile to tile.
typedef struct {
  const float *a;
  intptr_t a_row, a_column;
  const float *b;
  intptr_t b_row;
  float *out;
  intptr_t out_row;
  intptr_t inner;
  // The sums start from these numbers, one for each column, or from `out`, or from 0.
  const float *bias;
  bool accumulate, rectify;
  // The columns of the last vector.
  Mask mask;
} Strip;

enum { WIDEST = 3, TALLEST = 16 };

#define UNROLLED _Pragma("clang loop unroll(full)")

// A tile of `rows` × `width` vectors of sums that stay in registers. `rows` and `width` are constants at every call,
// so that the loops over them disappear. Every sum is taken in the order of the inner index by fused multiply-adds,
// so its bits do not depend on the tile that it stands in, nor on how a caller cuts the rows into parts.
INLINE TARGET void tile(int rows, int width, const Strip *strip, intptr_t row) {
  Vector sums[TALLEST][WIDEST];
  const intptr_t a_row = strip->a_row, a_column = strip->a_column, b_row = strip->b_row;
  const intptr_t out_row = strip->out_row;
  const Mask mask = strip->mask;
  const float *a = strip->a + row * a_row;
  const float *b = strip->b;
  float *out = strip->out + row * out_row;
  const float *start = strip->bias != 0 ? strip->bias : strip->accumulate ? out : 0;
  const intptr_t start_row = strip->bias != 0 ? 0 : out_row;
  UNROLLED for (int i = 0; i < rows; i++)
    UNROLLED for (int j = 0; j < width; j++)
      sums[i][j] = start == 0      ? zero()
                   : j + 1 < width ? load(start + i * start_row + j * LANE_COUNT)
                                   : load_some(mask, start + i * start_row + j * LANE_COUNT);
  for (intptr_t p = strip->inner; p > 0; p--) {
    Vector right[WIDEST];
    UNROLLED for (int j = 0; j < width; j++)
      right[j] = j + 1 < width ? load(b + j * LANE_COUNT) : load_some(mask, b + j * LANE_COUNT);
    UNROLLED for (int i = 0; i < rows; i++) {
      const Vector left = repeat(a[i * a_row]);
      UNROLLED for (int j = 0; j < width; j++) sums[i][j] = multiply_add(left, right[j], sums[i][j]);
    }
    a += a_column;
    b += b_row;
  }
  UNROLLED for (int i = 0; i < rows; i++) {
    UNROLLED for (int j = 0; j < width; j++) {
      const Vector sum = strip->rectify ? positive(sums[i][j]) : sums[i][j];
      if (j + 1 < width) store(out + i * out_row + j * LANE_COUNT, sum);
      else store_some(mask, out + i * out_row + j * LANE_COUNT, sum);
    }
  }
}

#define TILE(count)                                                   \
  case count:                                                         \
    if (count * width <= SUM_COUNT) tile(count, width, strip, row);   \
    break

INLINE TARGET void tile_of_rows(intptr_t rows, int width, const Strip *strip, intptr_t row) {
  switch (rows) {
    TILE(1); TILE(2); TILE(3); TILE(4); TILE(5); TILE(6); TILE(7); TILE(8);
    TILE(9); TILE(10); TILE(11); TILE(12); TILE(13); TILE(14); TILE(15); TILE(16);
  }
}

// The strip in tiles as tall as the registers allow, their heights as even as possible: a last tile of one row
// would leave the multipliers waiting for their own results.
INLINE TARGET void run_strip(int width, const Strip *strip, intptr_t m) {
  const intptr_t tallest = SUM_COUNT / width < TALLEST ? SUM_COUNT / width : TALLEST;
  intptr_t tiles = (m + tallest - 1) / tallest;
  for (intptr_t row = 0; row < m; tiles--) {
    const intptr_t rows = (m - row + tiles - 1) / tiles;
    tile_of_rows(rows, width, strip, row);
    row += rows;
  }
}

static TARGET void run_strip_1(const Strip *strip, intptr_t m) { run_strip(1, strip, m); }
static TARGET void run_strip_2(const Strip *strip, intptr_t m) { run_strip(2, strip, m); }
static TARGET void run_strip_3(const Strip *strip, intptr_t m) { run_strip(3, strip, m); }
