import Foundation
import Networks
import Tensors
import Testing

/// Activations beside the same formulas in Double, over the whole range where they change.
@Suite struct ActivationAccuracyTests {
  private let x = Tensor((-4000...4000).map { Float($0) / 128 })

  /// The largest error, in units of the last place of the value, or of the smallest normal number.
  private func error(_ layer: some Layer, _ exact: (Double) -> Double) -> Double {
    zip(x.scalars, layer(x).scalars).reduce(0) { worst, pair in
      let expected = exact(Double(pair.0))
      let unit = Double(Swift.max(Float(abs(expected)), .leastNormalMagnitude).ulp)
      return Swift.max(worst, abs(Double(pair.1) - expected) / unit)
    }
  }

  @Test func softPlus() {
    #expect(error(SoftPlus()) { Swift.max($0, 0) + log1p(exp(-abs($0))) } < 4)
  }

  @Test func exponentialLinearUnit() {
    #expect(error(ELU()) { $0 > 0 ? $0 : expm1($0) } < 6)
  }

  @Test func gaussianErrorLinearUnit() {
    // The approximation of Φ is good to 1e-7 of 1, not of its own size in the tail.
    let largest = zip(x.scalars, GELU()(x).scalars).reduce(0.0) { worst, pair in
      let x = Double(pair.0)
      let exact = 0.5 * x * erfc(-x / 2.0.squareRoot())
      return Swift.max(worst, abs(Double(pair.1) - exact) / Swift.max(1, abs(x)))
    }
    #expect(largest < 3e-7)
  }

  @Test func derivativeOfTheGaussianErrorLinearUnit() throws {
    let (_, context) = GELU().forward(x, phase: .evaluation)
    let slopes = try #require(GELU().backward(Tensor(ones: x.shape), context: context).input)
    for (x, slope) in zip(x.scalars, slopes.scalars) {
      let x = Double(x)
      let bell = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      #expect(abs(Double(slope) - (0.5 * erfc(-x / 2.0.squareRoot()) + x * bell)) < 5e-7)
    }
  }
}
