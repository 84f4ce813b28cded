extension Tensor {
  /// Creates weights whose columns are at right angles and of one length; when there are more columns
  /// than rows, the rows are.
  ///
  /// WᵀW = gain² I, or WWᵀ = gain² I
  ///
  ///     let weights = Tensor(orthogonal: [128, 128], using: &random)
  ///
  /// Such weights turn what goes through them and keep its length, also over many layers or steps.
  ///
  /// **Shapes:** any; all axes but the last count as the rows of a matrix.
  ///
  /// **Source:** A. Saxe, J. McClelland and S. Ganguli, Exact Solutions to the Nonlinear Dynamics of
  /// Learning in Deep Linear Neural Networks, ICLR 2014.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - gain: The length of each column (or row).
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    orthogonal shape: Shape, gain: Float = 1, using generator: inout Generator
  ) {
    let columns = shape.rank == 0 ? 1 : shape[-1]
    let rows = columns == 0 ? 0 : shape.count / columns
    let (count, length) = (Swift.min(rows, columns), Swift.max(rows, columns))
    var vectors: [[Double]] = []
    vectors.reserveCapacity(count)
    for _ in 0..<count {
      var vector = (0..<length).map { _ in Double(generator.normal()) }
      // What is left of the directions before after one pass is only rounding; the second removes it.
      for _ in 0..<2 {
        for other in vectors {
          let projection = dot(vector, other)
          for index in 0..<length { vector[index] -= projection * other[index] }
        }
      }
      let scale = 1 / dot(vector, vector).squareRoot()
      for index in 0..<length { vector[index] *= scale }
      vectors.append(vector)
    }
    self.init(zeros: shape)
    for (place, vector) in vectors.enumerated() {
      for index in 0..<length {
        let offset = columns <= rows ? index * columns + place : place * columns + index
        storage[offset] = gain * Float(vector[index])
      }
    }
  }

  /// Creates weights whose columns are at right angles and of one length; when there are more columns
  /// than rows, the rows are.
  ///
  /// WᵀW = gain² I, or WWᵀ = gain² I
  ///
  ///     let weights = Tensor(orthogonal: [128, 128], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - gain: The length of each column (or row).
  ///   - seed: The seed of the numbers.
  public init(orthogonal shape: Shape, gain: Float = 1, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(orthogonal: shape, gain: gain, using: &generator)
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
