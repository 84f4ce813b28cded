import Networks
import Tensors
import Testing

/// A mistake by name, so that the process that makes it can be told which.
private enum TapeMistakeCase: String, CaseIterable, Codable, Sendable {
  case notOneNumber, modelNotOneNumber, constant, outerModel, detached, otherTape, otherTapeInLayer
  case afterwards, readTwice, variableAfterwards, by, unnamedTensor, unnamedPart, gradientCount
  case shapes, layerShape, lossShape, broadcast, concatenate, subscriptRange, foreignLoss, byForeign

  func make() {
    let x: Tensor = [[1, 2, 3], [4, 5, 6]]
    let layer = Linear(3, 2, seed: 1)
    switch self {
    case .notOneNumber: _ = gradient(at: x) { $0 * 2 }
    case .modelNotOneNumber: _ = layer.valueAndGradients { $0(x) }
    case .constant: _ = gradient(at: x) { _ in Variable(x).sum() }
    case .outerModel: _ = layer.valueAndGradients { _ in Variable(layer(x)).sum() }
    case .detached: _ = gradient(at: x) { $0.sum().detached() }
    case .otherTape:
      _ = gradient(at: x) { x in Variable(gradient(at: x.tensor) { ($0 * x).sum() }) }
    case .otherTapeInLayer:
      _ = gradient(at: x) { x in Variable(layer.valueAndGradients { $0(x).sum() }.loss) }
    case .afterwards:
      var kept: Variable?
      _ = gradient(at: x) { x in
        kept = x
        return x.sum()
      }
      _ = kept.map { $0 * 2 }
    case .readTwice:
      let tape = Tape()
      let sum = tape.variable(x).sum()
      _ = tape.gradients(of: sum, by: [sum])
      _ = tape.gradients(of: sum, by: [sum])
    case .variableAfterwards:
      let tape = Tape()
      let sum = tape.variable(x).sum()
      _ = tape.gradients(of: sum, by: [sum])
      _ = tape.variable(x)
    case .by:
      let tape = Tape()
      _ = tape.gradients(of: tape.variable(x).sum(), by: [Variable(x)])
    case .byForeign:
      let tape = Tape()
      _ = tape.gradients(of: tape.variable(x).sum(), by: [Tape().variable(x)])
    case .foreignLoss:
      let tape = Tape()
      let sum = tape.variable(x).sum()
      _ = gradient(at: x) { _ in sum }
    case .unnamedTensor: _ = Forgetful().valueAndGradients { $0.forgotten.sum() }
    case .unnamedPart: _ = Forgetful().valueAndGradients { $0.part(x).sum() }
    case .gradientCount: _ = Miscounting().valueAndGradients { $0(x).sum() }
    case .shapes: _ = gradient(at: x) { ($0 + Variable([1, 2])).sum() }
    case .layerShape: _ = gradient(at: x) { Linear(5, 2, seed: 1)($0).sum() }
    case .lossShape: _ = gradient(at: x) { SoftmaxCrossEntropy()($0, [1, 2, 0]) }
    case .broadcast: _ = gradient(at: x) { $0.broadcast(to: [3]).sum() }
    case .concatenate: _ = gradient(at: x) { Variable(concatenating: [$0, $0.transposed()]).sum() }
    case .subscriptRange: _ = gradient(at: x) { $0[2, 0] }
    }
  }

