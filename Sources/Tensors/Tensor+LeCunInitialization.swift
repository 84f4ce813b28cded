// Weights for layers that pass on what they compute as it is.

extension Tensor {
  /// Creates weights for layers without activation, drawn uniformly from −a to a.
  ///
  /// a = √(3 / fanIn)
  ///
  ///     let weights = Tensor(leCunUniform: [784, 10], using: &random)
  ///
  /// **Source:** Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, Efficient BackProp, in Neural Networks:
  /// Tricks of the Trade, 1998.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    leCunUniform shape: Shape, using generator: inout Generator
  ) {
    let bound = (3 / shape.fans.in).squareRoot()
    self.init(randomUniform: shape, in: -bound..<bound, using: &generator)
  }

  /// Creates weights for layers without activation, drawn uniformly from −a to a.
  ///
  /// a = √(3 / fanIn)
  ///
  ///     let weights = Tensor(leCunUniform: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - seed: The seed of the numbers.
  public init(leCunUniform shape: Shape, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(leCunUniform: shape, using: &generator)
  }

  /// Creates weights for layers without activation, from a normal distribution.
  ///
  /// σ = √(1 / fanIn)
  ///
  ///     let weights = Tensor(leCunNormal: [784, 10], using: &random)
  ///
  /// **Source:** Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, Efficient BackProp, in Neural Networks:
  /// Tricks of the Trade, 1998.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    leCunNormal shape: Shape, using generator: inout Generator
  ) {
    let deviation = (1 / shape.fans.in).squareRoot()
    self.init(randomNormal: shape, standardDeviation: deviation, using: &generator)
  }

  /// Creates weights for layers without activation, from a normal distribution.
  ///
  /// σ = √(1 / fanIn)
  ///
  ///     let weights = Tensor(leCunNormal: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - seed: The seed of the numbers.
  public init(leCunNormal shape: Shape, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(leCunNormal: shape, using: &generator)
  }
}
