import Testing

@testable import Tensors

@Suite("Products of many matrices")
struct BatchedProductTests {
  /// Shapes of both sides without transposes, and of the product, as NumPy's `matmul` has them.
  private static let shapes: [[[Int]]] = [
    [[2, 3, 4], [2, 4, 5], [2, 3, 5]],
    [[2, 3, 4], [4, 5], [2, 3, 5]],
    [[3, 4], [2, 4, 5], [2, 3, 5]],
    [[2, 3, 4], [1, 4, 5], [2, 3, 5]],
    [[1, 3, 4], [2, 4, 5], [2, 3, 5]],
    [[2, 1, 3, 4], [3, 4, 5], [2, 3, 3, 5]],
    [[2, 3, 1, 4], [1, 3, 4, 1], [2, 3, 1, 1]],
    [[2, 2, 2, 3, 3, 2], [1, 2, 1, 1, 2, 4], [2, 2, 2, 3, 3, 4]],
    [[2, 3, 4], [4], [2, 3]],
    [[4], [2, 4, 5], [2, 5]],
    [[2, 2, 3, 4], [4], [2, 2, 3]],
    [[0, 3, 4], [4, 5], [0, 3, 5]],
    [[0, 3, 4], [0, 4, 5], [0, 3, 5]],
    [[2, 3, 0], [2, 0, 5], [2, 3, 5]],
    [[2, 0, 4], [2, 4, 5], [2, 0, 5]],
    [[3, 20, 17], [3, 17, 33], [3, 20, 33]],
  ]

  /// Σ_k x[…, i, k] y[…, k, j], index by index.
  private static func naive(_ left: Tensor, _ right: Tensor, _ shape: [Int]) -> Tensor {
    let leftIsVector = left.rank == 1
    let rightIsVector = right.rank == 1
    let left = leftIsVector ? left.reshaped(to: [1, left.count]) : left
    let right = rightIsVector ? right.reshaped(to: [right.count, 1]) : right
    return Naive.tensor(shape) { position in
      var rest = position
      let column = rightIsVector ? 0 : rest.removeLast()
      let row = leftIsVector ? 0 : rest.removeLast()
      var sum = 0.0
      for k in 0..<left.shape[-1] {
        sum +=
          Double(batched(left, rest + [row, k])) * Double(batched(right, rest + [k, column]))
      }
      return Float(sum)
    }
  }

  /// The scalar at a position whose leading axes broadcast.
  private static func batched(_ tensor: Tensor, _ position: [Int]) -> Float {
    let sizes = tensor.shape.dimensions
    let place = Array(position.suffix(sizes.count))
    let leading = zip(place, sizes).dropLast(2).map { $1 == 1 ? 0 : $0 }
    return Naive.scalar(tensor, leading + place.suffix(2))
  }

  /// A tensor with its last two axes exchanged.
  private static func exchanged(_ tensor: Tensor) -> Tensor {
    if tensor.rank < 2 { return tensor }
    var axes = Array(0..<tensor.rank)
    axes.swapAt(tensor.rank - 1, tensor.rank - 2)
    return tensor.transposed(axes)
  }

  @Test("Products have NumPy's shapes and agree with sums in Double", arguments: shapes)
  func products(shapes: [[Int]]) {
    let left = sample(shapes[0], seed: 1)
    let right = sample(shapes[1], seed: 2)
    let expected = Self.naive(left, right, shapes[2])
    for (transposeLeft, transposeRight) in [
      (false, false), (true, false), (false, true), (true, true),
    ] {
      let x = transposeLeft ? Self.exchanged(left) : left
      let y = transposeRight ? Self.exchanged(right) : right
      let product = matmul(x, y, transposeLeft: transposeLeft, transposeRight: transposeRight)
      #expect(product.shape == expected.shape)
      #expect(product.isClose(to: expected, tolerance: 1e-4))
      var sum = Tensor(ones: expected.shape)
      sum.addProduct(x, y, transposeLeft: transposeLeft, transposeRight: transposeRight)
      #expect(sum.isClose(to: expected + 1, tolerance: 1e-4))
    }
  }

  @Test("Random shapes that broadcast agree with sums in Double", arguments: 0..<30)
  func randomShapes(seed: Int) {
    var random = RandomGenerator(seed: UInt64(seed))
    let leading = (0..<random.index(below: 4)).map { _ in random.index(below: 3) + 1 }
    let sizes = (0..<3).map { _ in random.index(below: 5) + 1 }
    func side(_ matrix: [Int]) -> [Int] {
      let kept = leading.suffix(random.index(below: leading.count + 1))
      return kept.map { random.index(below: 3) == 0 ? 1 : $0 } + matrix
    }
    let left = sample(side([sizes[0], sizes[1]]), seed: 1)
    let right = sample(side([sizes[1], sizes[2]]), seed: 2)
    let front = Naive.broadcast(
      Array(left.shape.dimensions.dropLast(2)), Array(right.shape.dimensions.dropLast(2)))
    let expected = Self.naive(left, right, (front ?? []) + [sizes[0], sizes[2]])
    #expect(left.matmul(right).isClose(to: expected, tolerance: 1e-4))
    let transposed = matmul(
      Self.exchanged(left), Self.exchanged(right), transposeLeft: true, transposeRight: true)
    #expect(transposed.shape == expected.shape)
    #expect(transposed.isClose(to: expected, tolerance: 1e-4))
  }

  @Test("x W + b of a batch, of a batch of sequences and of nothing")
  func linear() {
    let weight = sample([5, 7], seed: 1)
    let bias = sample([7], seed: 2)
    for shape in [[3, 5], [40, 5], [2, 3, 5], [0, 5]] {
      let input = sample(shape, seed: 3)
      let expected = input.matmul(weight) + bias
      let output = Tensor.linear(input, weight: weight, bias: bias)
      #expect(output.shape == expected.shape)
      #expect(output.isClose(to: expected, tolerance: 1e-5))
      let rectified = Tensor.linear(input, weight: weight, bias: bias, rectified: true)
      #expect(rectified.isClose(to: relu(expected), tolerance: 1e-5))
    }
    let constant = Tensor.linear(Tensor(zeros: [4, 0]), weight: Tensor(zeros: [0, 7]), bias: bias)
    #expect(constant == Tensor(stacking: [bias, bias, bias, bias]))
  }
}
