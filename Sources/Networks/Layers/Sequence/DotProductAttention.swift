import Tensors

/// Attention: every query takes a mean of values, weighted by how well their keys match it.
///
/// Y = softmax(Q Kᵀ / √d) V
///
/// There is nothing to learn in it; what is learnt are the layers that make queries, keys and
/// values. A captioner that looks at the picture while it writes asks with its states, and the
/// places of the picture are keys and values at once:
///
///     let look = DotProductAttention(lengths: .queries)
///     // states [samples, words, 256], places [samples, 49, 256] after a Linear of their own
///     let seen = look.forward([states, places, places], phase: phase).outputs[0]
///     let shown = look.weights(states, places, phase: phase)      // [samples, words, 49]
///
/// A `Linear` on the states before makes it the "general" attention of Luong et al.
///
/// **Shapes:** queries `[samples, queries, d]`, keys `[samples, keys, d]`, values
/// `[samples, keys, features]` to `[samples, queries, features]`.
///
/// **Padding:** padded keys get no weight; the outputs of padded queries are zero.
///
/// **Errors:** `ShapeError` when the inputs do not fit together; ends the program when the lengths
/// are not those of the batch.
///
/// **Source:** A. Vaswani et al., Attention Is All You Need, NIPS 2017; M.-T. Luong, H. Pham and
/// C. Manning, Effective Approaches to Attention-based Neural Machine Translation, EMNLP 2015.
public struct DotProductAttention: MultiLayer {
  /// Which of the inputs the lengths of a phase are of.
  public enum Lengths: Sendable {
    /// Of queries and keys, as within one sequence.
    case both
    /// Of the queries: all keys count, as the places of a picture do.
    case queries
    /// Of the keys: all queries count.
    case keys
  }

  /// Whether a query sees only the keys up to its own step.
  public let isCausal: Bool
  /// Which of the inputs the lengths of a phase are of.
  public let lengths: Lengths

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - isCausal: Whether a query sees only the keys up to its own step.
  ///   - lengths: Which of the inputs the lengths of a phase are of.
  public init(isCausal: Bool = false, lengths: Lengths = .both) {
    self.isCausal = isCausal
    self.lengths = lengths
  }

  /// `[samples, queries, features]`.
  public func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    let expected =
      "queries [samples, queries, d], keys [samples, keys, d], values [samples, keys, features]"
    guard inputs.count == 3, inputs.allSatisfy({ $0.rank == 3 }) else {
      throw ShapeError(
        operation: summary, problem: "the inputs are not three batches of sequences",
        expected: expected, actual: "\(inputs)", help: "keys and values may be the same tensor")
    }
    let (query, key, value) = (inputs[0], inputs[1], inputs[2])
    guard query[0] == key[0], key[0] == value[0], key[1] == value[1], query[2] == key[2] else {
      throw ShapeError(
        operation: summary, problem: "queries, keys and values do not fit together",
        expected: expected, actual: "\(query), \(key) and \(value)",
        help: "a Linear layer gives queries and keys the same number of features")
    }
    guard !isCausal || query[1] == key[1] else {
      throw ShapeError(
        operation: summary, problem: "causal attention is within one sequence",
        expected: "as many queries as keys", actual: "\(query[1]) queries and \(key[1]) keys",
        help: "leave isCausal out where the keys are another sequence")
    }
    return [[query[0], query[1], value[2]]]
  }

  /// Y = softmax(Q Kᵀ / √d) V.
  public func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Context) {
    let shape = requiredShape(inputs.map(\.shape))
    var output = Tensor(zeros: shape)
    var weights: [Tensor] = []
    forEachSample(inputs, phase) { sample, query, key, value in
      let part = DotProduct(isCausal: isCausal).weights(query, key)
      weights.append(part)
      output[block(sample, query, value.shape[1])] = part.matmul(value)
    }
    return ([output], Context(inputs: inputs, weights: weights, phase: phase))
  }

  /// ∂L/∂Q, ∂L/∂K and ∂L/∂V.
  public func backward(
    _ outputGradients: [Tensor?], context: Context, needsInputGradients: [Bool]
  ) -> MultiLayerGradients {
    let (queries, values) = (context.inputs[0].shape, context.inputs[2].shape)
    requireGradients(outputGradients, of: [[queries[0], queries[1], values[2]]])
    guard let gradient = outputGradients[0] else {
      return MultiLayerGradients(inputs: [nil, nil, nil])
    }
    var results = context.inputs.map { Tensor(zeros: $0.shape) }
    forEachSample(context.inputs, context.phase) { sample, query, key, value in
      let part = DotProduct(isCausal: isCausal).backward(
        gradient[block(sample, query, value.shape[1])], query: query, key: key, value: value,
        weights: context.weights[sample])
      results[0][block(sample, query, query.shape[1])] = part.query
      results[1][block(sample, key, key.shape[1])] = part.key
      results[2][block(sample, value, value.shape[1])] = part.value
    }
    return MultiLayerGradients(inputs: results.map(Optional.some))
  }

  /// How much of every key a query takes, for a picture of what the network looks at.
  ///
  /// **Shapes:** `[samples, queries, keys]`; a row sums to 1, and is zero for a padded query.
  public func weights(_ query: Tensor, _ key: Tensor, phase: Phase = .evaluation) -> Tensor {
    _ = requiredShape([query.shape, key.shape, key.shape])
    var result = Tensor(zeros: [query.shape[0], query.shape[1], key.shape[1]])
    forEachSample([query, key, key], phase) { sample, query, key, _ in
      result[block(sample, query, key.shape[0])] = DotProduct(isCausal: isCausal).weights(
        query, key)
    }
    return result
  }

  private func requiredShape(_ shapes: [Shape]) -> Shape {
    do throws(ShapeError) { return try outputShapes(for: shapes)[0] } catch { error.end() }
  }

  /// Calls a function with the queries, keys and values of every sample, without their padding.
  private func forEachSample(
    _ inputs: [Tensor], _ phase: Phase, _ body: (Int, Tensor, Tensor, Tensor) -> Void
  ) {
    let shapes = inputs.map(\.shape)
    func lengths(_ steps: Int, _ apply: Bool) -> [Int] {
      (apply ? phase : .evaluation).requireLengths(
        samples: shapes[0][0], steps: steps, of: summary)
    }
    let queries = lengths(shapes[0][1], self.lengths != .keys)
    let keys = lengths(shapes[1][1], self.lengths != .queries)
    for sample in 0..<shapes[0][0] {
      func real(_ index: Int, _ steps: Int) -> Tensor {
        inputs[index][
          SequenceBlock(sample: sample, steps: steps, features: 0..<shapes[index][2])]
      }
      body(
        sample, real(0, keys[sample] == 0 ? 0 : queries[sample]), real(1, keys[sample]),
        real(2, keys[sample]))
    }
  }

  /// The place of a result with a row for every row of a sample's queries, keys or values.
  private func block(_ sample: Int, _ rows: Tensor, _ features: Int) -> SequenceBlock {
    SequenceBlock(sample: sample, steps: rows.shape[0], features: 0..<features)
  }

  /// The inputs and the weights of every sample.
  public struct Context: Sendable {
    fileprivate let inputs: [Tensor]
    fileprivate let weights: [Tensor]
    fileprivate let phase: Phase
  }
}
