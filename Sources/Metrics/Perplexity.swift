internal import Glibc
public import Tensors

/// How many equally likely tokens a language model hesitates between, on average.
///
/// perplexity = exp(−1/N Σ_i log p(w_i))
///
///     perplexity(logits: model(text), targets: nextTokens)
///
/// It is 1 for a model that is always sure and right, and the size of the vocabulary for one that
/// knows nothing.
///
/// **Shapes:** logits `[…, classes]`, with a target for each place outside the last axis.
///
/// **Errors:** ends the program when logits and targets differ in number, or a target is neither a
/// class nor the one to ignore.
///
/// **Source:** F. Jelinek, R. Mercer, L. Bahl and J. Baker, Perplexity: a Measure of the Difficulty
/// of Speech Recognition Tasks, JASA 62, 1977.
///
/// - Parameters:
///   - logits: The scores of all tokens, before the softmax.
///   - targets: The tokens that came, in row-major order.
///   - ignored: A target that does not count, such as that of padding.
/// - Returns: The perplexity; NaN when no target counts.
public func perplexity(logits: Tensor, targets: [Int], ignoring ignored: Int? = nil) -> Double {
  let classes = logits.shape[-1]
  let places = logits.shape.dimensions.dropLast().reduce(1, *)
  MetricCheck.counts(places, targets.count, for: "perplexity")
  MetricCheck.labels(targets.filter { $0 != ignored }, classes: classes, for: "perplexity")
  let logarithms = logits.logSoftmax().scalars
  var sum = 0.0
  var count = 0
  for (place, target) in targets.enumerated() where target != ignored {
    sum -= Double(logarithms[place * classes + target])
    count += 1
  }
  return exp(sum / Double(count))
}

/// The perplexity of a model whose mean loss is known: e^loss.
///
///     perplexity(meanLoss: 3.2)    // 24.5
///
/// - Parameter loss: The mean cross-entropy for each token, with natural logarithms.
/// - Returns: The perplexity.
public func perplexity(meanLoss loss: Double) -> Double { exp(loss) }
