extension Tensor {
  /// Creates a tensor of numbers from a normal distribution.
  ///
  ///     let weights = Tensor(randomNormal: [784, 10], using: &random)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: Its standard deviation.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    randomNormal shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
    using generator: inout Generator
  ) {
    var storage: [Float] = []
    storage.reserveCapacity(shape.count)
    for _ in 0..<shape.count {
      storage.append(generator.normal(mean: mean, standardDeviation: standardDeviation))
    }
    self.init(unchecked: storage, shape: shape)
  }

  /// Creates a tensor of numbers from a normal distribution.
  ///
  ///     let weights = Tensor(randomNormal: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: Its standard deviation.
  ///   - seed: The seed of the numbers.
  public init(
    randomNormal shape: Shape, mean: Float = 0, standardDeviation: Float = 1, seed: UInt64
  ) {
    var generator = RandomGenerator(seed: seed)
    self.init(
      randomNormal: shape, mean: mean, standardDeviation: standardDeviation, using: &generator)
  }

  /// Creates a tensor of numbers drawn uniformly from a range.
  ///
  ///     let weights = Tensor(randomUniform: [784, 10], using: &random)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - range: The range of the numbers.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    randomUniform shape: Shape, in range: Range<Float> = 0..<1, using generator: inout Generator
  ) {
    var storage: [Float] = []
    storage.reserveCapacity(shape.count)
    for _ in 0..<shape.count { storage.append(generator.uniform(in: range)) }
    self.init(unchecked: storage, shape: shape)
  }

  /// Creates a tensor of numbers drawn uniformly from a range.
  ///
  ///     let weights = Tensor(randomUniform: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - range: The range of the numbers.
  ///   - seed: The seed of the numbers.
  public init(randomUniform shape: Shape, in range: Range<Float> = 0..<1, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(randomUniform: shape, in: range, using: &generator)
  }
}