  var text: String {
    switch self {
    case .notOneNumber:
      """
      gradients: the loss is not a single number
        expected: one number, of shape []
        got:      shape [2, 3]
        help:     add it up with sum() or mean(), or give it to a loss
      """
    case .modelNotOneNumber:
      """
      gradients: the loss is not a single number
        expected: one number, of shape []
        got:      shape [2, 2]
        help:     add it up with sum() or mean(), or give it to a loss
      """
    case .constant, .outerModel, .detached:
      """
      gradients: the loss does not depend on any variable
        expected: a loss computed from the variables that the closure gets
        got:      a constant
        help:     inside the closure use its argument, not what it was made from; a detached result is a constant
      """
    case .otherTape:
      """
      *: a variable is of another tape
        expected: variables of one tape: those that the innermost closure gets
        got:      a variable of another computation of gradients
        help:     take its numbers as a constant with detached()
      """
    case .otherTapeInLayer:
      """
      layer: a variable is of another tape
        expected: variables of one tape: those that the innermost closure gets
        got:      a variable of another computation of gradients
        help:     take its numbers as a constant with detached()
      """
    case .by:
      """
      gradients: a derivative by a constant was asked for
        expected: variables of the tape: its inputs, or what was computed from them
        got:      a constant
        help:     make it a variable with tape.variable(…) before the loss is computed
      """
    case .foreignLoss, .byForeign:
      """
      gradients: a variable is of another tape
        expected: variables of one tape: those that the innermost closure gets
        got:      a variable of another computation of gradients
        help:     take its numbers as a constant with detached()
      """
    case .afterwards:
      """
      *: the tape of the variable has ended
        expected: a variable that is used before its gradients are computed
        got:      one that was kept from an earlier computation
        help:     keep its numbers instead: variable.tensor
      """
    case .readTwice:
      """
      gradients: the tape of the variable has ended
        expected: a variable that is used before its gradients are computed
        got:      one that was kept from an earlier computation
        help:     keep its numbers instead: variable.tensor
      """
    case .variableAfterwards:
      """
      variable: the tape of the variable has ended
        expected: a variable that is used before its gradients are computed
        got:      one that was kept from an earlier computation
        help:     keep its numbers instead: variable.tensor
      """
    case .unnamedTensor:
      """
      Forgetful: a part of the model has no gradient
        expected: tensors that visitTensors of the model names
        got:      a tensor of shape [2], which it does not name
        help:     name it in visitTensors; what is not to be trained has the role .frozen
      """
    case .unnamedPart:
      """
      Forgetful: a part of the model has no gradient
        expected: tensors that visitTensors of the model names
        got:      Linear, which it does not name
        help:     name it in visitTensors; what is not to be trained has the role .frozen
      """
    case .gradientCount:
      """
      Miscounting: the derivatives are not those of the layer's tensors
        expected: 1 derivatives, one for every tensor that visitTensors names
        got:      2 derivatives
        help:     return them in the order of visitTensors
      """
    case .shapes:
      """
      +: the shapes do not fit together
        expected: sizes that are equal or 1, compared from the last axis
        got:      [2, 3] + [2]
      """
    case .layerShape:
      """
      Linear(5 → 2): the number of features does not fit
        expected: [samples, 5]
        got:      [2, 3]
      """
    case .lossShape:
      """
      SoftmaxCrossEntropy: scores and targets do not fit
        expected: scores [samples, classes] and targets [samples]
        got:      scores [2, 3] and targets [3]
      """
    case .broadcast:
      """
      broadcast: the tensor cannot be repeated to that shape
        expected: sizes that are those of [3] or 1, compared from the last axis
        got:      shape [2, 3]
      """
    case .concatenate:
      """
      concatenating: the tensors have different shapes
        expected: the sizes of [2, 3] on every axis but axis 0
        got:      shape [3, 2] for tensor 1
      """
    case .subscriptRange:
      """
      subscript: an index is out of range
        expected: indices from 0, each below its size in [2, 3]
        got:      [2, 0]
      """
    }
  }
}

/// A model that names only one of its tensors.
private struct Forgetful: Parameterized {
  var named: Tensor = [1]
  var forgotten: Tensor = [1, 2]
  var part = Linear(3, 2, seed: 1)

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("named"), .weight, &named)
  }
}

/// A layer that returns more derivatives than it has tensors.
private struct Miscounting: Layer {
  var scale: Tensor = [1]

  func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }

  func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Tensor) {
    (input * scale, input)
  }

  func backward(_ outputGradient: Tensor, context: Tensor, needsInputGradient: Bool)
    -> LayerGradients
  {
    LayerGradients(input: nil, parameters: Gradients([[1], [2]]))
  }

  mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("scale"), .scale, &scale)
  }
}

@Suite("Texts of mistakes with tapes")
struct TapeErrorTests {
  @Test("A mistake ends the program and explains itself", arguments: TapeMistakeCase.allCases)
  private func text(mistake: TapeMistakeCase) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mistake] in
      mistake.make()
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains("\n" + mistake.text), "\(errors)")
  }

  @Test func theTextNamesTheCall() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = gradient(at: [1, 2]) { $0 }
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(errors.contains("TapeErrorTests.swift:"))
  }
}
