import Networks
import Tensors
import Testing

@Suite struct MergingTests {
  private let x: Tensor = [[1, 2, 3], [4, 5, 6]]

  @Test func values() {
    #expect(Copy(2)([x]) == [x, x])
    #expect(Split([1, 2])([x]) == [[[1], [4]], [[2, 3], [5, 6]]])
    #expect(Split([1, 1], axis: 0)([x]) == [[[1, 2, 3]], [[4, 5, 6]]])
    #expect(Concatenate()([x, [[7], [8]]]) == [[[1, 2, 3, 7], [4, 5, 6, 8]]])
    #expect(Concatenate(axis: 0)([x, [[7, 8, 9]]]) == [[[1, 2, 3], [4, 5, 6], [7, 8, 9]]])
    #expect(Sum()([x, x, x]) == [3 * x])
    #expect(Mean()([x, 3 * x]) == [2 * x])
    #expect(Multiply()([x, x, x]) == [x * x * x])
    #expect(Residual(ReLU())(x) == 2 * x)
  }

  @Test func outputsThatTheLossDoesNotDependOn() {
    let copy = Copy(2).backward([nil, x], context: (), needsInputGradients: [true])
    #expect(copy.inputs == [x])
    let none = Copy(2).backward([nil, nil], context: (), needsInputGradients: [true])
    #expect(none.inputs == [nil])
    let split = Split([1, 2]).backward(
      [[[7], [8]], nil], context: [2, 3], needsInputGradients: [true])
    #expect(split.inputs == [[[7, 0, 0], [8, 0, 0]]])
    let joined = Concatenate().backward(
      [nil], context: [[2, 1], [2, 2]], needsInputGradients: [true, true])
    #expect(joined.inputs == [nil, nil])
  }

  @Test func onlyWhatIsAskedFor() {
    let joined = Concatenate().backward(
      [x], context: [[2, 1], [2, 2]], needsInputGradients: [false, true])
    #expect(joined.inputs == [nil, [[2, 3], [5, 6]]])
    #expect(
      Sum().backward([x], context: 2, needsInputGradients: [true, false]).inputs == [x, nil])
    #expect(
      Multiply().backward([x], context: [x, x], needsInputGradients: [false, false]).inputs
        == [nil, nil])
    #expect(
      Split([3]).backward([x], context: [2, 3], needsInputGradients: [false]).inputs == [nil])
  }

  @Test func shapesOfOutputs() throws {
    #expect(try Copy(2).outputShapes(for: [[5, 4]]) == [[5, 4], [5, 4]])
    #expect(try Split([3, 1]).outputShapes(for: [[5, 4]]) == [[5, 3], [5, 1]])
    #expect(try Split([3, 2], axis: 0).outputShapes(for: [[5, 4]]) == [[3, 4], [2, 4]])
    #expect(try Concatenate(axis: 1).outputShapes(for: [[5, 4, 2], [5, 1, 2]]) == [[5, 5, 2]])
    #expect(try Mean().outputShapes(for: [[5, 4], [5, 4]]) == [[5, 4]])
    #expect([Copy(4).outputCount, Split([3, 2]).outputCount, Sum().outputCount] == [4, 2, 1])
  }

  @Test func shapeErrors() {
    #expect(
      message { try Sum().outputShapes(for: [[2, 3], [2, 1]]) } == """
        Sum: the inputs have different shapes
          expected: [2, 3] for every input, as for input 0
          got:      [2, 1] for input 1
          help:     nothing is broadcast: bring the inputs to one shape, for example with a Linear layer
        """)
    for text in [
      message { try Multiply().outputShapes(for: []) },
      message { try Concatenate().outputShapes(for: []) },
    ] {
      #expect(
        text.hasSuffix(
          """
          : there is nothing to merge
            expected: at least one input
            got:      none
            help:     pass the tensors that the layer merges
          """))
    }
    #expect(
      message { try Copy(2).outputShapes(for: [[2], [3]]) } == """
        Copy(2): the layer has one input
          expected: 1 input
          got:      2 inputs
          help:     use one such layer for each of them
        """)
    #expect(
      message { try Split([3, 2]).outputShapes(for: [[7, 6]]) } == """
        Split([3, 2]): the parts do not make up the input
          expected: sizes of 0 or more that add up to 6, along axis 1 of [7, 6]
          got:      [3, 2]
          help:     every number of the input goes into one part
        """)
    #expect(
      message { try Split([.max, .max]).outputShapes(for: [[7, 6]]) }.contains("do not make up"))
    #expect(message { try Split([-1, 7]).outputShapes(for: [[7, 6]]) }.contains("do not make up"))
    #expect(
      message { try Split([3], axis: 2).outputShapes(for: [[7, 3]]) } == """
        Split([3], axis: 2): the input has no such axis
          expected: an input with axis 2
          got:      [7, 3]
          help:     axes count from 0, or from −1 for the last
        """)
    #expect(
      message { try Concatenate(axis: 1).outputShapes(for: [[7, 3], [6, 3]]) } == """
        Concatenate(axis: 1): the inputs differ on another axis
          expected: the sizes of [7, 3], as for input 0, but along axis 1
          got:      [6, 3] for input 1
          help:     only the sizes along the axis of the concatenation may differ
        """)
    #expect(
      message { try Residual(Linear(3, 4, seed: 1)).outputShape(for: [2, 3]) } == """
        Residual(Linear(3 → 4)): the layers around which the input skips change its shape
          expected: [2, 3], that of the input
          got:      [2, 4]
          help:     end with as many features as there were, or use a Graph with a layer in the shortcut
        """)
    #expect(
      message { try Residual { Linear(3, 3, seed: 1) }.outputShape(for: [2, 4]) }
        .hasPrefix("body.0: Linear(3 → 3): the number of features does not fit"))
  }

  @Test func derivativesOfAnotherNumberOfOutputs() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Copy(2).backward([nil], context: (), needsInputGradients: [true])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        """
        backward of Copy(2): the number of derivatives does not fit
          expected: 2 output gradients, and 1 flags for the inputs
          got:      1 output gradients, and 1 flags
        """))
  }

  @Test func aResidualNamesItsBody() {
    #expect(
      Residual(Linear(2, 2, seed: 1)).namedTensors.map(\.path) == ["body.weight", "body.bias"])
    #expect(Residual { Linear(2, 2, seed: 1) }.namedTensors[0].path == "body.0.weight")
  }
}
