import Networks
import Tensors

let operationGradients: [GradientCase] =
  arithmeticGradients + functionGradients + reductionGradients + shapingGradients

/// A row for a function of tensors of some shapes, filled with random numbers.
private func row(
  _ name: String, _ shapes: [Shape], _ function: @escaping @Sendable ([Variable]) -> Variable
) -> GradientCase {
  GradientCase("variables: \(name) \(shapes.map(\.description).joined(separator: ", "))") {
    let inputs = shapes.enumerated().map { awayFromZero($1, seed: UInt64($0) + 1) }
    return GradientCheck.check(at: inputs, name: name, function)
  }
}

/// Rows for a function of positive tensors.
private func positiveRow(
  _ name: String, _ shapes: [Shape], _ function: @escaping @Sendable ([Variable]) -> Variable
) -> GradientCase {
  GradientCase("variables: \(name) \(shapes.map(\.description).joined(separator: ", "))") {
    let inputs = shapes.enumerated().map {
      Tensor(randomUniform: $1, in: 0.5..<2, seed: UInt64($0) + 1)
    }
    return GradientCheck.check(at: inputs, name: name, function)
  }
}

/// Rows for a function of tensors in which no two numbers tie.
private func distinctRow(
  _ name: String, _ shapes: [Shape], _ function: @escaping @Sendable ([Variable]) -> Variable
) -> GradientCase {
  GradientCase("variables: \(name) \(shapes.map(\.description).joined(separator: ", "))") {
    // Different seeds give different orders; shifted, so that two tensors do not tie either.
    let inputs = shapes.enumerated().map { distinct($1, seed: UInt64($0) + 1) + 0.05 * Float($0) }
    return GradientCheck.check(at: inputs, name: name, function)
  }
}

/// Equal shapes, size-1 axes on either side and on both, missing axes, single numbers.
private let broadcasts: [[Shape]] = [
  [[3, 5], [3, 5]], [[3, 5], [5]], [[5], [3, 5]], [[3, 1], [3, 5]], [[3, 1], [1, 5]],
  [[2, 1, 3], [4, 1]], [[3, 5], []], [[], [3, 5]], [[], []], [[1], [3]], [[1, 1], [3]],
  [[2, 3, 4], [1, 3, 1]], [[1], [1, 1]],
]

