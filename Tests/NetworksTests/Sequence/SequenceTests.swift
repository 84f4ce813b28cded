import Tensors
import Testing

@testable import Networks

@Suite("Layers for sequences at the edges")
struct SequenceTests {
  private func x(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
    Tensor(randomNormal: shape, seed: seed)
  }

  /// One step after the other gives what the whole sequence gives.
  private func checkSteps<L: RecurrentLayer>(_ layer: L) {
    let input = x([2, 5, 3])
    let whole = layer(input)
    var state = layer.initialState(samples: 2)
    for step in 0..<5 {
      state = layer.step(input.slice(axis: 1, step..<step + 1).squeezed(), from: state)
      let expected = whole.slice(axis: 1, step..<step + 1).squeezed()
      #expect(state.hidden.isClose(to: expected, tolerance: 1e-6))
    }
  }

  @Test func stepsAreTheSequence() {
    checkSteps(RNN(3, 4, returnsSequences: true, seed: 1))
    checkSteps(LSTM(3, 4, returnsSequences: true, seed: 1))
    checkSteps(GRU(3, 4, returnsSequences: true, seed: 1))
  }

  /// Many samples and many steps, so that every size of tile and several chunks are used.
  @Test(arguments: [1, 2, 5, 6, 11, 13, 300])
  func batchesAreTheirSamples(_ samples: Int) {
    let layer = LSTM(3, 20, returnsSequences: true, seed: 1)
    let input = x([samples, 3, 3])
    let weights = x([samples, 3, 20], seed: 2)
    let (output, context) = layer.forward(input, phase: .evaluation)
    let gradients = layer.backward(weights, context: context)
    var sum = Tensor(zeros: layer.stateWeight.shape)
    for sample in 0..<samples {
      let one = input[rows: sample..<sample + 1]
      let (part, context) = layer.forward(one, phase: .evaluation)
      #expect(part.isClose(to: output[rows: sample..<sample + 1], tolerance: 1e-6))
      let gradient = layer.backward(weights[rows: sample..<sample + 1], context: context)
      sum += gradient.parameters.tensors[1]
      #expect(
        gradient.input?[row: 0].isClose(
          to: gradients.input?[row: sample] ?? Tensor(0), tolerance: 1e-6) == true)
    }
    #expect(gradients.parameters.tensors[1].isClose(to: sum, tolerance: 1e-5))
  }

  @Test func longSequencesUseSeveralChunks() {
    // 600 rows of two samples: more than two chunks of the gradient of the weights.
    let layer = GRU(2, 3, returnsSequences: true, seed: 1)
    let input = x([2, 300, 2])
    let (output, context) = layer.forward(input, phase: .evaluation)
    let weights = x(output.shape, seed: 2)
    let gradients = layer.backward(weights, context: context)
    func loss(_ bias: Tensor) -> Double {
      var moved = layer
      moved.bias = bias
      let products = moved(input) * weights
      return products.scalars.reduce(0.0) { $0 + Double($1) }
    }
    let slopes = GradientCheck.slopes(at: layer.bias, of: loss)
    #expect(gradients.parameters.tensors[2].isClose(to: slopes, tolerance: 1e-2))
  }

  @Test func paddingChangesNothing() {
    let layer = LSTM(3, 4, returnsSequences: true, seed: 1)
    let phase = Phase.training(seed: 1, lengths: [2, 0])
    let input = x([2, 5, 3])
    var garbage = input
    for index in 6..<30 { garbage.scalars[index] = .infinity }
    let (output, context) = layer.forward(garbage, phase: phase)
    let (same, sameContext) = layer.forward(input, phase: phase)
    #expect(output == same)
    #expect(
      layer.backward(output, context: context).parameters.tensors
        == layer.backward(output, context: sameContext).parameters.tensors)
    #expect(output[row: 0][rows: 2...] == Tensor(zeros: [3, 4]))
    #expect(output[row: 1] == Tensor(zeros: [5, 4]))
    let short = layer.forward(input[rows: ..<1].slice(axis: 1, ..<2), phase: .evaluation).output
    #expect(short[row: 0].isClose(to: output[row: 0][rows: ..<2], tolerance: 1e-7))
  }

  @Test func paddingHasNoGradient() {
    let layer = GRU(3, 4, returnsSequences: true, seed: 1)
    let (output, context) = layer.forward(
      x([2, 5, 3]), phase: .training(seed: 1, lengths: [2, 0]))
    let gradients = layer.backward(x(output.shape, seed: 3), context: context)
    #expect(gradients.input?[row: 0][rows: 2...] == Tensor(zeros: [3, 3]))
    #expect(gradients.input?[row: 1] == Tensor(zeros: [5, 3]))
  }

  @Test func nothingToRead() {
    let layer = LSTM(3, 4, returnsSequences: true, seed: 1)
    for shape: Shape in [[0, 5, 3], [2, 0, 3]] {
      let (output, context) = layer.forward(Tensor(zeros: shape), phase: .evaluation)
      #expect(output.shape == [shape[0], shape[1], 4])
      let gradients = layer.backward(output, context: context)
      #expect(gradients.input?.shape == shape)
      #expect(gradients.parameters.tensors.map(\.shape) == [[3, 16], [4, 16], [16]])
      #expect(gradients.parameters.tensors.allSatisfy { $0.sum() == 0 })
    }
    #expect(LSTM(3, 4, seed: 1)(Tensor(zeros: [2, 0, 3])) == Tensor(zeros: [2, 4]))
    #expect(MeanOverSteps()(Tensor(zeros: [2, 0, 3])) == Tensor(zeros: [2, 3]))
    #expect(MaxOverSteps()(Tensor(zeros: [2, 0, 3])) == Tensor(zeros: [2, 3]))
    #expect(LastStep()(Tensor(zeros: [2, 0, 3])) == Tensor(zeros: [2, 3]))
    #expect(EmbeddingMean(5, 3, seed: 1)(Tensor(zeros: [2, 0])) == Tensor(zeros: [2, 3]))
    #expect(SelfAttention(3, seed: 1)(Tensor(zeros: [2, 0, 3])) == Tensor(zeros: [2, 0, 3]))
  }

  @Test func sameBitsEveryTime() {
    let layer = LSTM(5, 20, returnsSequences: true, seed: 1)
    let input = x([7, 9, 5])
    func run() -> [Tensor] {
      let (output, context) = layer.forward(input, phase: .evaluation)
      return [output] + layer.backward(output, context: context).parameters.tensors
    }
    #expect(run() == run())
  }

  @Test func gradientsOfAnEmbeddingAreRows() throws {
    let layer = Embedding(200, 2, padding: 3, seed: 1)
    let (_, context) = layer.forward([[130, 3], [64, 130]], phase: .training(seed: 1))
    let gradients = layer.backward([[[1, 2], [9, 9]], [[3, 4], [5, 6]]], context: context)
    guard case .rows(let rows, let values, let shape) = gradients.parameters.entries[0] else {
      Issue.record("the gradient is dense")
      return
    }
    #expect(rows == [64, 130])
    #expect(values == [[3, 4], [6, 8]])
    #expect(shape == [200, 2])
    #expect(layer([3]) == [[0, 0]])
  }

  @Test func meanLeavesPaddingOut() {
    let layer = EmbeddingMean(weight: [[9, 9], [2, 4], [4, 8]], padding: 0)
    #expect(layer([[1, 2, 0], [0, 0, 0]]) == [[3, 6], [0, 0]])
    let phase = Phase.evaluation(lengths: [1, 3])
    #expect(layer.forward([[1, 2, 0], [2, 2, 2]], phase: phase).output == [[2, 4], [4, 8]])
  }

  @Test func meanIsEmbeddingThenMean() {
    // 83 features: whole strips of 64, of 16, and single columns.
    let table = x([11, 83])
    let tokens: Tensor = [[1, 10, 3, 3], [0, 7, 2, 9], [4, 4, 4, 4]]
    let phase = Phase.evaluation(lengths: [4, 2, 0])
    let two = Sequential {
      Embedding(weight: table)
      MeanOverSteps()
    }
    let one = EmbeddingMean(weight: table).forward(tokens, phase: phase).output
    #expect(one.isClose(to: two.forward(tokens, phase: phase).output, tolerance: 1e-6))
  }

  @Test func maximumIsTheFirstOfEqualOnes() {
    let (output, context) = MaxOverSteps().forward(
      Tensor([1, 3, 3, -2, .nan, 5], shape: [2, 3, 1]), phase: .evaluation)
    #expect(output[0, 0] == 3)
    #expect(output[1, 0].isNaN)
    #expect(
      MaxOverSteps().backward([[1], [0]], context: context).input?[row: 0] == [[0], [1], [0]])
  }

  @Test func lastStepIsTheRealEnd() {
    let phase = Phase.evaluation(lengths: [2, 0])
    #expect(
      LastStep().forward([[[1], [2], [9]], [[7], [8], [9]]], phase: phase).output == [[2], [0]])
  }

  @Test func lastStepOfAllStatesIsTheLastState() {
    let all = Sequential {
      LSTM(3, 4, returnsSequences: true, seed: 1)
      LastStep()
    }
    let phase = Phase.evaluation(lengths: [2, 5])
    #expect(
      all.forward(x([2, 5, 3]), phase: phase).output
        == LSTM(3, 4, seed: 1).forward(x([2, 5, 3]), phase: phase).output)
  }

  @Test func weightsOfAttentionSumToOne() {
    let layer = DotProductAttention(lengths: .queries)
    let weights = layer.weights(
      x([2, 3, 4]), x([2, 5, 4]), phase: .evaluation(lengths: [3, 1]))
    #expect(weights.shape == [2, 3, 5])
    #expect(weights.sum(axis: -1).isClose(to: [[1, 1, 1], [1, 0, 0]], tolerance: 1e-6))
  }

  @Test func causalStepsDoNotSeeWhatFollows() {
    let layer = SelfAttention(4, heads: 2, isCausal: true, seed: 1)
    var input = x([1, 5, 4])
    let before = layer(input)
    for index in 12..<20 { input.scalars[index] += 1 }
    let after = layer(input)
    #expect(before[row: 0].prefix(3) == after[row: 0].prefix(3))
    #expect(before[row: 0][row: 3] != after[row: 0][row: 3])
  }

  @Test func forgetGatesStartOpen() {
    let bias = LSTM(2, 3, seed: 1).bias
    #expect(bias == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(LSTM(2, 3, forgetBias: 0, seed: 1).bias == Tensor(zeros: [12]))
  }

  @Test func survivorsOfABeam() {
    let state = RecurrentState(hidden: [[1], [2]], cell: [[3], [4]])
    #expect(
      state[rows: [1, 1, 0]] == RecurrentState(hidden: [[2], [2], [1]], cell: [[4], [4], [3]]))
  }
}
