import Networks
import Tensors
import Testing

@testable import Training

/// The identity until its output or its gradient is to be infinite.
private struct Breaking: Layer {
  var forwards = false
  var backwards = false
  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }
  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Void) {
    (forwards ? input / 0 : input, ())
  }
  func backward(_ outputGradient: Tensor, context: Void, needsInputGradient: Bool)
    -> LayerGradients
  { LayerGradients(input: backwards ? outputGradient / 0 : outputGradient) }
}

@Suite struct NonFiniteTests {
  private func error(
    _ model: Sequential, _ samples: TensorSamples = points(20, seed: 1), rate: Float = 0.1
  ) -> String {
    var trainer = Trainer(
      model, loss: SoftmaxCrossEntropy(), optimizer: StochasticGradientDescent(learningRate: rate),
      batchSize: 8, seed: 3)
    do {
      try trainer.train(on: samples, epochs: 50)
    } catch { return "\(error)" }
    return "no error"
  }

  @Test func theFirstOutputThatIsNotFiniteIsNamed() {
    let model = Sequential {
      Linear(2, 3, seed: 1)
      Sequential {
        Linear(3, 3, seed: 3)
        Breaking(forwards: true)
      }
      Linear(3, 2, seed: 2)
    }
    #expect(
      error(model) == """
        the loss is not finite at step 1
          where: epoch 1, batch 1 of 3: the output of 1.1: Breaking is the first that is not finite
          help:  take a smaller learning rate, clip the gradients, or look at the inputs of that batch
        """)
  }

  @Test func theFirstGradientThatIsNotFiniteIsNamed() {
    let model = Sequential {
      Linear(2, 3, seed: 1)
      Breaking(backwards: true)
      Linear(3, 2, seed: 2)
    }
    #expect(
      error(model) == """
        a gradient is not finite at step 1
          where: epoch 1, batch 1 of 3: the gradient of 1: Breaking is the first that is not finite
          help:  take a smaller learning rate, clip the gradients, or look at the inputs of that batch
        """)
  }

  @Test func aParameterThatIsNotFiniteIsNamed() {
    var broken = Linear(3, 2, seed: 2)
    broken.weight[1, 1] = .nan
    let model = Sequential([Linear(2, 3, seed: 1), broken])
    #expect(
      error(model).contains(
        "the output of 1: Linear(3 → 2) is the first that is not finite; 1.weight is not finite itself"
      ))
  }

  @Test func anInputThatIsNotFiniteIsNamed() {
    var inputs = points(20, seed: 1).wholeBatch.input
    inputs[0, 1] = .infinity
    let samples = TensorSamples(inputs: inputs, targets: Tensor(zeros: [20]))
    #expect(error(smallNetwork(), samples).contains("the input has numbers that are not finite"))
  }

  @Test func divergenceStopsTraining() {
    #expect(error(smallNetwork(), rate: 1e30).contains("is not finite at step"))
  }

  @Test func nothingIsChangedByTheStepThatFailed() throws {
    let model = Sequential([
      Linear(2, 2, seed: 1), Breaking(backwards: true), Linear(2, 2, seed: 4),
    ])
    var trainer = Trainer(
      model, loss: SoftmaxCrossEntropy(), optimizer: StochasticGradientDescent(learningRate: 1))
    #expect(throws: TrainingError.self) { try trainer.train(on: points(9, seed: 1), epochs: 1) }
    #expect(trainer.model.bits == model.bits)
    #expect(trainer.position.step == 0)
  }
}
