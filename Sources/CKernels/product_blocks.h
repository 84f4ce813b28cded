// What of a matrix product is worked on when, for one kind of processor: it goes with product_tiles.h.

// How much of the inner index, and how many rows, are worked on at a time: a strip of b stays in the first-level
// cache or near it, the rows of a in the second.
enum { INNER_BLOCK = 384, ROW_BLOCK = 1024, FEW_ROWS = 32 };

// Writes the transpose of `rows` rows of `columns` numbers, neither more than a vector has lanes.
INLINE TARGET void transpose_block(
    intptr_t rows, intptr_t columns, const float *from, intptr_t from_row, float *to, intptr_t to_row) {
  const Mask from_mask = first_lanes(columns), to_mask = first_lanes(rows);
  Vector block[LANE_COUNT];
  UNROLLED for (int i = 0; i < LANE_COUNT; i++)
    block[i] = i < rows ? load_some(from_mask, from + i * from_row) : zero();
  transpose(block);
  UNROLLED for (int i = 0; i < LANE_COUNT; i++)
    if (i < columns) store_some(to_mask, to + i * to_row, block[i]);
}

// Writes the transpose of any number of rows and columns.
static TARGET void transpose_matrix(
    intptr_t rows, intptr_t columns, const float *from, intptr_t from_row, float *to, intptr_t to_row) {
  for (intptr_t row = 0; row < rows; row += LANE_COUNT) {
    const intptr_t height = rows - row < LANE_COUNT ? rows - row : LANE_COUNT;
    for (intptr_t column = 0; column < columns; column += LANE_COUNT) {
      const intptr_t width = columns - column < LANE_COUNT ? columns - column : LANE_COUNT;
      const float *block = from + row * from_row + column;
      float *transposed = to + column * to_row + row;
      // Twice, because a block that is known to be whole needs no branches.
      if (height == LANE_COUNT && width == LANE_COUNT)
        transpose_block(LANE_COUNT, LANE_COUNT, block, from_row, transposed, to_row);
      else
        transpose_block(height, width, block, from_row, transposed, to_row);
    }
  }
}

// Writes `rows` rows, as wide as a strip, one directly below the other.
static TARGET void copy_rows(
    intptr_t rows, intptr_t width, Mask mask, const float *from, intptr_t from_row, float *to) {
  for (intptr_t row = 0; row < rows; row++) {
    for (intptr_t j = 0; j + 1 < width; j++) store(to + j * LANE_COUNT, load(from + j * LANE_COUNT));
    store(to + (width - 1) * LANE_COUNT, load_some(mask, from + (width - 1) * LANE_COUNT));
    from += from_row;
    to += width * LANE_COUNT;
  }
}

// One strip of the product: `width` vectors of columns from `column` on, rows from `row` on, a block of the inner
// index from `p` on.
INLINE TARGET void run_part(
    const Product *product, intptr_t p, intptr_t inner, intptr_t row, intptr_t column, intptr_t width,
    float *packed) {
  const intptr_t rows = product->m - row < ROW_BLOCK ? product->m - row : ROW_BLOCK;
  const intptr_t columns = product->n - column < width * LANE_COUNT ? product->n - column : width * LANE_COUNT;
  const intptr_t a_row = product->transpose_a ? 1 : product->a_row;
  const intptr_t a_column = product->transpose_a ? product->a_row : 1;
  Strip strip = {
      .a = product->a + row * a_row + p * a_column,
      .a_row = a_row,
      .a_column = a_column,
      .b = product->b + p * product->b_row + column,
      .b_row = product->b_row,
      .out = product->out + row * product->out_row + column,
      .out_row = product->out_row,
      .inner = inner,
      .bias = p == 0 && product->bias != 0 ? product->bias + column : 0,
      .accumulate = product->accumulate || p > 0,
      .rectify = product->rectify && p + inner == product->k,
      .mask = first_lanes(columns - (width - 1) * LANE_COUNT),
  };
  if (product->transpose_b) {
    transpose_matrix(
        columns, inner, product->b + column * product->b_row + p, product->b_row, packed, width * LANE_COUNT);
    strip.b = packed;
    strip.b_row = width * LANE_COUNT;
  } else if (CROWDED_ROW > 0 && product->b_row % CROWDED_ROW == 0 && rows >= FEW_ROWS) {
    copy_rows(inner, width, strip.mask, strip.b, strip.b_row, packed);
    strip.b = packed;
    strip.b_row = width * LANE_COUNT;
  }
  switch (width) {
    case 1: run_strip_1(&strip, rows); break;
    case 2: run_strip_2(&strip, rows); break;
    default: run_strip_3(&strip, rows);
  }
}

