// Products of a matrix and a vector, for one kind of processor: it goes with product_tiles.h.

enum { DOT_ROWS = 8 };

// out[i] = Σ_p rows[i][p] · vector[p], with as many running sums as a vector has lanes: those of the rows of one
// product never mix, so a sum does not depend on the rows beside it.
INLINE TARGET void dot_rows(
    int count, intptr_t inner, const float *rows, intptr_t row, const float *vector, float *sums) {
  Vector partial[DOT_ROWS];
  UNROLLED for (int i = 0; i < count; i++) partial[i] = zero();
  intptr_t p = 0;
  for (; p + LANE_COUNT <= inner; p += LANE_COUNT) {
    const Vector right = load(vector + p);
    UNROLLED for (int i = 0; i < count; i++) partial[i] = multiply_add(load(rows + i * row + p), right, partial[i]);
  }
  if (p < inner) {
    const Mask mask = first_lanes(inner - p);
    const Vector right = load_some(mask, vector + p);
    UNROLLED for (int i = 0; i < count; i++)
      partial[i] = multiply_add(load_some(mask, rows + i * row + p), right, partial[i]);
  }
  UNROLLED for (int i = 0; i < count; i++) sums[i] = sum_of_lanes(partial[i]);
}

// A product of a matrix and a vector that lies in one piece, the matrix read along its rows.
static TARGET void run_matrix_vector(
    intptr_t rows, intptr_t inner, const float *matrix, intptr_t matrix_row, const float *vector,
    intptr_t out_step, const float *bias, intptr_t bias_step, const Product *product) {
  for (intptr_t row = 0; row < rows; row += DOT_ROWS) {
    const intptr_t count = rows - row < DOT_ROWS ? rows - row : DOT_ROWS;
    float sums[DOT_ROWS];
    const float *first = matrix + row * matrix_row;
    if (count == DOT_ROWS) dot_rows(DOT_ROWS, inner, first, matrix_row, vector, sums);
    else for (intptr_t i = 0; i < count; i++) dot_rows(1, inner, first + i * matrix_row, matrix_row, vector, sums + i);
    for (intptr_t i = 0; i < count; i++) {
      float *out = product->out + (row + i) * out_step;
      const float start = bias != 0 ? bias[(row + i) * bias_step] : product->accumulate ? *out : 0.0f;
      const float sum = start + sums[i];
      *out = product->rectify && !(sum > 0.0f || sum != sum) ? 0.0f : sum;
    }
  }
}
