import Testing

@testable import Tensors

@Suite("Kernels of matrix products")
struct ProductKernelTests {
  /// Around the borders of vectors (8, 16), of tiles (2, 3 and 6 to 16 rows), of blocks of the inner
  /// index (384) and of rows (1,024), and of what goes other ways: one row, one column, few columns,
  /// rows of b that crowd the cache (1,024).
  private static let sizes: [[Int]] = [
    [1, 1, 1], [2, 3, 4], [3, 1, 5], [1, 7, 1], [5, 17, 9], [8, 16, 16], [9, 48, 3], [7, 33, 20],
    [13, 10, 30], [33, 65, 29], [12, 96, 7], [25, 112, 3], [4, 64, 18], [50, 1, 33], [1, 50, 33],
    [17, 8, 40], [300, 9, 2], [1030, 18, 2], [6, 20, 390], [20, 5, 400], [11, 100, 1],
    [32, 1024, 2],
  ]

  @Test("Kernels agree with sums in Double, in whole and partial matrices", arguments: sizes)
  func products(sizes: [Int]) {
    var product = ProductCase(rows: sizes[0], columns: sizes[1], inner: sizes[2])
    for (start, gap) in [(ProductCase.Start.zero, 0), (.out, 0), (.bias, 3)] {
      product.start = start
      product.gap = gap
      product.rectified = start == .bias
      let (expected, tolerance) = product.expected()
      for kernel in ProductKernel.allCases {
        for (transposeLeft, transposeRight) in [
          (false, false), (true, false), (false, true), (true, true),
        ] {
          product.transposeLeft = transposeLeft
          product.transposeRight = transposeRight
          guard let result = product.run(kernel) else { continue }
          let error = zip(result, expected).map { abs($0 - $1) }.max() ?? 0
          let isClose = zip(result, expected).allSatisfy { abs($0 - $1) <= tolerance }
          #expect(isClose, "\(kernel) \(product): wrong by \(error)")
        }
      }
    }
  }

  @Test("The automatic kernel is there, and BLAS; others depend on processor and size")
  func kernels() {
    let product = ProductCase(rows: 20, columns: 20, inner: 20)
    #expect(product.run(.automatic) != nil)
    #expect(product.run(.blas) != nil)
    #expect(product.run(.small) == nil)
    #expect(ProductCase(rows: 2, columns: 2, inner: 2).run(.small) != nil)
    // A processor with the wider vectors has the narrower ones too.
    if product.run(.avx512) != nil { #expect(product.run(.avx2) != nil) }
  }

  @Test("Without terms the result is what the sums start from")
  func noTerms() {
    for start in ProductCase.Start.allCases {
      for size in [3, 40] {
        let product = ProductCase(rows: size, columns: size, inner: 0, start: start)
        for kernel in ProductKernel.allCases {
          if let result = product.run(kernel) { #expect(result == product.expected().values) }
        }
      }
    }
  }

  @Test("Without rows or columns nothing happens")
  func empty() {
    #expect(matmul(Tensor(zeros: [0, 40]), Tensor(ones: [40, 50])).shape == [0, 50])
    #expect(matmul(Tensor(zeros: [50, 40]), Tensor(ones: [40, 0])).shape == [50, 0])
  }

  @Test("NaN reaches its row or column only; what lay in the memory of the result reaches nothing")
  func notANumber() {
    for (rows, columns, inner) in [(20, 40, 50), (40, 5, 50), (3, 4, 5)] {
      for (transposeLeft, transposeRight) in [(false, false), (true, true)] {
        var left = sample([rows, inner], seed: 1)
        var right = sample([inner, columns], seed: 2)
        left[1, 2] = .nan
        right[3, 2] = .infinity
        let product = matmul(
          transposeLeft ? left.transposed() : left, transposeRight ? right.transposed() : right,
          transposeLeft: transposeLeft, transposeRight: transposeRight)
        for row in 0..<rows {
          for column in 0..<columns {
            #expect(product[row, column].isNaN == (row == 1))
            #expect(row == 1 || product[row, column].isInfinite == (column == 2))
          }
        }
      }
    }
  }

  @Test("A NaN stays NaN in its row, though rectified, and reaches no other", arguments: sizes)
  func rowOfNaN(sizes: [Int]) {
    let (rows, columns) = (sizes[0], sizes[1])
    for transposeRight in [false, true] {
      let product = ProductCase(
        rows: rows, columns: columns, inner: sizes[2], transposeRight: transposeRight,
        rectified: true, rowOfNaN: rows - 1)
      for kernel in ProductKernel.allCases {
        guard let result = product.run(kernel) else { continue }
        let isInPlace = result.indices.allSatisfy {
          result[$0].isNaN == ($0 / columns == rows - 1)
        }
        #expect(isInPlace, "\(kernel) \(product)")
      }
    }
  }
}