static TARGET void run_strips(const Product *product) {
  _Alignas(64) float packed[INNER_BLOCK * WIDEST * LANE_COUNT];
  const intptr_t vectors = (product->n + LANE_COUNT - 1) / LANE_COUNT;
  intptr_t p = 0;
  do {
    const intptr_t inner = product->k - p < INNER_BLOCK ? product->k - p : INNER_BLOCK;
    for (intptr_t row = 0; row < product->m; row += ROW_BLOCK) {
      for (intptr_t vector = 0; vector < vectors;) {
        // Threes, and twos at the end: a tile one vector wide would wait for its loads of a.
        const intptr_t left = vectors - vector, width = left == 4 ? 2 : left < WIDEST ? left : WIDEST;
        run_part(product, p, inner, row, vector * LANE_COUNT, width, packed);
        vector += width;
      }
    }
    p += inner;
  } while (p < product->k);
}

// A product of a single vector of columns, as the transpose of op(b)ᵀ · op(a)ᵀ: with the rows in the vectors no
// lane is idle, and the order of every sum stays what it was.
static TARGET void run_narrow(const Product *product) {
  enum { PART = 5 * WIDEST * LANE_COUNT };
  _Alignas(64) float transposed[LANE_COUNT * PART];
  const intptr_t n = product->n;
  for (intptr_t row = 0; row < product->m; row += PART) {
    const intptr_t rows = product->m - row < PART ? product->m - row : PART;
    float *out = product->out + row * product->out_row;
    if (product->bias != 0) {
      for (intptr_t j = 0; j < n; j++)
        for (intptr_t i = 0; i < rows; i += LANE_COUNT) store(transposed + j * PART + i, repeat(product->bias[j]));
    } else if (product->accumulate) {
      transpose_matrix(rows, n, out, product->out_row, transposed, PART);
    }
    const Product part = {
        .transpose_a = !product->transpose_b,
        .transpose_b = !product->transpose_a,
        .m = n,
        .n = rows,
        .k = product->k,
        .a = product->b,
        .a_row = product->b_row,
        .b = product->a + row * (product->transpose_a ? 1 : product->a_row),
        .b_row = product->a_row,
        .out = transposed,
        .out_row = PART,
        .accumulate = product->bias != 0 || product->accumulate,
        .rectify = product->rectify,
    };
    run_strips(&part);
    transpose_matrix(n, rows, transposed, PART, out, product->out_row);
  }
}

// The columns in two parts: whole vectors of them, and the rest, which may leave most of a last vector idle. The rest
// goes by rows where that is cheaper: where it is all there is, where the rows of a lie in memory as its columns, or
// where it is very little.
static TARGET void run_matrices(const Product *product) {
  const intptr_t wide = (product->n - 1) / LANE_COUNT * LANE_COUNT, rest = product->n - wide;
  const bool is_little = rest <= (product->transpose_a ? LANE_COUNT / 2 : LANE_COUNT / 4);
  const bool goes_by_rows = wide == 0 ? product->m > rest : is_little && product->m >= LANE_COUNT;
  if (!goes_by_rows) {
    run_strips(product);
    return;
  }
  Product part = *product;
  part.n = wide;
  if (wide > 0) run_strips(&part);
  part.n = rest;
  part.b += product->transpose_b ? wide * product->b_row : wide;
  part.out += wide;
  if (part.bias != 0) part.bias += wide;
  run_narrow(&part);
}

static TARGET void run(const Product *product) {
  const intptr_t m = product->m, n = product->n, k = product->k;
  if (n == 1 && !product->transpose_a && (product->transpose_b || product->b_row == 1))
    run_matrix_vector(
        m, k, product->a, product->a_row, product->b, product->out_row, product->bias, 0, product);
  else if (m == 1 && product->transpose_b && (!product->transpose_a || product->a_row == 1))
    run_matrix_vector(n, k, product->b, product->b_row, product->a, 1, product->bias, 1, product);
  else
    run_matrices(product);
}
