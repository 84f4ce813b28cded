import Tensors
import Testing

@testable import Networks

@Suite struct LossErrorTests {
  @Test func shapes() {
    #expect(
      message { try SoftmaxCrossEntropy().check(prediction: [4, 3], target: [4, 3]) } == """
        SoftmaxCrossEntropy: scores and targets do not fit
          expected: scores [samples, classes] and targets [samples]
          got:      scores [4, 3] and targets [4, 3]
          help:     targets are the numbers of the classes, not one-hot rows
        """)
    #expect(
      message { try LogLoss().check(prediction: [4, 3], target: [5]) } == """
        LogLoss: probabilities and targets do not fit
          expected: probabilities [samples, classes] or [samples], and targets [samples]
          got:      probabilities [4, 3] and targets [5]
          help:     targets are the numbers of the classes, not one-hot rows
        """)
    #expect(
      message { try Hinge().check(prediction: [4, 3], target: [5]) } == """
        Hinge: scores and targets do not fit
          expected: scores [samples, classes] or [samples], and targets [samples]
          got:      scores [4, 3] and targets [5]
          help:     targets are −1 and 1 for one score a sample, class numbers for several
        """)
    #expect(
      message { try Contrastive().check(prediction: [3, 8], target: [2]) } == """
        Contrastive: embeddings and targets do not fit
          expected: embeddings [pairs, 2, features] or [2 · pairs, features], and targets [pairs]
          got:      embeddings [3, 8] and targets [2]
          help:     rows 2i and 2i + 1 of a batch are pair i, and target i says whether they are alike
        """)
  }

  @Test(
    arguments: [
      SquaredError(), AbsoluteError(), Huber(), BinaryCrossEntropy(),
    ] as [any Loss])
  func nothingIsBroadcast(_ loss: any Loss) {
    #expect(
      message { try loss.check(prediction: [4, 2], target: [4]) } == """
        \(type(of: loss)): predictions and targets do not fit
          expected: targets [4, 2], one for every prediction
          got:      predictions [4, 2] and targets [4]
          help:     a column [samples, 1] fits targets [samples]; nothing else is broadcast
        """)
    #expect(message { try loss.check(prediction: [1, 4], target: [4]) } != "no error")
    #expect(message { try loss.check(prediction: [4], target: [4, 1]) } == "no error")
  }

  @Test func targetsThatAreNoClasses() {
    func text(_ targets: Tensor, classes: Int = 3, ignoring: Float? = nil) -> String? {
      ShapeError.classNumbers(targets, classes: classes, ignoring: ignoring, for: "Loss")?
        .description
    }
    #expect(
      text([0, 3]) == """
        Loss: a target is not one of the classes
          expected: whole numbers from 0 to 2
          got:      3 as target 1
          help:     number the classes from 0, and give the network one score for every class
        """)
    #expect(text([0, -1], ignoring: -100)?.contains("from 0 to 2, or -100 to ignore") == true)
    #expect(text([0.5])?.contains("0.5 as target 0") == true)
    #expect(text(Tensor([.nan]))?.contains("nan as target 0") == true)
    #expect(text(Tensor([.infinity]))?.contains("inf as target 0") == true)
    #expect(text([1e30])?.contains("as target 0") == true)
    #expect(text([0], classes: 0)?.contains("at least one class") == true)
    #expect(text([2, -100, 0], ignoring: -100) == nil)
  }

  @Test func targetsOutsideTheirRange() {
    func text(_ targets: Tensor, onlyEnds: Bool) -> String? {
      ShapeError.targets(
        targets, from: 0, to: 1, onlyEnds: onlyEnds, for: "Loss", help: "say 1 or 0")?.description
    }
    #expect(
      text([0, 1, 2], onlyEnds: false) == """
        Loss: a target is not one of the possible numbers
          expected: 0 to 1
          got:      2 as target 2
          help:     say 1 or 0
        """)
    #expect(text([0.5], onlyEnds: true)?.contains("expected: 0 or 1\n  got:      0.5") == true)
    #expect(text([0.5, 1, 0], onlyEnds: false) == nil)
    #expect(text(Tensor([.nan]), onlyEnds: false) != nil)
    #expect(text(Tensor([.nan]), onlyEnds: true) != nil)
  }

  @Test func predictionsThatAreNoProbabilities() {
    #expect(
      ShapeError.probabilities([0.5, 1, 3.5], for: "LogLoss")?.description == """
        LogLoss: a prediction is not a probability
          expected: numbers from 0 to 1
          got:      3.5 as prediction 2
          help:     put a Softmax() or Sigmoid() last, or use the cross-entropy that takes scores
        """)
    #expect(ShapeError.probabilities([1.00001, 0], for: "LogLoss") == nil)
  }

  @Test func settings() {
    #expect(
      ShapeError.positive(-1, "margin", of: "Hinge")?.description == """
        Hinge: margin cannot be used
          expected: a number above 0
          got:      -1
          help:     look at how margin was computed
        """)
    #expect(ShapeError.positive(.nan, "margin", of: "Hinge") != nil)
    #expect(ShapeError.positive(0.5, "margin", of: "Hinge") == nil)
  }

  @Test func theTextEndsTheProgram() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SoftmaxCrossEntropy()([[1, 2]], [2])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("SoftmaxCrossEntropy: a target is not one of the classes"))
    #expect(text.contains("got:      2 as target 0"))
  }
}
