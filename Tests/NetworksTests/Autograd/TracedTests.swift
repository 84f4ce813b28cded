import Networks
import Tensors
import Testing

@Suite("Models on a tape")
struct TracedTests {
  /// Networks of random sizes, with their inputs.
  static let networks: [(network: Sequential, input: Tensor, labels: Tensor)] = (1...12).map {
    seed in
    var random = RandomGenerator(seed: UInt64(seed))
    let samples = random.index(below: 5) + 1
    var width = random.index(below: 6) + 1
    let input = Tensor(randomNormal: [samples, width], seed: UInt64(seed))
    var layers: [any Layer] = []
    for _ in 0..<(random.index(below: 4) + 1) {
      let next = random.index(below: 7) + 2
      layers.append(Linear(width, next, using: &random))
      if random.index(below: 2) == 0 { layers.append(ReLU()) }
      width = next
    }
    let labels = Tensor((0..<samples).map { _ in Float(random.index(below: width)) })
    return (Sequential(layers), input, labels)
  }

  @Test(arguments: 0..<12)
  func gradientsAreThoseOfTheLayers(_ number: Int) {
    let (network, input, labels) = TracedTests.networks[number]
    let expected = network.valueAndGradients(
      SoftmaxCrossEntropy(), input: input, target: labels, phase: .training(seed: 1))
    let (loss, gradients) = network.valueAndGradients { network in
      SoftmaxCrossEntropy()(network(input), labels)
    }
    #expect(loss == expected.loss)
    #expect(gradients.tensors == expected.gradients.tensors)
    // Layer by layer, as a person could have written it.
    let (again, slopes) = network.valueAndGradients { network in
      var value = Variable(input)
      for layer in network.layers { value = layer(value) }
      return SoftmaxCrossEntropy()(value, labels)
    }
    #expect(again == loss)
    #expect(slopes.tensors == gradients.tensors)
  }

  @Test func formulasAgreeWithLayers() {
    let layer = Linear(3, 2, seed: 1)
    let x = Tensor(randomNormal: [5, 3], seed: 2)
    let (loss, byLayer) = layer.valueAndGradients { square($0(x)).mean() }
    let (value, byFormula) = layer.valueAndGradients { layer in
      square(matmul(x, layer.weight) + layer.bias).mean()
    }
    #expect(abs(loss - value) < 1e-6)
    for (a, b) in zip(byLayer.tensors, byFormula.tensors) { #expect(a.isClose(to: b)) }
  }

  @Test func aNetworkThatIsUsedTwiceAddsItsGradients() {
    let layer = Linear(3, 2, seed: 1)
    let (a, b) = (Tensor(randomNormal: [5, 3], seed: 2), Tensor(randomNormal: [4, 3], seed: 3))
    let both = layer.valueAndGradients { square($0(a)).sum() + square($0(b)).sum() }
    let first = layer.valueAndGradients { square($0(a)).sum() }
    let second = layer.valueAndGradients { square($0(b)).sum() }
    #expect(abs(both.loss - first.loss - second.loss) < 1e-4)
    for index in 0..<2 {
      let sum = first.gradients.tensors[index] + second.gradients.tensors[index]
      #expect(both.gradients.tensors[index].isClose(to: sum))
    }
  }

  @Test func partsOfAModelFindTheirPlaces() {
    let model = Nested()
    let x = Tensor(randomNormal: [4, 3], seed: 7) + 0.3
    let report = GradientCheck.check(model) { model in
      var h = tanh(model.first(x))
      for layer in model.middle { h = tanh(layer(h)) + h * model.rate }
      let own = tanh(matmul(h, model.own.w1) + model.own.b1)
      let out =
        matmul(own, model.own.w2) * model.gains[0] + model.rest(model.first(h)) * model.gains[1]
      return square(out).mean() + Float(model.own.steps) * model.gains[0].sum()
    }
    #expect(report.passed, "\(report)")
    #expect(report.comparisons.map(\.name) == model.namedTensors.map(\.path))
  }

  @Test func tensorsInOneMemoryAreToldApart() {
    var model = HandWritten()
    model.w2 = Tensor(randomNormal: [3, 4], seed: 9)
    model.w1 = model.w2
    let (_, gradients) = model.valueAndGradients { model in
      model.w1.sum() + 2 * model.w2.sum() + 3 * model.b1.sum()
    }
    #expect(gradients.tensors[0] == Tensor(ones: [3, 4]))
    #expect(gradients.tensors[1] == [3, 3, 3, 3])
    #expect(gradients.tensors[2] == Tensor(repeating: 2, shape: [3, 4]))
  }

  @Test func layersWithSeveralInputsAndOutputs() {
    let layer = SumAndProduct()
    let (a, b): (Tensor, Tensor) = ([1, 2], [3, 5])
    let (loss, gradients) = layer.valueAndGradients { layer in
      let outputs = layer([a, b])
      return outputs[0].sum() + outputs[1].sum()
    }
    #expect(loss == 35)
    #expect(gradients.tensors == [[11]])
    // One output alone; the layer's own tensor is a constant.
    let (da, db) = gradient(at: a, b) { a, b in layer([a, b * 2])[1].sum() }
    #expect(da == [6, 10])
    #expect(db == [2, 4])
    #expect(layer([Variable(a), Variable(b)])[0].isConstant)
  }

  @Test func statisticsAreThoseOfTheBatch() {
    let layer = Centering()
    let one = layer.valueAndGradients { $0([[1, 3]]).sum() }.gradients
    #expect(one.tensors == [[2]])
    let two = layer.valueAndGradients { layer in
      layer([[1, 3]]).sum() + layer([[5, 7]]).sum()
    }.gradients
    #expect(two.tensors == [[4]])
    var pair = Sequential([Centering(), Linear(1, 1, seed: 1)])
    pair.visitTensors(at: .root) { path, _, value in if path.description == "0.mean" { value = [9] }
    }
    let unused = pair.valueAndGradients { $0.layers[1]([[1]]).sum() }.gradients
    // Where no batch went through, the average stays.
    #expect(unused.tensors[0] == [9])
  }

  @Test func averagesAndFrozenTensorsAreConstants() {
    let layer = Centering()
    let (loss, gradients) = layer.valueAndGradients { layer in
      (layer([[1, 3]]) * (layer.mean + 2) * layer.offset).sum()
    }
    #expect(loss == 12)
    // The batch's own mean, to which the formula adds nothing.
    #expect(gradients.tensors == [[2]])
  }

  @Test func aTensorInAnotherShapeIsTheSame() {
    struct Turned: Parameterized {
      var vector: Tensor = [1, 2]
      var column: Tensor { vector.reshaped(to: [2, 1]) }
      mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
        visit(path.appending("vector"), .weight, &vector)
      }
    }
    let (_, gradients) = Turned().valueAndGradients { model in
      matmul([[3, 4]], model.column).sum() + model.vector.sum()
    }
    #expect(gradients.tensors == [[4, 5]])
  }

