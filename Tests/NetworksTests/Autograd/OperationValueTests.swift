import Networks
import Tensors
import Testing

/// A function on variables beside the same on tensors.
struct OperationPair: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let onVariable: @Sendable (Variable, Variable) -> Variable
  let onTensor: @Sendable (Tensor, Tensor) -> Tensor

  init(
    _ name: String, _ onVariable: @escaping @Sendable (Variable, Variable) -> Variable,
    _ onTensor: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    testDescription = name
    self.onVariable = onVariable
    self.onTensor = onTensor
  }
}

private let elementwisePairs: [OperationPair] = [
  OperationPair("+", { $0 + $1 }, { $0 + $1 }),
  OperationPair("-", { $0 - $1 }, { $0 - $1 }),
  OperationPair("*", { $0 * $1 }, { $0 * $1 }),
  OperationPair("/", { $0 / $1 }, { $0 / $1 }),
  OperationPair("negation", { -$0 + +$1 }, { -$0 + $1 }),
  OperationPair("numbers right", { x, _ in (x + 2) * 3 - 4 / x / 5 }) { x, _ in
    (x + 2) * 3 - 4 / x / 5
  },
  OperationPair("numbers left", { x, _ in 2 - (3 + 4 * x) }, { x, _ in 2 - (3 + 4 * x) }),
  OperationPair("tensor right", { x, y in (x + y.tensor) * y.tensor - y.tensor / (x - y.tensor) }) {
    x, y in (x + y) * y - y / (x - y)
  },
  OperationPair("tensor left", { x, y in y.tensor - (y.tensor + y.tensor * x) / y.tensor }) {
    x, y in
    y - (y + y * x) / y
  },
  OperationPair("exp", { x, _ in exp(x) }, { x, _ in exp(x) }),
  OperationPair("log", { x, _ in log(x) }, { x, _ in log(x) }),
  OperationPair("sqrt", { x, _ in sqrt(x) }, { x, _ in sqrt(x) }),
  OperationPair("tanh", { x, _ in tanh(x) }, { x, _ in tanh(x) }),
  OperationPair("sigmoid", { x, _ in sigmoid(x) }, { x, _ in sigmoid(x) }),
  OperationPair("relu", { x, _ in relu(x - 1) }, { x, _ in relu(x - 1) }),
  OperationPair("leakyReLU", { x, _ in leakyReLU(x - 1, slope: 0.25) }) { x, _ in
    (x - 1).maximum(0) + 0.25 * (x - 1).minimum(0)
  },
  OperationPair("abs", { x, _ in abs(x - 1) }, { x, _ in abs(x - 1) }),
  OperationPair("square", { x, _ in square(x) }, { x, _ in square(x) }),
  OperationPair("pow", { pow($0, $1) }, { pow($0, $1) }),
  OperationPair("pow of a number", { x, _ in pow(x, 2.5) }, { x, _ in pow(x, 2.5) }),
  OperationPair("pow of tensors", { pow($0.tensor, $1) * pow($0, $1.tensor) }) {
    pow($0, $1) * pow($0, $1)
  },
  OperationPair("maximum", { $0.maximum($1) + $0.maximum(1) }, { $0.maximum($1) + $0.maximum(1) }),
  OperationPair("minimum", { $0.minimum($1) + $0.minimum(1) }, { $0.minimum($1) + $0.minimum(1) }),
  OperationPair("of tensors", { $0.maximum($1.tensor) + $0.minimum($1.tensor) }) { $0 + $1 },
  OperationPair("clamped", { x, _ in x.clamped(to: 0.8...1.2) }) { x, _ in
    x.clamped(to: 0.8...1.2)
  },
  OperationPair("select", { select($0.tensor .> 1, $0, $1) }) { x, y in
    x * (x .> 1) + y * (x .<= 1)
  },
]

