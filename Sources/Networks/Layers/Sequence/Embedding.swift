import Tensors

/// A table with one vector for every word: replaces tokens by vectors that training shapes.
///
/// y = E[x], ∂L/∂E[w] = Σ over the places where x = w of ∂L/∂y
///
/// A batch names few of the words, so the gradient is a ``Gradient/rows(_:values:shape:)``: only
/// the rows of the words that occur.
///
///     let embedding = Embedding(10_000, 64, padding: 0, seed: 389)
///     let vectors = embedding([[5, 17, 0]])    // [1, 3, 64], the last vector zero
///
/// **Shapes:** tokens `[…]`, such as `[samples, steps]`, to `[…, size]`; E is `[vocabulary, size]`.
///
/// **Errors:** ends the program when a token is no whole number from 0 to vocabulary − 1.
///
/// **Source:** Y. Bengio et al., A Neural Probabilistic Language Model, JMLR 2003.
public struct Embedding: Layer {
  /// E, of shape `[vocabulary, size]`.
  public var weight: Tensor
  /// The token of padding, whose vector is zero and gets no gradient.
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
    self.weight = weight.embeddingTable(padding: padding, of: "Embedding")
    self.padding = padding
  }

  /// What the layer is in one line, such as `Embedding(10000 → 64)`.
  public var summary: String { "Embedding(\(weight.shape[0]) → \(weight.shape[1]))" }

  /// The shape of the tokens with one more axis, of the size of a vector.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    guard input.rank >= 1, input.rank < Shape.maximumRank else {
      throw ShapeError(
        operation: summary, problem: "the input is no batch of tokens",
        expected: "[samples, steps], or 1 to \(Shape.maximumRank - 1) axes", actual: "\(input)",
        help: "tokens are the numbers of words, one number a word")
    }
    return Shape(input.dimensions + [weight.shape[1]])
  }

  /// y = E[x].
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    do throws(ShapeError) {
      let shape = try outputShape(for: input.shape)
      tokens(input).require(of: summary)
      let output = unsafe Tensor(filling: shape) {
        unsafe kernelsEmbeddingGather(
          weight.scalars, weight.shape[1], input.scalars, input.count, $0)
      }
      return (output, input)
    } catch {
      error.end()
    }
  }

  /// ∂L/∂E[w] = Σ over the places where x = w of ∂L/∂y; tokens have no derivative.
  public func backward(_ outputGradient: Tensor, context input: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    outputGradient.requireGradient(
      of: Shape(input.shape.dimensions + [weight.shape[1]]), summary)
    let gradient = tokens(input).gradient(
      outputGradient, samples: 1, steps: input.count, lengths: [input.count], shared: false,
      scale: [1])
    return LayerGradients(input: nil, parameters: Gradients([gradient]))
  }

  /// Visits `weight`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
  }

  private func tokens(_ input: Tensor) -> Tokens {
    Tokens(tokens: input, vocabulary: weight.shape[0], padding: padding)
  }
}

extension Tensor {
  /// The table of an embedding, with a vector of zeros for the padding.
  internal func embeddingTable(padding: Int?, of operation: String) -> Tensor {
    guard rank == 2, shape[0] > 0, shape[1] > 0, padding.map({ (0..<shape[0]) ~= $0 }) ?? true
    else {
      ShapeError(
        operation: operation, problem: "the table does not fit",
        expected: "a table [vocabulary, size], and the padding one of its words",
        actual: "\(shape)" + (padding.map { " and padding \($0)" } ?? ""),
        help: "count the words, padding and unknown words among them"
      ).end()
    }
    guard let padding else { return self }
    var table = self
    table[row: padding] = Tensor(zeros: [shape[1]])
    return table
  }
}