  @Test func rowsOfTablesAddUp() {
    let layer = Lookup()
    let once = layer.valueAndGradients { $0([3, 1, 3]).sum() }.gradients
    guard case .rows(let rows, let values, _) = once.entries[0] else {
      Issue.record("one use of a table has derivatives for its rows alone")
      return
    }
    #expect(rows == [1, 3])
    #expect(values == [[1, 1], [2, 2]])
    let twice = layer.valueAndGradients { $0([3, 1]).sum() + 2 * $0([0, 3]).sum() }.gradients
    guard case .rows(let all, let sums, let shape) = twice.entries[0] else {
      Issue.record("two uses of a table have derivatives for their rows alone")
      return
    }
    #expect(all == [0, 1, 3])
    #expect(sums == [[2, 2], [1, 1], [3, 3]])
    #expect(shape == [5, 2])
    let mixed = layer.valueAndGradients { $0([3, 1]).sum() + $0.table.sum() }.gradients
    #expect(mixed.tensors[0] == [[1, 1], [2, 2], [1, 1], [2, 2], [1, 1]])
  }

  @Test func aModelInTheClosureOfAnotherIsAConstant() {
    let (teacher, student) = (Linear(2, 1, seed: 1), Linear(2, 1, seed: 2))
    let x = Tensor(randomNormal: [3, 2], seed: 3)
    let (_, gradients) = student.valueAndGradients { student in
      square(student(x) - teacher(x)).mean()
    }
    #expect(gradients.entries.count == 2)
    let saliency = gradient(at: x) { teacher($0).sum() }
    #expect(
      saliency.isClose(to: matmul(Tensor(ones: [3, 1]), teacher.weight, transposeRight: true)))
  }

  @Test func aModelLearnsWithoutLayers() {
    // The exclusive or of two numbers, which no linear function is.
    let x: Tensor = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    let labels: Tensor = [0, 1, 1, 0]
    var model = HandWritten()
    var optimizer = Adam(learningRate: 0.1)
    var last: Float = .infinity
    for _ in 0..<200 {
      let (loss, gradients) = model.valueAndGradients { model in
        SoftmaxCrossEntropy()(
          matmul(tanh(matmul(x, model.w1) + model.b1), model.w2), labels)
      }
      optimizer.update(&model, with: gradients)
      last = loss
    }
    #expect(last < 0.05)
  }

  @Test func anUpdateCopiesNothing() {
    func address(_ tensor: Tensor) -> UInt {
      unsafe tensor.scalars.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
    var model = HandWritten()
    var network = Sequential { Linear(3, 4, seed: 1) }
    var w = Tensor(randomNormal: [3, 2], seed: 4)
    let x = Tensor(randomNormal: [5, 3], seed: 2)
    let places = model.namedTensors.map { address($0.value) }
    let layerPlaces = network.namedTensors.map { address($0.value) }
    let place = address(w)
    var (first, second) = (StochasticGradientDescent(learningRate: 0.1), Adam(learningRate: 0.01))
    for _ in 0..<2 {
      let (_, gradients) = model.valueAndGradients { model in
        square(matmul(tanh(matmul(x, model.w1) + model.b1), model.w2)).mean()
      }
      first.update(&model, with: gradients)
      let (_, others) = network.valueAndGradients { square($0(x)).mean() }
      second.update(&network, with: others)
      let (_, slopes) = valueAndGradients(of: [w]) { square(matmul(x, $0[0])).mean() }
      w.add(slopes[0], scaledBy: -0.1)
    }
    #expect(model.namedTensors.map { address($0.value) } == places)
    #expect(network.namedTensors.map { address($0.value) } == layerPlaces)
    #expect(address(w) == place)
  }

  @Test func withoutAPhaseEveryStepHasItsOwnSeed() {
    var model = Noisy()
    func noise(_ model: Noisy, _ phase: Phase? = nil) -> [Float] {
      var values: [Float] = []
      _ = model.valueAndGradients(phase: phase) { model in
        let (first, second) = (model([[1]]), model([[1]]))
        values = [first.scalar, second.scalar]
        return first * second
      }
      return values
    }
    let first = noise(model)
    #expect(first == noise(model))
    #expect(first[0] != first[1])
    model.scale += 0.001
    #expect(abs(first[0] - noise(model)[0]) > 0.01)
    #expect(noise(model, .evaluation) == [model.scale.scalar, model.scale.scalar])
    let seven = model.forward([[1]], phase: .training(seed: 7)).output.scalar
    #expect(noise(model, .training(seed: 7))[0] == seven)
  }
}
