import Glibc
import Testing

@testable import Tensors

@Suite("Functions")
struct FunctionTests {
  /// Distance in units in the last place of the exact result.
  private func ulps(_ value: Float, _ exact: Double) -> Double {
    abs(Double(value) - exact) / Double(Float(exact).ulp)
  }

  private func worst(
    _ range: ClosedRange<Float>, _ function: (Tensor) -> Tensor, _ exact: (Double) -> Double
  ) -> Double {
    // A count that leaves a remainder for the scalar tail of the vector loop.
    let x = Tensor(from: range.lowerBound, through: range.upperBound, count: 200_003)
    return zip(x.scalars, function(x).scalars).reduce(0) { worst, pair in
      max(worst, ulps(pair.1, exact(Double(pair.0))))
    }
  }

  @Test("exp is within 2 ulp wherever its result is normal")
  func exponential() {
    #expect(worst(-87.3...88.7, exp, Glibc.exp) < 2)
    #expect(worst(-1...1, exp, Glibc.exp) < 2)
    #expect(exp([0, 100, -200] as Tensor) == Tensor([1, .infinity, 0]))
    #expect(exp(Tensor([.infinity, -.infinity])) == Tensor([.infinity, 0]))
    #expect(exp(Tensor([.nan])).scalars[0].isNaN)
    // Denormal results keep what precision they have.
    #expect(worst(-103...(-87.4), exp, Glibc.exp) < 2)
  }

  @Test("log is within 2 ulp, denormal numbers included")
  func logarithm() {
    #expect(worst(1e-3...3, log, Glibc.log) < 2)
    #expect(worst(0.9...1.1, log, Glibc.log) < 2)
    #expect(worst(1...1e30, log, Glibc.log) < 2)
    #expect(worst(.leastNonzeroMagnitude ... .leastNormalMagnitude, log, Glibc.log) < 2)
    let edges = log(Tensor([0, .infinity, -1, .nan])).scalars
    #expect(edges[0] == -.infinity && edges[1] == .infinity)
    #expect(edges[2].isNaN && edges[3].isNaN)
  }

  @Test("tanh and the sigmoid are within 3 ulp")
  func sigmoids() {
    #expect(worst(-10...10, tanh, Glibc.tanh) < 3)
    #expect(worst(-1e-3...1e-3, tanh, Glibc.tanh) < 3)
    #expect(worst(-80...80, sigmoid) { 1 / (1 + Glibc.exp(-$0)) } < 3)
    #expect(tanh(Tensor([.infinity, -.infinity, 0])) == [1, -1, 0])
    #expect(sigmoid(Tensor([.infinity, -.infinity, 0])) == [1, 0, 0.5])
    #expect(tanh(Tensor([.nan])).scalars[0].isNaN && sigmoid(Tensor([.nan])).scalars[0].isNaN)
  }

  @Test("Functions that are exact", arguments: Naive.shapes)
  func exact(shape: [Int]) {
    let x = sample(shape)
    #expect(sqrt(abs(x)) == x.map { $0.magnitude.squareRoot() })
    #expect(square(x) == x.map { $0 * $0 })
    #expect(relu(x) == x.map { Swift.max($0, 0) })
    #expect(-x == x.map { -$0 })
    #expect(+x == x)
    #expect(x.clamped(to: -1...0.5) == x.map { Swift.min(Swift.max($0, -1), 0.5) })
    #expect(x.maximum(0.25).minimum(1) == x.clamped(to: 0.25...1))
    #expect(exp(x).shape == x.shape && log(x).shape == x.shape)
  }

  @Test("Powers", arguments: [-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4] as [Float])
  func powers(exponent: Float) {
    let x = abs(sample([3, 7])) + 0.1
    let expected = x.map { Float(Glibc.pow(Double($0), Double(exponent))) }
    #expect(pow(x, exponent).isClose(to: expected, tolerance: 1e-6))
    #expect(pow(x, Tensor(exponent)).isClose(to: expected, tolerance: 1e-6))
    #expect(pow([-1.5] as Tensor, 2) == [2.25])
  }
}