private let arithmeticGradients: [GradientCase] =
  broadcasts.flatMap { shapes in
    [
      row("x + y", shapes) { $0[0] + $0[1] },
      row("x - y", shapes) { $0[0] - $0[1] },
      row("x * y", shapes) { $0[0] * $0[1] },
      row("x / y", shapes) { $0[0] / (2 + square($0[1])) },
      positiveRow("pow", shapes) { pow($0[0], $0[1]) },
      distinctRow("maximum", shapes) { $0[0].maximum($0[1]) },
      distinctRow("minimum", shapes) { $0[0].minimum($0[1]) },
    ]
  } + [
    row("both sides the same", [[3]]) { $0[0] * $0[0] / (1 + $0[0] * $0[0]) - $0[0] },
    row("numbers", [[2, 3]]) { 2 - (3 * $0[0] + 1) / 4 + (0.5 + $0[0] * 2 - 3) },
    row("number over variable", [[2, 3]]) { 3 / $0[0] },
    row("negation", [[2, 3]]) { -$0[0] + (+$0[0] * 3) },
    row("constant tensors", [[2, 3]]) { v in
      let c: Tensor = [1, 2, 3]
      return (c + v[0]) * c - (v[0] - c) / c + c * v[0] * (c - v[0])
    },
    positiveRow("constant over variable", [[2, 3]]) { [1, 2, 3] / $0[0] },
    row("compound assignment", [[2, 3], [3]]) { v in
      var x = v[0]
      x += v[1]
      x *= v[1]
      x -= v[1]
      x /= 2 + square(v[1])
      x += 1
      x -= [1, 2, 3]
      x *= 2
      x /= [1, 2, 4]
      return x
    },
    row("matmul", [[3, 4], [4, 5]]) { matmul($0[0], $0[1]) },
    row("matmul, left transposed", [[4, 3], [4, 5]]) {
      matmul($0[0], $0[1], transposeLeft: true)
    },
    row("matmul, right transposed", [[3, 4], [5, 4]]) {
      matmul($0[0], $0[1], transposeRight: true)
    },
    row("matmul, both transposed", [[4, 3], [5, 4]]) {
      matmul($0[0], $0[1], transposeLeft: true, transposeRight: true)
    },
    row("matmul of size 1", [[1, 1], [1, 1]]) { matmul($0[0], $0[1]) },
    row("matrix and vector", [[3, 4], [4]]) { matmul($0[0], $0[1]) },
    row("matrix and vector, transposed", [[4, 3], [4]]) {
      matmul($0[0], $0[1], transposeLeft: true, transposeRight: true)
    },
    row("vector and matrix", [[3], [3, 4]]) { matmul($0[0], $0[1]) },
    row("vector and matrix, transposed", [[3], [4, 3]]) {
      matmul($0[0], $0[1], transposeRight: true)
    },
    row("two vectors", [[4], [4]]) { matmul($0[0], $0[1]) },
    row("products of batches", [[2, 3, 4], [2, 4, 5]]) { matmul($0[0], $0[1]) },
    row("products of batches, left transposed", [[2, 4, 3], [2, 4, 5]]) {
      matmul($0[0], $0[1], transposeLeft: true)
    },
    row("products of batches, right transposed", [[2, 3, 4], [2, 5, 4]]) {
      matmul($0[0], $0[1], transposeRight: true)
    },
    row("products of batches, both transposed", [[2, 4, 3], [2, 5, 4]]) {
      matmul($0[0], $0[1], transposeLeft: true, transposeRight: true)
    },
    row("a batch and one matrix", [[2, 3, 4], [4, 5]]) { matmul($0[0], $0[1]) },
    row("a batch and one matrix, right transposed", [[2, 3, 4], [5, 4]]) {
      matmul($0[0], $0[1], transposeRight: true)
    },
    row("a batch and one matrix, left transposed", [[2, 4, 3], [4, 5]]) {
      matmul($0[0], $0[1], transposeLeft: true)
    },
    row("one matrix and a batch", [[3, 4], [2, 4, 5]]) { matmul($0[0], $0[1]) },
    row("one matrix and a batch, transposed", [[4, 3], [2, 5, 4]]) {
      matmul($0[0], $0[1], transposeLeft: true, transposeRight: true)
    },
    row("batches that broadcast", [[2, 1, 3, 4], [3, 4, 2]]) { matmul($0[0], $0[1]) },
    row("a batch and a vector", [[2, 3, 4], [4]]) { matmul($0[0], $0[1]) },
    row("a batch and a vector, transposed", [[2, 4, 3], [4]]) {
      matmul($0[0], $0[1], transposeLeft: true)
    },
    row("a vector and a batch", [[4], [2, 4, 3]]) { matmul($0[0], $0[1]) },
    row("a vector and a batch, transposed", [[4], [2, 3, 4]]) {
      matmul($0[0], $0[1], transposeRight: true)
    },
    row("matmul, constants", [[3, 4]]) { v in
      let c = Tensor(randomNormal: [4, 2], seed: 9)
      return matmul(v[0], c)
        + matmul(c, v[0], transposeLeft: true, transposeRight: true).transposed()
    },
    row("a weight used twice", [[3, 3], [2, 3]]) { tanh(matmul(matmul($0[1], $0[0]), $0[0])) },
  ]

