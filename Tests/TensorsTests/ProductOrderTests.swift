import Testing

@testable import Tensors

@Suite("The order of sums in matrix products")
struct ProductOrderTests {
  private static let sizes: [[Int]] = [
    [64, 20, 30], [64, 10, 33], [37, 50, 400], [64, 3, 390], [40, 1, 50], [12, 8, 4],
  ]
  private static let own: [ProductKernel] = [.avx2, .avx512]

  @Test("Rows computed in parts have the bits of the whole", arguments: sizes)
  func parts(sizes: [Int]) {
    for start in ProductCase.Start.allCases {
      for transposeLeft in [false, true] {
        for transposeRight in [false, true] {
          let product = ProductCase(
            rows: sizes[0], columns: sizes[1], inner: sizes[2], transposeLeft: transposeLeft,
            transposeRight: transposeRight, start: start)
          for kernel in Self.own {
            guard let whole = product.run(kernel) else { continue }
            for cut in [2, sizes[0] / 2, sizes[0] - 3] {
              let parts =
                (product.run(kernel, rows: 0..<cut) ?? [])
                + (product.run(kernel, rows: cut..<sizes[0]) ?? [])
              #expect(parts == whole, "\(kernel) \(product)")
            }
          }
        }
      }
    }
  }

  @Test("Kernels of different vectors give the same bits, but for one column", arguments: sizes)
  func kernels(sizes: [Int]) {
    if sizes[1] == 1 { return }
    for transposeRight in [false, true] {
      let product = ProductCase(
        rows: sizes[0], columns: sizes[1], inner: sizes[2], transposeRight: transposeRight,
        start: .out)
      let results = Self.own.compactMap { product.run($0) }
      for result in results { #expect(result == results[0]) }
      // The plain loops too, where there are fused multiply-adds.
      if let small = product.run(.small), let first = results.first { #expect(small == first) }
    }
  }

  @Test("A product is the same from run to run")
  func runs() {
    let x = sample([65, 130], seed: 1)
    let y = sample([130, 70], seed: 2)
    let first = x.matmul(y)
    for _ in 0..<5 { #expect(x.matmul(y) == first) }
  }
}
