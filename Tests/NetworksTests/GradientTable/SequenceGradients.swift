import Networks
import Tensors

private let ragged = Phase.training(seed: 1, lengths: [7, 1, 0, 4])

private func sequences(_ shape: Shape = [4, 7, 3]) -> Tensor {
  Tensor(randomNormal: shape, seed: 2)
}

/// Rows that every recurrent layer has.
private func rows<L: RecurrentLayer>(
  _ name: String, _ make: @escaping @Sendable (Int, Int, Bool) -> L
) -> [GradientCase] {
  [
    GradientCase("\(name), last state") {
      GradientCheck.check(make(3, 5, false), input: sequences())
    },
    GradientCase("\(name), all states") {
      GradientCheck.check(make(3, 5, true), input: sequences())
    },
    GradientCase("\(name), last state of sequences of different lengths") {
      GradientCheck.check(make(3, 5, false), input: sequences(), phase: ragged)
    },
    GradientCase("\(name), all states of sequences of different lengths") {
      GradientCheck.check(make(3, 5, true), input: sequences(), phase: ragged)
    },
    GradientCase("\(name), one step, one feature, one sample, one unit") {
      GradientCheck.check(make(1, 1, false), input: sequences([1, 1, 1]))
    },
    GradientCase("\(name), one feature") {
      GradientCheck.check(make(1, 4, true), input: sequences([2, 3, 1]))
    },
    GradientCase("\(name), units of two blocks") {
      GradientCheck.check(make(2, 17, true), input: sequences([3, 2, 2]))
    },
  ]
}

private let embeddings: [GradientCase] = [
  GradientCase("Embedding") {
    GradientCheck.check(
      Embedding(6, 3, seed: 1), input: [[5, 0, 2], [2, 2, 4]], checksInput: false)
  },
  GradientCase("Embedding, one axis, one feature") {
    GradientCheck.check(Embedding(2, 1, seed: 1), input: [1, 1], checksInput: false)
  },
  GradientCase("EmbeddingMean") {
    GradientCheck.check(
      EmbeddingMean(70, 3, seed: 1), input: [[5, 69, 2], [2, 2, 4]], checksInput: false)
  },
  GradientCase("EmbeddingMean, sequences of different lengths") {
    GradientCheck.check(
      EmbeddingMean(6, 67, seed: 1), input: [[5, 0, 2], [2, 2, 4], [1, 1, 1]],
      phase: .training(seed: 1, lengths: [3, 1, 0]), checksInput: false)
  },
]

let sequenceGradients: [GradientCase] =
  rows("RNN") { RNN($0, $1, returnsSequences: $2, seed: 1) }
  + rows("LSTM") { LSTM($0, $1, returnsSequences: $2, seed: 1) }
  + rows("GRU") { GRU($0, $1, returnsSequences: $2, seed: 1) } + embeddings
