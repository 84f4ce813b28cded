import Tensors

/// Attention of a sequence to itself: every step gathers what it needs from all the others.
///
/// Q = x W_q + b_q, K = x W_k + b_k, V = x W_v + b_v,
/// y = [softmax(Q_1 K_1ᵀ / √d) V_1, …, softmax(Q_n K_nᵀ / √d) V_n] W_o + b_o
///
/// The features are cut into n heads of d = features / n, each with weights of its own.
///
///     let attention = SelfAttention(64, heads: 4, seed: 389)
///     let y = attention(x)                       // [samples, steps, 64]
///     let shown = attention.weights(x)           // [samples, heads, steps, steps]
///
/// **Shapes:** `[samples, steps, features]` to the same; W_q, W_k and W_v stand side by side in
/// `projection`, `[features, 3 · features]`; W_o is `[features, features]`.
///
/// **Padding:** padded steps are not attended to, and their outputs are zero.
///
/// **Errors:** ends the program when the input is no batch of sequences with the right number of
/// features, the lengths are not those of the batch, or the heads do not divide the features.
///
/// **Source:** A. Vaswani et al., Attention Is All You Need, NIPS 2017.
public struct SelfAttention: Layer {
  /// W_q, W_k and W_v side by side, with their biases.
  public var projection: Linear
  /// W_o and b_o.
  public var output: Linear
  /// n, the number of heads.
  public let heads: Int
  /// Whether a step sees only the steps up to itself.
  public let isCausal: Bool

  /// Creates a layer with weights after Glorot, uniform, and biases of zero.
  ///
  /// - Parameters:
  ///   - features: The number of features of the input and the output.
  ///   - heads: The number of heads, which divides that of the features.
  ///   - isCausal: Whether a step sees only the steps up to itself.
  ///   - generator: The generator to draw from.
  public init(
    _ features: Int, heads: Int = 1, isCausal: Bool = false,
    using generator: inout RandomGenerator
  ) {
    let parts = (0..<4).map { _ in
      Tensor(glorotUniform: [features, features], using: &generator)
    }
    self.init(
      projection: Linear(
        weight: Tensor(concatenating: Array(parts[..<3]), axis: 1),
        bias: Tensor(zeros: [3 * features])),
      output: Linear(weight: parts[3], bias: Tensor(zeros: [features])), heads: heads,
      isCausal: isCausal)
  }

  /// Creates a layer with weights after Glorot, uniform, and biases of zero.
  public init(_ features: Int, heads: Int = 1, isCausal: Bool = false, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    self.init(features, heads: heads, isCausal: isCausal, using: &generator)
  }

  /// Creates a layer with given weights.
  public init(projection: Linear, output: Linear, heads: Int = 1, isCausal: Bool = false) {
    let features = output.weight.shape[0]
    let fits =
      heads > 0 && features % heads == 0 && output.weight.shape[1] == features
      && projection.weight.shape == [features, 3 * features]
    if !fits {
      ShapeError(
        operation: "SelfAttention", problem: "the weights do not fit together",
        expected: "[features, 3 · features] and [features, features], features a multiple of heads",
        actual: "\(projection.weight.shape) and \(output.weight.shape) for \(heads) heads",
        help: "64 features can have 1, 2, 4, 8 or more heads, but not 3"
      ).end()
    }
    self.projection = projection
    self.output = output
    self.heads = heads
    self.isCausal = isCausal
  }

  /// What the layer is in one line, such as `SelfAttention(64, 4 heads)`.
  public var summary: String {
    "SelfAttention(\(features), \(heads) head\(heads == 1 ? "" : "s")\(isCausal ? ", causal" : ""))"
  }

  /// The shape of the input.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try input.checkSequence(features: features, of: summary)
    return input
  }

  /// y = [heads] W_o + b_o.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    require(input.shape)
    let lengths = phase.requireLengths(
      samples: input.shape[0], steps: input.shape[1], of: summary)
    let (projected, _) = projection.forward(input, phase: phase)
    var gathered = Tensor(zeros: input.shape)
    var weights: [Tensor] = []
    forEachHead(lengths) { sample, steps, head in
      func part(_ index: Int) -> Tensor { projected[block(sample, steps, head, part: index)] }
      let shares = attention.weights(part(0), part(1))
      gathered[block(sample, steps, head)] = shares.matmul(part(2))
      weights.append(shares)
    }
    let (result, _) = output.forward(gathered, phase: phase)
    return (
      result.zeroingPadding(lengths),
      Context(
        input: input, projected: projected, gathered: gathered, weights: weights,
        lengths: lengths)
    )
  }

  /// The chain rule through W_o, every head, and W_q, W_k and W_v.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    outputGradient.requireGradient(of: context.input.shape, summary)
    let outer = output.backward(
      outputGradient.zeroingPadding(context.lengths), context: context.gathered,
      needsInputGradient: true)
    let gathered = outer.input ?? Tensor(zeros: context.gathered.shape)
    var gradient = Tensor(zeros: context.projected.shape)
    forEachHead(context.lengths) { sample, steps, head in
      let parts = (0..<3).map { block(sample, steps, head, part: $0) }
      let result = attention.backward(
        gathered[block(sample, steps, head)], query: context.projected[parts[0]],
        key: context.projected[parts[1]], value: context.projected[parts[2]],
        weights: context.weights[sample * heads + head])
      gradient[parts[0]] = result.query
      gradient[parts[1]] = result.key
      gradient[parts[2]] = result.value
    }
    var result = projection.backward(
      gradient, context: context.input, needsInputGradient: needsInputGradient)
    result.parameters.append(outer.parameters)
    return result
  }

  /// Visits the tensors of both layers, at `projection` and `output`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    projection.visitTensors(at: path.appending("projection"), visit)
    output.visitTensors(at: path.appending("output"), visit)
  }

  private var features: Int { output.weight.shape[0] }

  private var attention: DotProduct { DotProduct(isCausal: isCausal) }

  /// Where the features of a head stand, or its queries, keys and values: parts 0, 1 and 2.
  private func block(_ sample: Int, _ steps: Int, _ head: Int, part: Int = 0) -> SequenceBlock {
    let width = features / heads
    let start = part * features + head * width
    return SequenceBlock(sample: sample, steps: steps, features: start..<start + width)
  }

  /// Calls a function with every sample, its number of steps, and every head.
  private func forEachHead(_ lengths: [Int], _ body: (Int, Int, Int) -> Void) {
    for (sample, steps) in lengths.enumerated() {
      for head in 0..<heads { body(sample, steps, head) }
    }
  }

  /// What the layer remembers.
  public struct Context: Sendable {
    fileprivate let input: Tensor
    fileprivate let projected: Tensor
    fileprivate let gathered: Tensor
    internal let weights: [Tensor]
    fileprivate let lengths: [Int]
  }
}
