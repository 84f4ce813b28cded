import Networks
import Tensors
import Testing

/// Values and derivatives as PyTorch computes them.
@Suite struct LossGoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let loss: any Loss
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "crossEntropy", loss: SoftmaxCrossEntropy()),
    Case(name: "crossEntropy20x10", loss: SoftmaxCrossEntropy()),
    Case(name: "crossEntropy3x50", loss: SoftmaxCrossEntropy()),
    Case(name: "smoothed", loss: SoftmaxCrossEntropy(labelSmoothing: 0.1)),
    Case(name: "smoothed3x40", loss: SoftmaxCrossEntropy(labelSmoothing: 0.3)),
    Case(name: "ignoring", loss: SoftmaxCrossEntropy(ignoreIndex: 0)),
    Case(name: "ignoringSmoothed", loss: SoftmaxCrossEntropy(ignoreIndex: 2, labelSmoothing: 0.1)),
    Case(name: "ignoring3x33", loss: SoftmaxCrossEntropy(ignoreIndex: 7)),
    Case(name: "sequences", loss: SoftmaxCrossEntropy(ignoreIndex: 0)),
    Case(name: "large", loss: SoftmaxCrossEntropy()),
    Case(name: "excluded", loss: SoftmaxCrossEntropy()),
    Case(name: "binary", loss: BinaryCrossEntropy()),
    Case(name: "binarySoft", loss: BinaryCrossEntropy()),
    Case(name: "binaryLarge", loss: BinaryCrossEntropy()),
    Case(name: "log", loss: LogLoss()),
    Case(name: "logBinary", loss: LogLoss()),
    Case(name: "hinge", loss: Hinge()),
    Case(name: "hingeClasses", loss: Hinge()),
    Case(name: "hingeMargin", loss: Hinge(margin: 0.3)),
    Case(name: "squared", loss: SquaredError()),
    Case(name: "absolute", loss: AbsoluteError()),
    Case(name: "huber", loss: Huber()),
    Case(name: "huberDelta", loss: Huber(delta: 0.4)),
    Case(name: "contrastive", loss: Contrastive(margin: 1.5)),
  ]

  @Test(arguments: cases)
  func agreesWithPyTorch(_ row: Case) throws {
    let golden = try Golden.load("losses")
    let (value, gradient) = row.loss.valueAndGradient(
      try golden("prediction", of: row.name), try golden("target", of: row.name))
    let expected = try golden("value", of: row.name).scalar
    #expect(abs(value - expected) <= 2e-6 * Swift.max(1, abs(expected)))
    #expect(gradient.isClose(to: try golden("gradient", of: row.name), tolerance: 2e-6))
  }

  @Test func everyGoldenCaseIsUsed() throws {
    #expect(try Set(Golden.load("losses").cases.keys) == Set(Self.cases.map(\.name)))
  }
}
