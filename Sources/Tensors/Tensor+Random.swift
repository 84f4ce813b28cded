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

  /// Creates numbers from a normal distribution without its tails: none is further than two standard
  /// deviations from the mean.
  ///
  /// The standard deviation is that of the distribution with its tails; without them it is 0.88 of it.
  ///
  ///     let weights = Tensor(truncatedNormal: [784, 10], standardDeviation: 0.02, using: &random)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: The standard deviation of the distribution with its tails.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    truncatedNormal shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
    using generator: inout Generator
  ) {
    var storage: [Float] = []
    storage.reserveCapacity(shape.count)
    while storage.count < shape.count {
      let value = generator.normal()
      if value.magnitude <= 2 { storage.append(mean + standardDeviation * value) }
    }
    self.init(unchecked: storage, shape: shape)
  }

  /// Creates numbers from a normal distribution without its tails: none is further than two standard
  /// deviations from the mean.
  ///
  ///     let weights = Tensor(truncatedNormal: [784, 10], standardDeviation: 0.02, seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - mean: The mean of the distribution.
  ///   - standardDeviation: The standard deviation of the distribution with its tails.
  ///   - seed: The seed of the numbers.
  public init(
    truncatedNormal shape: Shape, mean: Float = 0, standardDeviation: Float = 1, seed: UInt64
  ) {
    var generator = RandomGenerator(seed: seed)
    self.init(
      truncatedNormal: shape, mean: mean, standardDeviation: standardDeviation, using: &generator)
  }
}
