import Testing

@testable import Tensors

@Suite("Matrix products")
struct MatrixProductTests {
  /// Tiny products, which run without BLAS, products with one row or column, larger ones, and empty
  /// ones.
  private static let sizes: [[Int]] = [
    [1, 1, 1], [2, 3, 4], [3, 1, 5], [1, 7, 1], [16, 16, 16], [17, 19, 23], [1, 300, 40],
    [40, 300, 1], [1, 5000, 1], [64, 30, 10], [33, 65, 129], [0, 3, 2], [2, 0, 3], [2, 3, 0],
  ]

  @Test("Products agree with sums in Double, whichever side is transposed", arguments: sizes)
  func products(sizes: [Int]) {
    let left = sample([sizes[0], sizes[1]], seed: 1)
    let right = sample([sizes[1], sizes[2]], seed: 2)
    let expected = Naive.product(left, right)
    for (transposeLeft, transposeRight) in [
      (false, false), (true, false), (false, true), (true, true),
    ] {
      let x = transposeLeft ? left.transposed() : left
      let y = transposeRight ? right.transposed() : right
      let product = matmul(x, y, transposeLeft: transposeLeft, transposeRight: transposeRight)
      #expect(product.isClose(to: expected, tolerance: 1e-4))
      var sum = Tensor(ones: [sizes[0], sizes[2]])
      sum.addProduct(x, y, transposeLeft: transposeLeft, transposeRight: transposeRight)
      #expect(sum.isClose(to: expected + 1, tolerance: 1e-4))
    }
  }

  @Test("Small products of every width agree with sums in Double", arguments: 1...21)
  func tiles(columns: Int) {
    for rows in 1...6 {
      for inner in [1, 2, 5] {
        let x = sample([rows, inner], seed: 1)
        let y = sample([inner, columns], seed: 2)
        let expected = Naive.product(x, y)
        #expect(x.matmul(y).isClose(to: expected, tolerance: 1e-5))
        let byTransposes = matmul(
          x.transposed(), y.transposed(), transposeLeft: true, transposeRight: true)
        #expect(byTransposes.isClose(to: expected, tolerance: 1e-5))
      }
    }
  }

  @Test("A vector is a row on the left and a column on the right", arguments: [3, 300])
  func vectors(size: Int) {
    let matrix = sample([size, 5], seed: 1)
    let left = sample([size], seed: 2)
    let right = sample([5], seed: 3)
    let row = left.reshaped(to: [1, size])
    let column = right.reshaped(to: [5, 1])
    let flags = [false, true]
    for flag in flags {
      let byRow = matmul(left, matrix, transposeLeft: flag)
      #expect(byRow.shape == [5])
      #expect(byRow.isClose(to: Naive.product(row, matrix).flattened(), tolerance: 1e-4))
      let byColumn = matmul(matrix, right, transposeRight: flag)
      #expect(byColumn.shape == [size])
      #expect(byColumn.isClose(to: Naive.product(matrix, column).flattened(), tolerance: 1e-4))
    }
    let transposed = matmul(matrix, left, transposeLeft: true)
    #expect(transposed.isClose(to: matmul(left, matrix), tolerance: 1e-4))
    let dot = left.matmul(left)
    #expect(dot.shape == [])
    #expect(abs(dot.scalar - square(left).sum()) <= 1e-5 * dot.scalar)
  }

  @Test("OpenBLAS says what it is")
  func library() {
    #expect(BLAS.version.split(separator: ".").count >= 2)
    #expect(!BLAS.coreName.isEmpty)
    #expect(["AVX-512", "AVX2", "none"].contains(BLAS.tileVectors))
  }
}
