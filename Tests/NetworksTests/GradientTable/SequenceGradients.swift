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

private let steps: [GradientCase] = [
  GradientCase("MeanOverSteps") { GradientCheck.check(MeanOverSteps(), input: sequences()) },
  GradientCase("MeanOverSteps, sequences of different lengths") {
    GradientCheck.check(MeanOverSteps(), input: sequences(), phase: ragged)
  },
  GradientCase("MaxOverSteps") {
    GradientCheck.check(MaxOverSteps(), input: distinct([4, 7, 3], seed: 1))
  },
  GradientCase("MaxOverSteps, sequences of different lengths") {
    GradientCheck.check(MaxOverSteps(), input: distinct([4, 7, 3], seed: 1), phase: ragged)
  },
  GradientCase("LastStep") { GradientCheck.check(LastStep(), input: sequences()) },
  GradientCase("LastStep, sequences of different lengths") {
    GradientCheck.check(LastStep(), input: sequences(), phase: ragged)
  },
]

private let directions: [GradientCase] = [
  GradientCase("Bidirectional LSTM, all states of sequences of different lengths") {
    GradientCheck.check(
      Bidirectional(
        LSTM(3, 2, returnsSequences: true, seed: 1), LSTM(3, 4, returnsSequences: true, seed: 2)),
      input: sequences(), phase: ragged)
  },
  GradientCase("Bidirectional GRU, last states") {
    GradientCheck.check(
      Bidirectional(GRU(3, 2, seed: 1), GRU(3, 2, seed: 2)), input: sequences(), phase: ragged)
  },
  GradientCase("Stacked recurrent layers") {
    GradientCheck.check(
      Sequential {
        RNN(3, 4, returnsSequences: true, seed: 1)
        GRU(4, 3, returnsSequences: true, seed: 2)
        LSTM(3, 2, seed: 3)
        Linear(2, 2, seed: 4)
      }, input: sequences(), phase: ragged)
  },
]

private func state(_ units: Int, seed: UInt64) -> Tensor {
  Tensor(randomNormal: [4, units], seed: seed)
}

private let states: [GradientCase] = [
  GradientCase("Stateful RNN") {
    GradientCheck.check(
      Stateful(RNN(3, 5, returnsSequences: true, seed: 1)),
      inputs: [sequences(), state(5, seed: 3)])
  },
  GradientCase("Stateful LSTM, both states, sequences of different lengths") {
    GradientCheck.check(
      Stateful(LSTM(3, 5, returnsSequences: true, seed: 1)),
      inputs: [sequences(), state(5, seed: 3), state(5, seed: 4)], phase: ragged)
  },
  GradientCase("Stateful LSTM, last state only, without c") {
    GradientCheck.check(
      Stateful(LSTM(3, 5, seed: 1)), inputs: [sequences(), state(5, seed: 3)])
  },
  GradientCase("Stateful GRU, sequences of different lengths") {
    GradientCheck.check(
      Stateful(GRU(3, 17, returnsSequences: true, seed: 1)),
      inputs: [sequences(), state(17, seed: 3)], phase: ragged)
  },
  GradientCase("Stateful GRU without a state") {
    GradientCheck.check(Stateful(GRU(3, 5, seed: 1)), inputs: [sequences()])
  },
]

private let attentions: [GradientCase] = [
  GradientCase("DotProductAttention") {
    GradientCheck.check(
      DotProductAttention(),
      inputs: [sequences([2, 3, 4]), distinct([2, 5, 4], seed: 1), sequences([2, 5, 2])])
  },
  GradientCase("DotProductAttention, causal, sequences of different lengths") {
    GradientCheck.check(
      DotProductAttention(isCausal: true),
      inputs: [sequences(), distinct([4, 7, 3], seed: 1), sequences([4, 7, 2])], phase: ragged)
  },
  GradientCase("DotProductAttention, lengths of the queries") {
    GradientCheck.check(
      DotProductAttention(lengths: .queries),
      inputs: [sequences(), sequences([4, 2, 3]), sequences([4, 2, 1])], phase: ragged)
  },
  GradientCase("DotProductAttention, lengths of the keys") {
    GradientCheck.check(
      DotProductAttention(lengths: .keys),
      inputs: [sequences([4, 2, 3]), sequences(), sequences()], phase: ragged)
  },
  GradientCase("DotProductAttention, one of everything") {
    GradientCheck.check(
      DotProductAttention(), inputs: [[[[2]]], [[[3]]], [[[1]]]])
  },
  GradientCase("SelfAttention") {
    GradientCheck.check(SelfAttention(3, seed: 1), input: sequences())
  },
  GradientCase("SelfAttention, two heads, causal, sequences of different lengths") {
    GradientCheck.check(
      SelfAttention(4, heads: 2, isCausal: true, seed: 1), input: sequences([4, 7, 4]),
      phase: ragged)
  },
]

let sequenceGradients: [GradientCase] =
  rows("RNN") { RNN($0, $1, returnsSequences: $2, seed: 1) }
  + rows("LSTM") { LSTM($0, $1, returnsSequences: $2, seed: 1) }
  + rows("GRU") { GRU($0, $1, returnsSequences: $2, seed: 1) }
  + embeddings + steps + directions + states + attentions
