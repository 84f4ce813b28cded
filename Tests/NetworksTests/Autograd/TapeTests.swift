import Networks
import Tensors
import Testing

@Suite("The tape")
struct TapeTests {
  @Test func gradientsOfOneAndTwoInputs() {
    #expect(gradient(at: [1, 2, 3]) { square($0).sum() } == [2, 4, 6])
    let (dx, dy) = gradient(at: [1, 2], [3, 4]) { x, y in (x * y).sum() }
    #expect(dx == [3, 4])
    #expect(dy == [1, 2])
    let (value, slope) = valueAndGradient(at: [2]) { pow($0, 3).sum() }
    #expect(value == 8)
    #expect(slope == [12])
    let (total, slopes) = valueAndGradients(of: [[1], [2], [3]]) { $0[0] * $0[1] * $0[2] }
    #expect(total == 6)
    #expect(slopes == [[6], [3], [2]])
  }

  @Test func aLossMayHaveAxesOfSizeOne() {
    #expect(gradient(at: [[3]]) { matmul($0, $0) } == [[6]])
  }

  @Test func whatTheLossDoesNotUseHasZeros() {
    let slopes = gradient(of: [[1, 2], [3]]) { $0[1].sum() }
    #expect(slopes == [[0, 0], [1]])
  }

  @Test func resultsInBetweenCanBeAskedFor() {
    let tape = Tape()
    let x = tape.variable([1, 2, 3])
    let y = square(x)
    let z = exp(y * 0)
    let slopes = tape.gradients(of: (y * z).sum(), by: [y, x, z, y])
    #expect(slopes[0] == [1, 1, 1])
    #expect(slopes[1] == [2, 4, 6])
    #expect(slopes[2] == [1, 4, 9])
    #expect(slopes[3] == slopes[0])
  }

  @Test func whatIsComputedAsideHasNoPart() {
    let slope = gradient(at: [2, 3]) { x in
      let loss = square(x).sum()
      _ = exp(x) * log(x)
      _ = loss * 1000
      return loss
    }
    #expect(slope == [4, 6])
  }

  @Test func detachedVariablesAreConstants() {
    #expect(gradient(at: [3]) { ($0 * stopGradient($0)).sum() } == [3])
    #expect(gradient(at: [3]) { ($0 + exp($0.detached())).sum() } == [1])
    #expect(Variable([1, 2]).isConstant)
    #expect((Variable(2) * 3 + 1).scalar == 7)
    let slope = gradient(at: [1]) { x in
      #expect(!x.isConstant && (x * 2).detached().isConstant)
      return x.sum()
    }
    #expect(slope == [1])
  }

  @Test func tapesCanBeNested() {
    // The inner derivative is a constant of the outer one.
    let slope = gradient(at: [3]) { x in
      let inner = gradient(at: x.tensor) { pow($0, 3).sum() }
      return (x * inner).sum()
    }
    #expect(slope == [27])
  }

  @Test func errorsOfTheClosureAreThrown() {
    struct Stop: Error {}
    func fail(_ x: Variable) throws(Stop) -> Variable { throw Stop() }
    #expect(throws: Stop.self) { try gradient(at: [1], fail) }
    #expect(throws: Stop.self) {
      try HandWritten().valueAndGradients { _ throws(Stop) in throw Stop() }
    }
  }

  @Test func tiesShareTheDerivative() {
    #expect(gradient(at: [1, 3, 3]) { $0.max() } == [0, 0.5, 0.5])
    #expect(gradient(at: [[1, 1], [2, 3]]) { $0.min(axis: 1).sum() } == [[0.5, 0.5], [1, 0]])
    let (dx, dy) = gradient(at: [1, 2], [1, 0]) { x, y in x.maximum(y).sum() }
    #expect(dx == [0.5, 1])
    #expect(dy == [0.5, 0])
  }

  @Test func kinksHaveTheDerivativeThatIsUsual() {
    #expect(gradient(at: [0]) { relu($0).sum() } == [0])
    #expect(gradient(at: [0]) { abs($0).sum() } == [0])
    #expect(gradient(at: [0, 1]) { $0.clamped(to: 0...1).sum() } == [1, 1])
    #expect(gradient(at: [0, 2]) { pow($0, 0).sum() } == [0, 0])
  }

  @Test func aChoiceKeepsWhatWasNotTakenOut() {
    let chosen = select([0, 1], Variable(Tensor([.nan, 2])), Variable(Tensor([1, .infinity])))
    #expect(chosen.tensor == [1, 2])
    let slope = gradient(at: [3, 4]) { select([0, 1], $0, Variable(Tensor([.nan, .nan])))[1] }
    #expect(slope == [0, 1])
    // 0 · ∞ would be NaN: the input is chosen, not the result.
    let slopes = gradient(at: [0, 4]) { x in log(select(x.tensor .> 0, x, Variable(1))).sum() }
    #expect(slopes == [0, 0.25])
  }

  @Test func aMillionNodesAreReleased() {
    let slope = gradient(at: [1]) { x in
      var y = x
      for _ in 0..<500_000 { y = y + 1 }
      return y.sum()
    }
    #expect(slope == [1])
    // Also where nobody reads the tape.
    let tape = Tape()
    var y = tape.variable([1])
    for _ in 0..<500_000 { y = y * y }
    #expect(tape.count == 500_001)
  }

  @Test func readingFreesWhatWasKept() {
    let count = Witness.Count()
    let witness = Witness(count: count)
    _ = gradient(at: [1]) { x in
      var y = x
      for _ in 0..<5 { y = witness(y) }
      #expect(count.alive == 5)
      return y.sum()
    }
    // The last layer is read first; when a layer is read, those behind it are gone.
    #expect(count.seen == [5, 4, 3, 2, 1])
    #expect(count.alive == 0)
  }
}
