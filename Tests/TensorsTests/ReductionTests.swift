import Glibc
import Testing

@testable import Tensors

@Suite("Reductions")
struct ReductionTests {
  @Test("Reductions along every axis agree with a loop", arguments: Naive.shapes)
  func alongAxes(shape: [Int]) {
    let x = sample(shape)
    for axis in shape.indices {
      let kept = x.shape.replacing(axis: axis, with: 1)
      expect(x, axis, { $0.sum(axis: $1) }, { $0.reduce(0, +) })
      #expect(x.sum(axis: axis, keepDimensions: true).shape == kept)
      #expect(x.sum(axis: axis - shape.count) == x.sum(axis: axis))
      if shape[axis] == 0 { continue }
      expect(x, axis, { $0.mean(axis: $1) }, { mean($0) })
      expect(x, axis, { $0.variance(axis: $1) }, { variance($0, 0) })
      expect(x, axis, { $0.standardDeviation(axis: $1) }, { variance($0, 0).squareRoot() })
      expect(x, axis, { $0.max(axis: $1) }, { $0.max() ?? 0 })
      expect(x, axis, { $0.min(axis: $1) }, { $0.min() ?? 0 })
      expect(x, axis, { $0.logSumExp(axis: $1) }, { log($0.map { exp($0) }.reduce(0, +)) })
      #expect(x.max(axis: axis, keepDimensions: true).shape == kept)
      #expect(x.variance(axis: axis, keepDimensions: true).shape == kept)
      #expect(x.logSumExp(axis: axis, keepDimensions: true).shape == kept)
      expect(x, axis, { indices($0.argMax(axis: $1), $0, $1) }, { Float(place($0, of: $0.max())) })
      expect(x, axis, { indices($0.argMin(axis: $1), $0, $1) }, { Float(place($0, of: $0.min())) })
      if shape[axis] > 1 {
        expect(x, axis, { $0.variance(axis: $1, correction: 1) }, { variance($0, 1) })
      }
    }
  }

  @Test("Reductions over all scalars", arguments: Naive.shapes)
  func overAll(shape: [Int]) {
    let x = sample(shape)
    #expect(abs(x.sum() - x.scalars.reduce(0, +)) < 1e-3)
    if x.isEmpty {
      #expect(x.mean().isNaN && x.variance().isNaN)
      return
    }
    #expect(abs(x.mean() - mean(x.scalars)) < 1e-5)
    #expect(abs(x.variance() - variance(x.scalars, 0)) < 1e-4)
    #expect(abs(x.standardDeviation() - variance(x.scalars, 0).squareRoot()) < 1e-4)
    #expect(x.max() == x.scalars.max())
    #expect(x.min() == x.scalars.min())
    #expect(x.argMax() == place(x.scalars, of: x.scalars.max()))
    #expect(x.argMin() == place(x.scalars, of: x.scalars.min()))
  }

  @Test("Sums of many numbers stay exact to six digits")
  func longSums() {
    let x = Tensor(repeating: 0.1, shape: [3_000_000])
    #expect(abs(x.mean() - 0.1) < 1e-7)
    let columns = Tensor(repeating: 0.1, shape: [300_000, 3])
    #expect(columns.mean(axis: 0).isClose(to: [0.1, 0.1, 0.1], tolerance: 1e-6))
    #expect(x.matmul(x).isClose(to: Tensor(30_000), tolerance: 1e-6))
  }

  @Test(
    "Sums of columns agree with a loop, whatever the width",
    arguments: [[3, 40], [128, 15], [9, 2], [129, 81], [200, 275], [140, 260], [300, 256]])
  func columns(shape: [Int]) {
    let x = sample(shape)
    let expected = Naive.reduced(x, 0) { Float($0.reduce(0.0) { $0 + Double($1) }) }
    #expect(x.sum(axis: 0).isClose(to: expected, tolerance: 1e-4))
  }

  @Test("NaN is seen wherever it stands", arguments: [1, 15, 16, 17, 63, 64, 65, 200])
  func notANumber(count: Int) {
    for position in 0..<count {
      var x = sample([count])
      x[position] = .nan
      #expect(x.max().isNaN && x.min().isNaN)
      #expect(x.argMax() == position && x.argMin() == position)
      #expect(x.reshaped(to: [count, 1]).max(axis: 0).scalars[0].isNaN)
      let two = Tensor(stacking: [x, x], axis: 1)
      #expect(two.min(axis: 0).scalars.allSatisfy { $0.isNaN })
    }
  }

  @Test("The first of equals is taken")
  func ties() {
    let x: Tensor = [1, 3, 3, 1]
    #expect(x.argMax() == 1 && x.argMin() == 0)
    #expect(Tensor(zeros: [2, 4]).argMax(axis: 1) == [0, 0])
  }

  @Test("Softmax sums to 1 along its axis and does not overflow", arguments: Naive.shapes)
  func softmax(shape: [Int]) {
    let x = sample(shape)
    for axis in shape.indices where shape[axis] > 0 {
      let exponentials = x.map { Glibc.exp($0) }
      let expected = exponentials / exponentials.sum(axis: axis, keepDimensions: true)
      #expect(x.softmax(axis: axis).isClose(to: expected, tolerance: 1e-6))
      #expect((x + 1000).softmax(axis: axis).isClose(to: expected, tolerance: 1e-4))
      let logarithm = expected.map { Glibc.log($0) }
      #expect(x.logSoftmax(axis: axis).isClose(to: logarithm, tolerance: 1e-5))
    }
  }

  @Test("Softmax at the edge of Float")
  func softmaxEdges() {
    #expect(Tensor([1e38, 0]).softmax() == [1, 0])
    #expect(Tensor([1e38, 0]).logSumExp().scalar == 1e38)
    #expect(Tensor([-1e38, -1e38]).softmax() == [0.5, 0.5])
    #expect(Tensor([-.infinity, 0]).softmax() == [0, 1])
    #expect(Tensor([-.infinity, -.infinity]).logSumExp().scalar == -.infinity)
    #expect(Tensor([.nan, 0]).softmax().scalars.allSatisfy { $0.isNaN })
    #expect(Tensor(zeros: [2, 0]).logSumExp(axis: 1).scalars == [-.infinity, -.infinity])
    let wide = sample([2, 9001])
    #expect(abs(wide.softmax().sum() - 2) < 1e-5)
    #expect(exp(wide.logSoftmax()).isClose(to: wide.softmax(), tolerance: 1e-6))
  }

  private func expect(
    _ x: Tensor, _ axis: Int, _ reduce: (Tensor, Int) -> Tensor, _ naive: ([Float]) -> Float,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = Naive.reduced(x, axis, naive)
    #expect(
      reduce(x, axis).isClose(to: expected, tolerance: 1e-4), sourceLocation: sourceLocation)
  }

  private func indices(_ positions: [Int], _ x: Tensor, _ axis: Int) -> Tensor {
    Tensor(positions.map(Float.init), shape: x.shape.removing(axis: axis))
  }

  private func place(_ numbers: [Float], of number: Float?) -> Int {
    numbers.firstIndex { $0 == number } ?? -1
  }

  private func mean(_ numbers: [Float]) -> Float {
    Float(numbers.reduce(0.0) { $0 + Double($1) } / Double(numbers.count))
  }

  private func variance(_ numbers: [Float], _ correction: Int) -> Float {
    let center = Double(mean(numbers))
    let squares = numbers.reduce(0.0) { $0 + (Double($1) - center) * (Double($1) - center) }
    return Float(squares / Double(numbers.count - correction))
  }
}