private let functionGradients: [GradientCase] =
  ([[2, 3], [1], [], [3, 1, 2]] as [Shape]).flatMap {
    shape in
    [
      row("exp", [shape]) { exp($0[0]) },
      positiveRow("log", [shape]) { log($0[0]) },
      positiveRow("sqrt", [shape]) { sqrt($0[0]) },
      row("tanh", [shape]) { tanh($0[0]) },
      row("sigmoid", [shape]) { sigmoid($0[0]) },
      row("relu", [shape]) { relu($0[0]) },
      row("leakyReLU", [shape]) { leakyReLU($0[0], slope: 0.2) },
      row("abs", [shape]) { abs($0[0]) },
      row("square", [shape]) { square($0[0]) },
      row("pow 3", [shape]) { pow($0[0], 3) },
      row("pow 0", [shape]) { pow($0[0], 0) + $0[0] },
      positiveRow("pow -1.5", [shape]) { pow($0[0], -1.5) },
      row("maximum of a bound", [shape]) { ($0[0] * 2).maximum(0) },
      row("minimum of a bound", [shape]) { ($0[0] * 2).minimum(0) },
      row("clamped", [shape]) { ($0[0]).clamped(to: -0.05...0.05) + $0[0].clamped(to: -9...9) },
      row("select", [shape, shape]) { select($0[0].tensor .> 0, $0[0] * $0[1], $0[1] * 3) },
    ]
  } + [
    row("select, broadcast", [[3, 1], [4]]) { select([1, 0, 0, 1], $0[0], $0[1]) },
    row("softmax and temperature", [[2, 4]]) { ($0[0] / 0.5).softmax() },
  ]

private let reductionGradients: [GradientCase] =
  [
    row("sum", [[2, 3]]) { square($0[0]).sum() },
    row("mean", [[2, 3]]) { square($0[0]).mean() },
    row("variance", [[2, 3]]) { $0[0].variance() },
    row("variance, unbiased", [[2, 3]]) { $0[0].variance(correction: 1) },
    row("sum of a number", [[]]) { square($0[0]).sum() },
    row("standardDeviation", [[2, 3]]) { $0[0].standardDeviation(correction: 1) },
    row("standardDeviation, axis", [[4, 3]]) { $0[0].standardDeviation(axis: 0) },
    row("norm", [[2, 3]]) { $0[0].norm() },
    distinctRow("max", [[2, 3]]) { $0[0].max() },
    distinctRow("min", [[2, 3]]) { $0[0].min() },
    row("sum along two axes", [[2, 3, 4]]) { square($0[0]).sum(axes: [0, -1]) },
    row("mean along two axes, kept", [[2, 3, 4]]) {
      $0[0] * $0[0].mean(axes: [2, 1], keepDimensions: true)
    },
    row("standardised", [[5, 3]]) { v in
      let x = v[0]
      let deviation = sqrt(x.variance(axis: 0) + 0.1)
      return (x - x.mean(axis: 0)) / deviation
    },
  ]
  + ([([2, 3, 4], 0), ([2, 3, 4], 1), ([2, 3, 4], 2), ([3, 1], -1), ([1, 3], 0), ([5], 0)]
  as [(Shape, Int)]).flatMap { shape, axis in
    [false, true].flatMap { kept in
      let place = "axis \(axis)\(kept ? " kept" : "") of"
      return [
        row("sum, \(place)", [shape]) { square($0[0]).sum(axis: axis, keepDimensions: kept) },
        row("mean, \(place)", [shape]) { square($0[0]).mean(axis: axis, keepDimensions: kept) },
        row("variance, \(place)", [shape]) {
          $0[0].variance(axis: axis, keepDimensions: kept) + $0[0].sum()
        },
        distinctRow("max, \(place)", [shape]) { $0[0].max(axis: axis, keepDimensions: kept) },
        distinctRow("min, \(place)", [shape]) { $0[0].min(axis: axis, keepDimensions: kept) },
        row("logSumExp, \(place)", [shape]) {
          $0[0].logSumExp(axis: axis, keepDimensions: kept)
        },
      ]
    } + [
      row("softmax, axis \(axis) of", [shape]) { $0[0].softmax(axis: axis) * 2 + $0[0] },
      row("logSoftmax, axis \(axis) of", [shape]) { $0[0].logSoftmax(axis: axis) + $0[0] },
    ]
  }

