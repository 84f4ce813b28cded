// Weights that keep the spread of activations and gradients alike from layer to layer. The last
// axis counts a layer's outputs, the one before it its inputs, all axes before those the places of
// a kernel: [inputs, outputs] for a linear layer, [height, width, inputs, outputs] for a
// convolution.

extension Tensor {
  /// Creates weights for layers with tanh or sigmoid activations, drawn uniformly from −a to a.
  ///
  /// a = √(6 / (fanIn + fanOut))
  ///
  ///     let weights = Tensor(glorotUniform: [784, 10], using: &random)
  ///
  /// **Source:** X. Glorot and Y. Bengio, Understanding the Difficulty of Training Deep Feedforward
  /// Neural Networks, AISTATS 2010.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    glorotUniform shape: Shape, using generator: inout Generator
  ) {
    let (fanIn, fanOut) = shape.fans
    let bound = (6 / (fanIn + fanOut)).squareRoot()
    self.init(randomUniform: shape, in: -bound..<bound, using: &generator)
  }

  /// Creates weights for layers with tanh or sigmoid activations, drawn uniformly from −a to a.
  ///
  /// a = √(6 / (fanIn + fanOut))
  ///
  ///     let weights = Tensor(glorotUniform: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - seed: The seed of the numbers.
  public init(glorotUniform shape: Shape, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(glorotUniform: shape, using: &generator)
  }

  /// Creates weights for layers with tanh or sigmoid activations, from a normal distribution.
  ///
  /// σ = √(2 / (fanIn + fanOut))
  ///
  ///     let weights = Tensor(glorotNormal: [784, 10], using: &random)
  ///
  /// **Source:** X. Glorot and Y. Bengio, Understanding the Difficulty of Training Deep Feedforward
  /// Neural Networks, AISTATS 2010.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    glorotNormal shape: Shape, using generator: inout Generator
  ) {
    let (fanIn, fanOut) = shape.fans
    let deviation = (2 / (fanIn + fanOut)).squareRoot()
    self.init(randomNormal: shape, standardDeviation: deviation, using: &generator)
  }

  /// Creates weights for layers with tanh or sigmoid activations, from a normal distribution.
  ///
  /// σ = √(2 / (fanIn + fanOut))
  ///
  ///     let weights = Tensor(glorotNormal: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - seed: The seed of the numbers.
  public init(glorotNormal shape: Shape, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(glorotNormal: shape, using: &generator)
  }

  /// Creates weights for layers with rectifiers, drawn uniformly from −a to a.
  ///
  /// a = √(6 / fanIn)
  ///
  ///     let weights = Tensor(heUniform: [784, 10], using: &random)
  ///
  /// **Source:** K. He, X. Zhang, S. Ren and J. Sun, Delving Deep into Rectifiers, ICCV 2015.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    heUniform shape: Shape, using generator: inout Generator
  ) {
    let bound = (6 / shape.fans.in).squareRoot()
    self.init(randomUniform: shape, in: -bound..<bound, using: &generator)
  }

  /// Creates weights for layers with rectifiers, drawn uniformly from −a to a.
  ///
  /// a = √(6 / fanIn)
  ///
  ///     let weights = Tensor(heUniform: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - seed: The seed of the numbers.
  public init(heUniform shape: Shape, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(heUniform: shape, using: &generator)
  }

  /// Creates weights for layers with rectifiers, from a normal distribution.
  ///
  /// σ = √(2 / fanIn)
  ///
  ///     let weights = Tensor(heNormal: [784, 10], using: &random)
  ///
  /// **Source:** K. He, X. Zhang, S. Ren and J. Sun, Delving Deep into Rectifiers, ICCV 2015.
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - generator: The generator to draw from.
  @specialized(where Generator == RandomGenerator)
  public init<Generator: RandomNumberGenerator>(
    heNormal shape: Shape, using generator: inout Generator
  ) {
    let deviation = (2 / shape.fans.in).squareRoot()
    self.init(randomNormal: shape, standardDeviation: deviation, using: &generator)
  }

  /// Creates weights for layers with rectifiers, from a normal distribution.
  ///
  /// σ = √(2 / fanIn)
  ///
  ///     let weights = Tensor(heNormal: [784, 10], seed: 389)
  ///
  /// - Parameters:
  ///   - shape: The shape of the tensor.
  ///   - seed: The seed of the numbers.
  public init(heNormal shape: Shape, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(heNormal: shape, using: &generator)
  }
}

extension Shape {
  /// How many inputs each unit has, and how many units each input reaches; at least 1 each.
  internal var fans: (in: Float, out: Float) {
    switch rank {
    case 0: return (1, 1)
    case 1: return (Float(max(sizes[0], 1)), Float(max(sizes[0], 1)))
    default:
      let (places, inputs, outputs) = split(at: rank - 2)
      return (Float(max(places * inputs, 1)), Float(max(places * outputs, 1)))
    }
  }
}
