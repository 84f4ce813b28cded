import Networks
import Tensors
import Testing

/// The captioner of the lecture: features of a picture begin the state that writes its words.
///
/// h_0 = tanh(features W + b), then an LSTM over the words before, and scores of the next word.
private struct Captioner: MultiLayer {
  var start: Linear
  var words: Embedding
  var memory: Stateful<LSTM>
  var scores: Linear

  init(features: Int, vocabulary: Int, size: Int, units: Int) {
    start = Linear(features, units, seed: 1)
    words = Embedding(vocabulary, size, seed: 2)
    memory = Stateful(LSTM(size, units, returnsSequences: true, seed: 3))
    scores = Linear(units, vocabulary, seed: 4)
  }

  func outputShapes(for inputs: [Shape]) throws(ShapeError) -> [Shape] {
    let state = try start.outputShape(for: inputs[0])
    let states = try memory.outputShapes(for: [try words.outputShape(for: inputs[1]), state])
    return [try scores.outputShape(for: states[0])]
  }

  func forward(_ inputs: [Tensor], phase: Phase) -> (outputs: [Tensor], context: Context) {
    let state = tanh(start.forward(inputs[0], phase: phase).output)
    let vectors = words.forward(inputs[1], phase: phase).output
    let (states, context) = memory.forward([vectors, state], phase: phase)
    let result = scores.forward(states[0], phase: phase).output
    return ([result], Context(inputs: inputs, state: state, memory: context, states: states[0]))
  }

  func backward(_ outputGradients: [Tensor?], context: Context, needsInputGradients: [Bool])
    -> MultiLayerGradients
  {
    let scores = scores.backward(outputGradients[0] ?? Tensor(0), context: context.states)
    let memory = memory.backward(
      [scores.input, nil, nil], context: context.memory, needsInputGradients: [true, true])
    guard let vectors = memory.inputs[0], let state = memory.inputs[1] else {
      return MultiLayerGradients(inputs: [nil, nil])
    }
    let words = words.backward(vectors, context: context.inputs[1])
    let start = start.backward(
      state * (1 - context.state * context.state), context: context.inputs[0])
    var parameters = start.parameters
    parameters.append(words.parameters)
    parameters.append(memory.parameters)
    parameters.append(scores.parameters)
    return MultiLayerGradients(inputs: [start.input, nil], parameters: parameters)
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    start.visitTensors(at: path.appending("start"), visit)
    words.visitTensors(at: path.appending("words"), visit)
    memory.visitTensors(at: path.appending("memory"), visit)
    scores.visitTensors(at: path.appending("scores"), visit)
  }

  struct Context {
    let inputs: [Tensor]
    let state: Tensor
    let memory: Stateful<LSTM>.Context
    let states: Tensor
  }

  /// The likeliest caption, word by word.
  func caption(_ features: Tensor, begin: Int, count: Int) -> [Int] {
    var state = RecurrentState(hidden: tanh(start(features)))
    var result = [begin]
    for _ in 0..<count {
      state = memory.layer.step(words(Tensor([Float(result[result.count - 1])])), from: state)
      result.append(scores(state.hidden).argMax())
    }
    return result
  }
}

@Suite("A captioner out of layers")
struct CaptionerTests {
  @Test func gradientsFlowIntoThePicture() {
    let network = Captioner(features: 3, vocabulary: 5, size: 2, units: 4)
    let report = GradientCheck.check(
      network, inputs: [Tensor(randomNormal: [2, 3], seed: 5), [[0, 3, 1], [4, 4, 2]]],
      phase: .training(seed: 1, lengths: [3, 2]), checksInputs: [true, false])
    #expect(report.passed, "\(report)")
    #expect(report.comparisons.count == 9)
  }

  @Test func writesWhatItLearnt() {
    var network = Captioner(features: 2, vocabulary: 6, size: 4, units: 8)
    let features: Tensor = [[1, 0], [0, 1]]
    let words: Tensor = [[0, 1, 2, 3], [0, 3, 2, 4]]
    let next: Tensor = [[1, 2, 3, 5], [3, 2, 4, 5]]
    var optimizer = StochasticGradientDescent(learningRate: 1)
    for step in 0..<150 {
      let (outputs, context) = network.forward(
        [features, words], phase: .training(seed: UInt64(step)))
      let gradient = SoftmaxCrossEntropy().valueAndGradient(outputs[0], next).gradient
      let gradients = network.backward(
        [gradient], context: context, needsInputGradients: [false, false])
      optimizer.update(&network, with: gradients.parameters)
    }
    #expect(network.caption([[1, 0]], begin: 0, count: 4) == [0, 1, 2, 3, 5])
    #expect(network.caption([[0, 1]], begin: 0, count: 4) == [0, 3, 2, 4, 5])
  }
}
