import Tensors

/// A way to draw the first weights of a layer.
///
///     network.initialize(weights: .heNormal, seed: 389)
///
/// The shape of a weight tells how many inputs a unit has: the last axis counts outputs, the one
/// before it inputs, all before those the places of a kernel.
public struct WeightInitializer: Sendable {
  private let make: @Sendable (Shape, inout RandomGenerator) -> Tensor

  /// Creates a way to draw weights.
  ///
  ///     let halves = WeightInitializer { shape, _ in Tensor(repeating: 0.5, shape: shape) }
  ///
  /// - Parameter make: Gives weights of a shape, drawn from a generator.
  public init(_ make: @escaping @Sendable (Shape, inout RandomGenerator) -> Tensor) {
    self.make = make
  }

  /// For tanh and sigmoid: uniform from −a to a, a = √(6 / (fanIn + fanOut)) (Glorot and Bengio 2010).
  public static let glorotUniform = WeightInitializer { Tensor(glorotUniform: $0, using: &$1) }

  /// For tanh and sigmoid: normal, σ = √(2 / (fanIn + fanOut)) (Glorot and Bengio 2010).
  public static let glorotNormal = WeightInitializer { Tensor(glorotNormal: $0, using: &$1) }

  /// For rectifiers: uniform from −a to a, a = √(6 / fanIn) (He et al. 2015).
  public static let heUniform = WeightInitializer { Tensor(heUniform: $0, using: &$1) }

  /// For rectifiers: normal, σ = √(2 / fanIn) (He et al. 2015).
  public static let heNormal = WeightInitializer { Tensor(heNormal: $0, using: &$1) }

  /// For layers without activation: uniform from −a to a, a = √(3 / fanIn) (LeCun et al. 1998).
  public static let leCunUniform = WeightInitializer { Tensor(leCunUniform: $0, using: &$1) }

  /// For layers without activation: normal, σ = √(1 / fanIn) (LeCun et al. 1998).
  public static let leCunNormal = WeightInitializer { Tensor(leCunNormal: $0, using: &$1) }

  /// A rotation, times a gain: keeps the length of what goes through (Saxe et al. 2014).
  public static func orthogonal(gain: Float = 1) -> WeightInitializer {
    WeightInitializer { Tensor(orthogonal: $0, gain: gain, using: &$1) }
  }

  /// Normal with mean 0.
  public static func normal(standardDeviation: Float) -> WeightInitializer {
    WeightInitializer {
      Tensor(randomNormal: $0, standardDeviation: standardDeviation, using: &$1)
    }
  }

  /// Normal with mean 0, without what is further than two standard deviations from it.
  public static func truncatedNormal(standardDeviation: Float) -> WeightInitializer {
    WeightInitializer {
      Tensor(truncatedNormal: $0, standardDeviation: standardDeviation, using: &$1)
    }
  }

  /// Uniform in a range.
  public static func uniform(in range: Range<Float>) -> WeightInitializer {
    WeightInitializer { Tensor(randomUniform: $0, in: range, using: &$1) }
  }

  /// The same number everywhere; units that begin alike stay alike.
  public static func constant(_ value: Float) -> WeightInitializer {
    WeightInitializer { shape, _ in Tensor(repeating: value, shape: shape) }
  }

  /// Weights of a shape.
  ///
  /// **Errors:** ends the program when a person's own way gives another shape.
  internal func weights(_ shape: Shape, at path: String, seed: UInt64) -> Tensor {
    var generator = RandomGenerator(seed: seed, label: path)
    let weights = make(shape, &generator)
    if weights.shape != shape {
      ShapeError(
        operation: "initialize", problem: "the weights have another shape than asked for",
        expected: "shape \(shape) for \(path)", actual: "shape \(weights.shape)",
        help: "give the tensor the shape that the WeightInitializer is called with"
      ).end()
    }
    return weights
  }
}

extension Parameterized {
  /// Draws the weights of all layers anew; biases, scales and all else stay as they are.
  ///
  ///     network.initialize(weights: .heNormal, seed: 389)
  ///
  /// Each weight has random numbers of its own, by the seed and its path: a layer that is added at the
  /// end leaves those of the others alone.
  ///
  /// - Parameters:
  ///   - initializer: How to draw them.
  ///   - seed: The seed of the numbers.
  public mutating func initialize(weights initializer: WeightInitializer, seed: UInt64) {
    visitTensors(at: .root) { path, role, value in
      guard role == .weight else { return }
      value = initializer.weights(value.shape, at: path.description, seed: seed)
    }
  }
}
