import PracticalKit

/// A matrix product of a training step: [m, k] · [k, n], so many times.
struct Product {
  let count: Int
  let m: Int
  let n: Int
  let k: Int
  let transposeLeft: Bool
  let transposeRight: Bool

  init(_ count: Int, _ m: Int, _ n: Int, _ k: Int, left: Bool = false, right: Bool = false) {
    self.count = count
    self.m = m
    self.n = n
    self.k = k
    transposeLeft = left
    transposeRight = right
  }

  /// The least time that all of them take, over several tries.
  func bestSeconds() -> Double {
    let a = Tensor(ones: transposeLeft ? [k, m] : [m, k])
    let b = Tensor(ones: transposeRight ? [n, k] : [k, n])
    var best = Double.infinity
    let end = now() + 0.02
    repeat {
      let start = now()
      let product = a.matmul(b, transposeLeft: transposeLeft, transposeRight: transposeRight)
      best = min(best, now() - start)
      if product.isEmpty { return 0 }
    } while now() < end
    return best * Double(count)
  }

  /// The three products of a linear layer: its output, and the derivatives by weights and input.
  static func linear(_ inputs: Int, _ outputs: Int, rows: Int = 64, isFirst: Bool = false)
    -> [Product]
  {
    let parameters = [
      Product(1, rows, outputs, inputs), Product(1, inputs, outputs, rows, left: true),
    ]
    return isFirst ? parameters : parameters + [Product(1, rows, inputs, outputs, right: true)]
  }

  /// The products of a convolution as one of its unfolded input.
  static func convolution(
    size: Int, taps: Int, _ inputs: Int, _ outputs: Int, isFirst: Bool = false
  ) -> [Product] {
    linear(taps * inputs, outputs, rows: 64 * size * size, isFirst: isFirst)
  }

  /// The products of an LSTM over all steps.
  static func lstm(_ inputs: Int, _ units: Int, steps: Int) -> [Product] {
    [
      Product(1, 64 * steps, 4 * units, inputs), Product(steps, 64, 4 * units, units),
      Product(steps, 64, units, 4 * units, right: true),
      Product(1, inputs, 4 * units, 64 * steps, left: true),
      Product(1, units, 4 * units, 64 * steps, left: true),
      Product(1, 64 * steps, inputs, 4 * units, right: true),
    ]
  }
}