private let shapingGradients: [GradientCase] = [
  row("reshaped", [[2, 6]]) { square($0[0].reshaped(to: [3, 4])) },
  row("flattened", [[2, 3, 2]]) { square($0[0].flattened(fromAxis: 1)) },
  row("expandingAxis", [[2, 3]]) { $0[0].expandingAxis(at: 1) * $0[0].expandingAxis(at: -1) },
  row("squeezed", [[1, 3, 1]]) { square($0[0].squeezed()) },
  row("transposed", [[2, 3]]) { matmul($0[0], $0[0].transposed()) },
  row("transposed in a batch", [[2, 3, 4]]) { square($0[0].transposed()) },
  row("transposed axes", [[2, 3, 4]]) { square($0[0].transposed([2, 0, 1])) },
  row("broadcast", [[3, 1]]) { square($0[0].broadcast(to: [2, 3, 4])) },
  row("slice, middle axis", [[2, 5, 3]]) { square($0[0].slice(axis: 1, 1..<4)) },
  row("slice, last axis", [[2, 5]]) { square($0[0].slice(axis: -1, 3...)) },
  row("slice, empty", [[2, 5]]) { $0[0].slice(axis: 0, 1..<1).sum() + $0[0].sum() },
  row("overlapping slices", [[7]]) { $0[0].slice(axis: 0, ..<5) * $0[0].slice(axis: 0, 2...) },
  row("rows", [[5, 2]]) { square($0[0][rows: 1..<4]) },
  row("columns", [[2, 5]]) { square($0[0][columns: 1...2]) },
  row("row", [[3, 2, 2]]) { $0[0][row: 0] * $0[0][row: 2] },
  row("column", [[3, 4]]) { $0[0][column: 0] * $0[0][column: 3] },
  row("gathered rows", [[4, 3]]) { square($0[0][rows: [2, 0, 2, 3, 2]]) },
  row("taking", [[2, 4, 3]]) { square($0[0].taking([2, 0, 2, 3, 2], axis: 1)) },
  row("taking from the last axis", [[2, 4]]) { square($0[0].taking([3, 0], axis: -1)) },
  row("picking", [[3, 4]]) { square($0[0].picking([3, 0, 3])) },
  row("picking from the middle axis", [[2, 3, 2]]) {
    square($0[0].picking([2, 0, 1, 1], axis: 1))
  },
  row("replacing", [[2, 3]]) {
    square($0[0].replacing(where: [1, 0, 0], with: 3))
      * $0[0].replacing(where: [0, 0, 1], with: [1, 2, 3])
  },
  row("subscripts", [[2, 3], [4], [2, 3, 4], [2, 3, 4, 5]]) {
    $0[0][1, 2] * $0[1][3] + $0[2][1, 2, 1] * $0[3][1, 2, 1, 3] * $0[0][0, 0]
  },
  row("concatenating rows", [[2, 3], [1, 3]]) {
    square(Variable(concatenating: [$0[0], $0[1], $0[0]]))
  },
  row("concatenating columns", [[2, 3], [2, 1]]) {
    square(Variable(concatenating: [$0[0], Variable([[1, 2], [3, 4]]), $0[1]], axis: -1))
  },
  row("stacking", [[2, 3], [2, 3]]) { square(Variable(stacking: [$0[0], $0[1]])) },
  row("stacking last", [[2, 3], [2, 3]]) {
    square(Variable(stacking: [$0[0], $0[1], $0[0]], axis: -1))
  },
  row("a layer on a variable", [[4, 3]]) { Linear(3, 2, seed: 4)(tanh($0[0])) },
  row("a loss on a variable", [[4, 3]]) { 3 * SoftmaxCrossEntropy()($0[0] * 2, [0, 1, 2, 1]) },
]
