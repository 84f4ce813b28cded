import Tensors

/// The mean of the vectors of a text: the shortest way from words to one vector.
///
/// y = Σ_t E[x_t] / T, ∂L/∂E[w] = Σ over the places where x = w of ∂L/∂y / T
///
/// The same as an ``Embedding`` with a ``MeanOverSteps`` behind it, without the tensor of all
/// vectors between the two.
///
///     let classifier = Sequential {
///       EmbeddingMean(10_000, 64, seed: 1)
///       Linear(64, 4, seed: 2)
///     }
///
/// **Shapes:** tokens `[samples, steps]` to `[samples, size]`; E is `[vocabulary, size]`.
///
/// **Padding:** neither steps past the end of a sequence nor tokens of padding count; the mean of
/// nothing is zero.
///
/// **Errors:** ends the program when a token is no whole number from 0 to vocabulary − 1, or the
/// lengths are not those of the batch.
///
/// **Source:** A. Joulin et al., Bag of Tricks for Efficient Text Classification, EACL 2017.
public struct EmbeddingMean: Layer {
  /// E, of shape `[vocabulary, size]`.
  public var weight: Tensor
  /// The token of padding, which does not count.
  public let padding: Int?

  /// Creates a table with numbers from a normal distribution.
  ///
  /// - Parameters:
  ///   - vocabulary: The number of words.
  ///   - size: The number of features of a word.
  ///   - padding: The token of padding, if there is one.
  ///   - generator: The generator to draw from.
  public init(
    _ vocabulary: Int, _ size: Int, padding: Int? = nil, using generator: inout RandomGenerator
  ) {
    self.init(
      weight: Tensor(randomNormal: [vocabulary, size], using: &generator), padding: padding)
  }

  /// Creates a table with numbers from a normal distribution.
  public init(_ vocabulary: Int, _ size: Int, padding: Int? = nil, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(vocabulary, size, padding: padding, using: &generator)
  }

  /// Creates a layer with a given table; the vector of the padding becomes zero.
  public init(weight: Tensor, padding: Int? = nil) {
    self.weight = weight.embeddingTable(padding: padding, of: "EmbeddingMean")
    self.padding = padding
  }

  /// What the layer is in one line, such as `EmbeddingMean(10000 → 64)`.
  public var summary: String { "EmbeddingMean(\(weight.shape[0]) → \(weight.shape[1]))" }

  /// `[samples, size]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank == 2 else {
      throw ShapeError(
        operation: summary, problem: "the input is no batch of texts",
        expected: "[samples, steps]", actual: "\(input)",
        help: "tokens are the numbers of words, one number a word")
    }
    return [input[0], weight.shape[1]]
  }

  /// y = Σ_t E[x_t] / T.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    tokens(input).require(of: summary)
    let samples = input.shape[0]
    let steps = input.shape[1]
    let lengths = phase.requireLengths(samples: samples, steps: steps, of: summary)
    var scale = [Float](repeating: 0, count: samples)
    let output = unsafe Tensor(filling: [samples, weight.shape[1]]) {
      unsafe kernelsEmbeddingMean(
        weight.scalars, weight.shape[1], input.scalars, samples, steps, lengths, padding ?? -1, $0,
        &scale)
    }
    return (output, Context(tokens: input, lengths: lengths, scale: scale))
  }

  /// ∂L/∂E[w] = Σ over the places where x = w of ∂L/∂y / T; tokens have no derivative.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    outputGradient.requireGradient(of: [context.tokens.shape[0], weight.shape[1]], summary)
    let gradient = tokens(context.tokens).gradient(
      outputGradient, samples: context.tokens.shape[0], steps: context.tokens.shape[1],
      lengths: context.lengths, shared: true, scale: context.scale)
    return LayerGradients(input: nil, parameters: Gradients([gradient]))
  }

  /// Visits `weight`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
  }

  private func tokens(_ input: Tensor) -> Tokens {
    Tokens(tokens: input, vocabulary: weight.shape[0], padding: padding)
  }

  /// The tokens, and one over the number of those that count in every sample.
  public struct Context: Sendable {
    fileprivate let tokens: Tensor
    fileprivate let lengths: [Int]
    fileprivate let scale: [Float]
  }
}
