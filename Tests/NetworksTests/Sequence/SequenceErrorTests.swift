import Tensors
import Testing

@testable import Networks

@Suite("Mistakes about sequences are explained")
struct SequenceErrorTests {
  /// The text of the error that a layer gives for an input.
  private func text(_ layer: some Layer, _ input: Shape) -> String {
    do throws(ShapeError) { return "\(try layer.outputShape(for: input))" } catch {
      return error.description
    }
  }

  private func text(_ layer: some MultiLayer, _ inputs: [Shape]) -> String {
    do throws(ShapeError) { return "\(try layer.outputShapes(for: inputs))" } catch {
      return error.description
    }
  }

  @Test func tokensWithoutEmbedding() {
    #expect(
      text(LSTM(64, 128, seed: 1), [32, 50]) == """
        LSTM(64 → 128): the input is no batch of sequences
          expected: [samples, steps, 64]
          got:      [32, 50]
          help:     put an Embedding before the layer for tokens, or add an axis for the steps
        """)
  }

  @Test func tooManyAxes() {
    #expect(
      text(MeanOverSteps(), [32, 5, 5, 3]) == """
        MeanOverSteps: the input is no batch of sequences
          expected: [samples, steps, features]
          got:      [32, 5, 5, 3]
          help:     sequences have three axes: samples, steps and features
        """)
  }

  @Test func wrongFeatures() {
    let expected = """
      GRU(64 → 128, sequences): the number of features does not fit
        expected: [samples, steps, 64]
        got:      [32, 50, 32]
        help:     give the layer 32 inputs, or the layer before 64 outputs
      """
    #expect(text(GRU(64, 128, returnsSequences: true, seed: 1), [32, 50, 32]) == expected)
    #expect(
      text(
        Bidirectional(
          GRU(64, 128, returnsSequences: true, seed: 1),
          GRU(64, 128, returnsSequences: true, seed: 2)), [32, 50, 32]) == expected)
  }

  @Test func placeInANetwork() {
    let network = Sequential {
      Embedding(100, 8, seed: 1)
      LSTM(8, 4, seed: 2)
      MaxOverSteps()
    }
    #expect(
      text(network, [32, 50]) == """
        2: MaxOverSteps: the input is no batch of sequences
          expected: [samples, steps, features]
          got:      [32, 4]
          help:     put an Embedding before the layer for tokens, or add an axis for the steps
        """)
  }

  @Test func tokens() {
    #expect(
      text(Embedding(100, 8, seed: 1), []) == """
        Embedding(100 → 8): the input is no batch of tokens
          expected: [samples, steps], or 1 to 5 axes
          got:      []
          help:     tokens are the numbers of words, one number a word
        """)
    #expect(
      text(EmbeddingMean(100, 8, seed: 1), [32]) == """
        EmbeddingMean(100 → 8): the input is no batch of texts
          expected: [samples, steps]
          got:      [32]
          help:     tokens are the numbers of words, one number a word
        """)
    #expect(
      Tokens.error(2.5, 7, 100, "Embedding(100 → 8)").description == """
        Embedding(100 → 8): a token is no word of the vocabulary
          expected: whole numbers from 0 to 99
          got:      2.5 at index 7 of the batch
          help:     number the words from 0, and give unknown words a number of their own
        """)
  }

  @Test(arguments: [Float(-1), 100, 0.5, .nan, .infinity])
  func tokensThatAreNoWords(_ token: Float) {
    var tokens = [Float](repeating: 99, count: 40)
    #expect(unsafe kernelsTokenCheck(tokens, 40, 100) == -1)
    tokens[33] = token
    #expect(unsafe kernelsTokenCheck(tokens, 40, 100) == 33)
  }

  @Test func lengths() {
    func text(_ lengths: [Int]) -> String {
      do throws(ShapeError) {
        let phase = Phase.evaluation(lengths: lengths)
        return "\(try phase.checkedLengths(samples: 2, steps: 5, of: "LSTM(3 → 4)"))"
      } catch {
        return error.description
      }
    }
    #expect(text([5, 0]) == "[5, 0]")
    #expect(
      text([5]) == """
        LSTM(3 → 4): the lengths are not those of the batch
          expected: 2 lengths, one for every sequence
          got:      1 lengths
          help:     take the lengths of the same samples as the batch
        """)
    #expect(
      text([5, 6]) == """
        LSTM(3 → 4): a sequence is longer than the batch
          expected: lengths from 0 to 5, the number of steps
          got:      6 for sequence 1
          help:     cut the length together with the sequence
        """)
  }

  @Test func states() {
    let layer = Stateful(LSTM(3, 4, seed: 1))
    #expect(
      text(layer, [[2, 5, 3], [2, 3]]) == """
        Stateful(LSTM(3 → 4)): a state does not fit
          expected: [samples, units], here [2, 4]
          got:      [2, 3] for input 1
          help:     a Linear layer can give what begins a sequence the size of the state
        """)
    #expect(
      text(layer, []) == """
        Stateful(LSTM(3 → 4)): the number of inputs does not fit
          expected: the sequences and at most 2 states: h and c
          got:      0 inputs
          help:     states that are left out are zero
        """)
  }

  @Test func attention() {
    let expected =
      "queries [samples, queries, d], keys [samples, keys, d], values [samples, keys, features]"
    #expect(
      text(DotProductAttention(), [[2, 5, 3]]) == """
        DotProductAttention: the inputs are not three batches of sequences
          expected: \(expected)
          got:      [[2, 5, 3]]
          help:     keys and values may be the same tensor
        """)
    #expect(
      text(DotProductAttention(), [[2, 5, 3], [2, 7, 4], [2, 7, 4]]) == """
        DotProductAttention: queries, keys and values do not fit together
          expected: \(expected)
          got:      [2, 5, 3], [2, 7, 4] and [2, 7, 4]
          help:     a Linear layer gives queries and keys the same number of features
        """)
    #expect(
      text(DotProductAttention(isCausal: true), [[2, 5, 3], [2, 7, 3], [2, 7, 4]]) == """
        DotProductAttention: causal attention is within one sequence
          expected: as many queries as keys
          got:      5 queries and 7 keys
          help:     leave isCausal out where the keys are another sequence
        """)
    #expect(
      text(SelfAttention(8, heads: 2, seed: 1), [2, 5, 3]) == """
        SelfAttention(8, 2 heads): the number of features does not fit
          expected: [samples, steps, 8]
          got:      [2, 5, 3]
          help:     give the layer 3 inputs, or the layer before 8 outputs
        """)
  }
}