private let shapedPairs: [OperationPair] = [
  OperationPair("matmul", { x, y in matmul(x, y, transposeRight: true) }) {
    matmul($0, $1, transposeRight: true)
  },
  OperationPair(
    "matmul of tensors",
    { x, y in
      matmul(x.tensor, y, transposeLeft: true) + matmul(x, y.tensor, transposeLeft: true)
        + x.matmul(y.tensor, transposeLeft: true)
    }
  ) { 3 * matmul($0, $1, transposeLeft: true) },
  OperationPair("sum", { x, _ in x.sum() }, { x, _ in Tensor(x.sum()) }),
  OperationPair("mean", { x, _ in x.mean() }, { x, _ in Tensor(x.mean()) }),
  OperationPair("max", { x, _ in x.max() }, { x, _ in Tensor(x.max()) }),
  OperationPair("min", { x, _ in x.min() }, { x, _ in Tensor(x.min()) }),
  OperationPair("variance", { x, _ in x.variance(correction: 1) }) { x, _ in
    Tensor(x.variance(correction: 1))
  },
  OperationPair("sum axis", { x, _ in x.sum(axis: 0) }, { x, _ in x.sum(axis: 0) }),
  OperationPair("sum axes", { x, _ in x.sum(axes: [-1, 0], keepDimensions: true) }) { x, _ in
    Tensor([x.sum()], shape: [1, 1])
  },
  OperationPair("mean axes", { x, _ in x.mean(axes: [0]) }, { x, _ in x.mean(axis: 0) }),
  OperationPair("mean axis", { x, _ in x.mean(axis: 1, keepDimensions: true) }) { x, _ in
    x.mean(axis: 1, keepDimensions: true)
  },
  OperationPair("max axis", { x, _ in x.max(axis: -1) }, { x, _ in x.max(axis: -1) }),
  OperationPair("min axis", { x, _ in x.min(axis: -2) }, { x, _ in x.min(axis: -2) }),
  OperationPair("variance axis", { x, _ in x.variance(axis: 1, correction: 1) }) { x, _ in
    x.variance(axis: 1, correction: 1)
  },
  OperationPair("softmax", { x, _ in x.softmax() }, { x, _ in x.softmax() }),
  OperationPair("logSoftmax", { x, _ in x.logSoftmax(axis: 0) }) { x, _ in x.logSoftmax(axis: 0) },
  OperationPair("logSumExp", { x, _ in x.logSumExp(axis: 0) }) { x, _ in x.logSumExp(axis: 0) },
  OperationPair("reshaped", { x, _ in x.reshaped(to: [4, 3]) }) { x, _ in x.reshaped(to: [4, 3]) },
  OperationPair("flattened", { x, _ in x.flattened() }, { x, _ in x.flattened() }),
  OperationPair("expandingAxis", { x, _ in x.expandingAxis(at: -1).squeezed() }) { x, _ in x },
  OperationPair("transposed", { x, _ in x.transposed() }, { x, _ in x.transposed() }),
  OperationPair("transposed axes", { x, _ in x.transposed([1, 0]) }) { x, _ in x.transposed() },
  OperationPair("broadcast", { x, _ in x.broadcast(to: [2, 3, 4]) }) { x, _ in
    Tensor(stacking: [x, x])
  },
  OperationPair("taking", { x, _ in x.taking([3, 1, 1], axis: -1) }) { x, _ in
    x.taking([3, 1, 1], axis: -1)
  },
  OperationPair("picking", { x, _ in x.picking([3, 1, 0]) }) { x, _ in x.picking([3, 1, 0]) },
  OperationPair("replacing", { x, y in x.replacing(where: x.tensor .> 1, with: y.tensor) }) {
    x, y in
    x.replacing(where: x .> 1, with: y)
  },
  OperationPair("deviations", { x, _ in x.standardDeviation() + x.standardDeviation(axis: 0) }) {
    x, _ in x.standardDeviation() + x.standardDeviation(axis: 0)
  },
  OperationPair("norm", { x, _ in x.norm() }, { x, _ in Tensor(x.norm()) }),
  OperationPair("norm axis", { x, _ in x.norm(axis: 0) }, { x, _ in x.norm(axis: 0) }),
  OperationPair(
    "products of batches",
    { x, y in
      matmul(x.reshaped(to: [3, 2, 2]), y.reshaped(to: [3, 2, 2]))
    }
  ) { x, y in matmul(x.reshaped(to: [3, 2, 2]), y.reshaped(to: [3, 2, 2])) },
  OperationPair("slice", { x, _ in x.slice(axis: 1, 1..<3) }, { x, _ in x.slice(axis: 1, 1..<3) }),
  OperationPair("rows", { x, _ in x[rows: 1...] }, { x, _ in x[rows: 1...] }),
  OperationPair("columns", { x, _ in x[columns: ..<2] }, { x, _ in x[columns: ..<2] }),
  OperationPair("row", { x, _ in x[row: 2] }, { x, _ in x[row: 2] }),
  OperationPair("column", { x, _ in x[column: 3] }, { x, _ in x[column: 3] }),
  OperationPair("gather", { x, _ in x[rows: [2, 0, 2]] }, { x, _ in x[rows: [2, 0, 2]] }),
  OperationPair("subscript", { x, _ in x[1, 2] + x[row: 0][3] }) { x, _ in Tensor(x[1, 2] + x[0, 3])
  },
  OperationPair(
    "subscripts",
    { x, _ in
      x.reshaped(to: [3, 2, 2])[2, 0, 1] + x.reshaped(to: [1, 3, 2, 2])[0, 1, 1, 0]
    }
  ) { x, _ in Tensor(x[2, 1] + x[1, 2]) },
  OperationPair("concatenating", { Variable(concatenating: [$0, $1], axis: -1) }) {
    Tensor(concatenating: [$0, $1], axis: 1)
  },
  OperationPair("stacking", { Variable(stacking: [$0, $1], axis: -1) }) {
    Tensor(stacking: [$0, $1], axis: 2)
  },
]

@Suite("Operations on variables compute what operations on tensors do")
struct OperationValueTests {
  static let x = Tensor(randomUniform: [3, 4], in: 0.5..<2, seed: 1)
  static let y = Tensor(randomUniform: [3, 4], in: 0.5..<2, seed: 2)

  @Test(arguments: elementwisePairs + shapedPairs)
  func values(_ pair: OperationPair) {
    let (x, y) = (OperationValueTests.x, OperationValueTests.y)
    let expected = pair.onTensor(x, y)
    let constant = pair.onVariable(Variable(x), Variable(y))
    #expect(constant.tensor.isClose(to: expected, tolerance: 1e-6))
    #expect(constant.isConstant)
    let tape = Tape()
    let recorded = pair.onVariable(tape.variable(x), tape.variable(y))
    #expect(recorded.tensor == constant.tensor)
    #expect(!recorded.isConstant)
  }

  @Test func compoundAssignment() {
    var x = Variable([1, 2])
    x += Variable([1, 1])
    x *= Variable([2, 3])
    x -= Variable([1, 0])
    x /= Variable([3, 1])
    #expect(x.tensor == [1, 9])
    x += [1, 1]
    x *= [2, 3]
    x -= [1, 0]
    x /= [3, 1]
    #expect(x.tensor == [1, 30])
    x += 1
    x *= 2
    x -= 2
    x /= 2
    #expect(x.tensor == [1, 30])
  }

  @Test func aVariableShowsItsNumbers() {
    let x = Variable([[1, 2.5]])
    #expect("\(x)" == "\(x.tensor)")
    #expect(x.shape == [1, 2] && x.rank == 2 && x.count == 2)
  }
}
