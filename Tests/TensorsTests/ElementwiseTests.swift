import Testing

@testable import Tensors

@Suite("Elementwise operations and broadcasting")
struct ElementwiseTests {
  private typealias Operator = (
    String, @Sendable (Tensor, Tensor) -> Tensor, @Sendable (Float, Float) -> Float
  )

  private static let operators: [Operator] = [
    ("+", { $0 + $1 }, { $0 + $1 }),
    ("-", { $0 - $1 }, { $0 - $1 }),
    ("*", { $0 * $1 }, { $0 * $1 }),
    ("/", { $0 / $1 }, { $0 / $1 }),
    ("maximum", { $0.maximum($1) }, { Swift.max($0, $1) }),
    ("minimum", { $0.minimum($1) }, { Swift.min($0, $1) }),
    (".>", { $0 .> $1 }, { $0 > $1 ? 1 : 0 }),
    (".>=", { $0 .>= $1 }, { $0 >= $1 ? 1 : 0 }),
    (".<", { $0 .< $1 }, { $0 < $1 ? 1 : 0 }),
    (".<=", { $0 .<= $1 }, { $0 <= $1 ? 1 : 0 }),
    (".==", { $0 .== $1 }, { $0 == $1 ? 1 : 0 }),
    (".!=", { $0 .!= $1 }, { $0 != $1 ? 1 : 0 }),
  ]

  @Test("Operators agree with a loop over positions, for every pair of shapes", arguments: 0..<12)
  func broadcasting(index: Int) {
    let (name, operation, scalarOperation) = Self.operators[index]
    for left in Naive.shapes {
      for right in Naive.shapes {
        guard let shape = Naive.broadcast(left, right) else { continue }
        // Small whole numbers, so that equality occurs.
        let x = sample(left, seed: 1).map { $0.rounded() }
        let y = sample(right, seed: 2).map { $0.rounded() }
        let expected = Naive.tensor(shape) {
          scalarOperation(Naive.repeated(x, $0), Naive.repeated(y, $0))
        }
        let result = operation(x, y)
        #expect(same(result, expected), "\(name) \(left) \(right)")
      }
    }
  }

  @Test("Compound assignment agrees with the operator, in place", arguments: Naive.shapes)
  func compoundAssignment(left: [Int]) {
    for right in Naive.shapes where Naive.broadcast(left, right) == left {
      let x = sample(left, seed: 1)
      let y = sample(right, seed: 2)
      var (sum, difference, product, quotient) = (x, x, x, x)
      sum += y
      difference -= y
      product *= y
      quotient /= y
      #expect(sum == x + y)
      #expect(difference == x - y)
      #expect(product == x * y)
      #expect(quotient == x / y)
    }
  }

  @Test("A tensor may be both sides of an assignment")
  func aliasing() {
    var x = sample([33])
    let original = x
    x += x
    #expect(x == 2 * original)
    x -= x
    #expect(x == Tensor(zeros: [33]))
  }

  @Test("A running total may start as a number")
  func runningTotal() {
    var total = Tensor(0)
    total += [1, 2]
    total += [3, 4]
    #expect(total == [4, 6])
  }

  @Test("Numbers stand on either side")
  func numbers() {
    let x: Tensor = [[1, 2], [4, 8]]
    let half: Float = 0.5
    #expect(x * half == [[0.5, 1], [2, 4]])
    #expect(half * x == x * half)
    #expect(half + x == x + half)
    #expect(half - x == -(x - half))
    #expect(8 / x == [[8, 4], [2, 1]])
    #expect(half / x == 1 / (x / half))
    #expect((x .> half) == Tensor(ones: [2, 2]))
    var y = x
    y += half
    y -= half
    y *= half
    y /= half
    #expect(y == x)
  }

  @Test("A scaled sum takes one pass")
  func addScaled() {
    var x: Tensor = [1, 2, 3]
    x.add([10, 20, 30], scaledBy: -0.5)
    #expect(x == [-4, -8, -12])
  }

  @Test("NaN is not lost in maxima, minima and comparisons")
  func notANumber() {
    let x = Tensor([.nan, 1])
    #expect(x.maximum(0).scalars[0].isNaN)
    #expect(x.minimum(0).scalars[0].isNaN)
    #expect(Tensor([1, 1]).maximum(x).scalars[0].isNaN)
    #expect(relu(x).scalars[0].isNaN)
    #expect((x .== x) == [0, 1])
    #expect((x .!= x) == [1, 0])
    #expect(x != x)
    #expect(x != Tensor([.nan, 1]))
    #expect(Tensor([0, 1]) == Tensor([-0.0, 1]))
  }

  @Test("Finite tensors")
  func finite() {
    #expect(Tensor([1, -2, 1e38]).isFinite)
    #expect(Tensor([]).isFinite)
    #expect(!Tensor([1, .nan]).isFinite)
    #expect(!Tensor([1, .infinity]).isFinite)
    #expect(!Tensor([-.infinity, .infinity]).isFinite)
  }

  @Test("Closeness is relative for large numbers, absolute for small ones")
  func closeness() {
    #expect(Tensor([1e6]).isClose(to: Tensor([1e6 + 1]), tolerance: 1e-5))
    #expect(!Tensor([1]).isClose(to: [1.001], tolerance: 1e-5))
    #expect(Tensor([0]).isClose(to: [1e-6], tolerance: 1e-5))
    #expect(!Tensor([0]).isClose(to: [[0]]))
    #expect(Tensor([.infinity]).isClose(to: Tensor([.infinity])))
    #expect(!Tensor([.infinity]).isClose(to: [1e38]))
    #expect(!Tensor([.nan]).isClose(to: Tensor([.nan])))
  }

  /// Equal, counting NaN equal to NaN.
  private func same(_ first: Tensor, _ second: Tensor) -> Bool {
    first.shape == second.shape
      && zip(first.scalars, second.scalars).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
