import Networks
import Tensors
import Testing

/// A mistake by name, so that the process that makes it can be told which.
private enum SequenceMistake: String, CaseIterable, Codable, Sendable {
  case weights, noUnits, directions, heads, table, padding, token, lengths, gradient, gradients

  func make() {
    let x = Tensor(zeros: [2, 5, 3])
    switch self {
    case .weights:
      _ = LSTM(
        inputWeight: Tensor(zeros: [3, 16]), stateWeight: Tensor(zeros: [4, 12]),
        bias: Tensor(zeros: [16]))
    case .noUnits: _ = RNN(3, 0, seed: 1)
    case .directions: _ = Bidirectional(RNN(3, 4, seed: 1), RNN(2, 4, seed: 1))
    case .heads: _ = SelfAttention(4, heads: 3, seed: 1)
    case .table: _ = Embedding(0, 3, seed: 1)
    case .padding: _ = EmbeddingMean(5, 3, padding: 5, seed: 1)
    case .token: _ = Embedding(5, 3, seed: 1)([[1, 2], [5, 0]])
    case .lengths:
      _ = RNN(3, 4, seed: 1).forward(x, phase: .evaluation(lengths: [5]))
    case .gradient:
      let layer = LSTM(3, 4, seed: 1)
      let (_, context) = layer.forward(x, phase: .evaluation)
      _ = layer.backward(Tensor(zeros: [2, 5, 4]), context: context)
    case .gradients:
      let layer = Stateful(LSTM(3, 4, seed: 1))
      let (_, context) = layer.forward([x], phase: .evaluation)
      _ = layer.backward([nil], context: context, needsInputGradients: [true])
    }
  }

  var text: String {
    switch self {
    case .weights:
      """
      LSTM: the weights do not fit together
        expected: weights [inputs, 4 · units] and [units, 4 · units], biases [4 · units]
        got:      [3, 16], [4, 12] and [16]
        help:     a layer has at least one input and one unit
      """
    case .noUnits:
      """
      RNN: the weights do not fit together
        expected: weights [inputs, units] and [units, units], biases [units]
        got:      [3, 0], [0, 0] and [0]
        help:     a layer has at least one input and one unit
      """
    case .directions:
      """
      Bidirectional: the two layers do not fit together
        expected: the same inputs, and sequences from both or from none
        got:      RNN(3 → 4) and RNN(2 → 4)
        help:     create both with the same sizes and different seeds
      """
    case .heads:
      """
      SelfAttention: the weights do not fit together
        expected: [features, 3 · features] and [features, features], features a multiple of heads
        got:      [4, 12] and [4, 4] for 3 heads
        help:     64 features can have 1, 2, 4, 8 or more heads, but not 3
      """
    case .table:
      """
      Embedding: the table does not fit
        expected: a table [vocabulary, size], and the padding one of its words
        got:      [0, 3]
        help:     count the words, padding and unknown words among them
      """
    case .padding:
      """
      EmbeddingMean: the table does not fit
        expected: a table [vocabulary, size], and the padding one of its words
        got:      [5, 3] and padding 5
        help:     count the words, padding and unknown words among them
      """
    case .token:
      """
      Embedding(5 → 3): a token is no word of the vocabulary
        expected: whole numbers from 0 to 4
        got:      5.0 at index 2 of the batch
        help:     number the words from 0, and give unknown words a number of their own
      """
    case .lengths:
      """
      RNN(3 → 4): the lengths are not those of the batch
        expected: 2 lengths, one for every sequence
        got:      1 lengths
        help:     take the lengths of the same samples as the batch
      """
    case .gradient:
      """
      LSTM(3 → 4): the gradient does not fit the output
        expected: [2, 4], the shape of the output
        got:      [2, 5, 4]
        help:     pass the gradient and the context of the same forward pass
      """
    case .gradients:
      """
      Stateful(LSTM(3 → 4)): the number of gradients is not that of the outputs
        expected: 3
        got:      1
        help:     pass nil for an output that the loss does not depend on
      """
    }
  }
}

@Suite("Mistakes about sequences that end the program")
struct SequenceExitTests {
  @Test(arguments: SequenceMistake.allCases)
  fileprivate func endsWithItsText(_ mistake: SequenceMistake) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mistake] in
      mistake.make()
    }
    let output = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(output.contains(mistake.text), "\(output.prefix(600))")
  }
}
