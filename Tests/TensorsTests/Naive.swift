@testable import Tensors

/// Operations written index by index, without a thought for speed: what the real ones are compared
/// with.
enum Naive {
  /// Every position in a shape, in row-major order.
  static func positions(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { heads, size in heads.flatMap { head in (0..<size).map { head + [$0] } } }
  }

  /// The scalar at a position.
  static func scalar(_ tensor: Tensor, _ position: [Int]) -> Float {
    let sizes = tensor.shape.dimensions
    return tensor.scalars[zip(position, sizes).reduce(0) { $0 * $1.1 + $1.0 }]
  }

  /// A tensor from a function of the position.
  static func tensor(_ shape: [Int], _ value: ([Int]) -> Float) -> Tensor {
    Tensor(positions(shape).map(value), shape: Shape(shape))
  }

  /// The shape that two shapes broadcast to; nil when they do not.
  static func broadcast(_ left: [Int], _ right: [Int]) -> [Int]? {
    let rank = max(left.count, right.count)
    let left = [Int](repeating: 1, count: rank - left.count) + left
    let right = [Int](repeating: 1, count: rank - right.count) + right
    var shape: [Int] = []
    for (a, b) in zip(left, right) {
      if a != b && a != 1 && b != 1 { return nil }
      shape.append(a == 1 ? b : a)
    }
    return shape
  }

  /// The scalar that a tensor repeats at a position of a larger shape.
  static func repeated(_ tensor: Tensor, _ position: [Int]) -> Float {
    let sizes = tensor.shape.dimensions
    return scalar(tensor, zip(position.suffix(sizes.count), sizes).map { $1 == 1 ? 0 : $0 })
  }

  /// Σ_k x_ik y_kj in Double.
  static func product(_ left: Tensor, _ right: Tensor) -> Tensor {
    tensor([left.shape[0], right.shape[1]]) { position in
      Float(
        (0..<left.shape[1]).reduce(0.0) { sum, k in
          sum + Double(left[position[0], k]) * Double(right[k, position[1]])
        })
    }
  }

  /// A tensor reduced along an axis by a function of the numbers along it.
  static func reduced(_ tensor: Tensor, _ axis: Int, _ reduce: ([Float]) -> Float) -> Tensor {
    var shape = tensor.shape.dimensions
    let size = shape.remove(at: axis)
    return Naive.tensor(shape) { position in
      reduce((0..<size).map { scalar(tensor, Array(position[..<axis] + [$0] + position[axis...])) })
    }
  }

  /// Shapes with odd sizes, sizes of 1 and of 0.
  static let shapes: [[Int]] = [
    [], [1], [5], [0], [1, 1], [1, 7], [7, 1], [3, 5], [4, 0], [0, 4], [2, 3, 4], [1, 3, 1],
    [5, 1, 2], [2, 1, 3, 1], [2, 2, 3, 5], [33, 17], [1, 130], [130, 3], [2, 1, 2, 1, 3, 2],
  ]
}

/// Numbers that differ from each other, with both signs.
func sample(_ shape: [Int], seed: UInt64 = 7) -> Tensor {
  Tensor(randomNormal: Shape(shape), standardDeviation: 2, seed: seed)
}
