import Networks
import Tensors
import Testing

@testable import Training

@Suite struct TransferTests {
  private var network: Sequential {
    Sequential {
      Linear(2, 6, seed: 1)
      Centre(6)
      Silence()
      ReLU()
      Linear(6, 2, seed: 2)
    }
  }

  @Test func frozenLayersStayAsTheyAre() throws {
    var model = network
    model.freeze(0..<3)
    #expect(model.namedTensors.map(\.path) == network.namedTensors.map(\.path))
    #expect(
      model.namedTensors.map(\.role) == [.frozen, .frozen, .frozen, .weight, .bias])
    #expect(model.parameterCount == 14)
    #expect(model.layers[0].summary == "Frozen(Linear(2 → 6))")
    var trainer = Trainer(
      model, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.1), batchSize: 16)
    try trainer.train(on: points(40, seed: 1), epochs: 2)
    #expect(Array(trainer.model.bits[..<3]) == Array(model.bits[..<3]))
    #expect(trainer.model.bits[3] != model.bits[3])
  }

  @Test func frozenLayersAreInUseEvenWhileOthersTrain() {
    let input = Tensor(randomNormal: [4, 6], seed: 1)
    let frozen = Frozen(Silence())
    #expect(frozen.forward(input, phase: .training(seed: 1)).output == input)
  }

  @Test func gradientsPassThroughFrozenLayers() {
    var model = Sequential([Linear(3, 4, seed: 1), Linear(4, 5, seed: 2), Linear(5, 2, seed: 3)])
    let free = model
    model.freeze(1..<2)
    let batch = Batch(input: Tensor(randomNormal: [4, 3], seed: 5), target: [0, 1, 1, 0])
    let some = model.valueAndGradients(SoftmaxCrossEntropy(), batch: batch, seed: 1)
    let all = free.valueAndGradients(SoftmaxCrossEntropy(), batch: batch, seed: 1)
    #expect(some.gradients.tensors == [0, 1, 4, 5].map { all.gradients.tensors[$0] })
  }

  @Test func nobodyIsAskedForGradientsBelow() {
    let layer = Frozen(Linear(3, 2, seed: 1))
    let (output, context) = layer.forward(Tensor(ones: [1, 3]), phase: .training(seed: 1))
    let gradients = layer.backward(output, context: context, needsInputGradient: false)
    #expect(gradients.input == nil)
    #expect(gradients.parameters.entries.isEmpty)
  }

  @Test func whatWasFrozenThaws() {
    var model = network
    model.freeze(0..<5)
    model.freeze(0..<5)
    #expect(model.parameterCount == 0)
    model.unfreeze(0..<5)
    #expect(model.parameterCount == network.parameterCount)
    #expect(model.layers[0] is Linear)
  }

  @Test func aHeadIsReplaced() throws {
    let other = network.replacingHead(2) {
      Tanh()
      Linear(6, 5, seed: 9)
    }
    #expect(try other.outputShape(for: [3, 2]) == [3, 5])
    #expect(other.layers.count == 5)
    #expect(other.layers[3] is Tanh)
  }

  @Test func tensorsAreLoadedByPathWithAReport() {
    let source = network
    var target = source.replacingHead(1) { Linear(6, 3, seed: 7) }
    target.layers[0] = Linear(2, 6, seed: 77)
    var tensors = source.namedTensors.map { (name: $0.path, value: $0.value) }
    tensors.removeAll { $0.name == "1.mean" }
    tensors.append((name: "9.weight", value: [1]))
    let report = target.load(tensors)
    #expect(target.bits[0] == source.bits[0])
    #expect(report.loaded == ["0.weight", "0.bias"])
    #expect(!report.isComplete)
    #expect(
      "\(report)" == """
        loaded 2 of 5 tensors
          missing:     1.mean
          unexpected:  9.weight
          other shape: 4.weight is [6, 3], but the file has [6, 2]
          other shape: 4.bias is [3], but the file has [2]
        """)
    var same = network
    #expect(same.load(source.namedTensors.map { ($0.path, $0.value) }).isComplete)
  }
}
