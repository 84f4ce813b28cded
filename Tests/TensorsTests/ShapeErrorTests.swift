import Testing

@testable import Tensors

/// A mistake by name, so that the process that makes it can be told which.
private enum ShapeMistake: String, CaseIterable, Codable, Sendable {
  case axes, negative, overflow, axis, count, scalars, ragged, literal, broadcast, assignment
  case scaled, rank, inner, innerFlag, reshape, permutation, concatenate, concatenateNothing, stack
  case indexRank, index, negativeIndex, matrix, row, column, rowOfNumber, range, rangeBackwards,
    prefix
  case rowShape, rangeShape, label, scalar, empty, emptyAxis, choice, spaces, addProduct
  case batches, addBatches, linearWeight, linearBias
  case axisOfNumber, zeroOverflow, rowOfNothing, taking, takingForEver, pickingCount, picking
  case scattering, scatteringShape, labelNotWhole, replacing, replacingMask, broadcastRank, top
  case nested, nestedRank, nestedDepth, block, transposed

  func make() {
    let matrix = Tensor(ones: [2, 3])
    var target = matrix
    switch self {
    case .axes: _ = Tensor(zeros: [1, 1, 1, 1, 1, 1, 1])
    case .negative: _ = Tensor(zeros: Shape([2, -1]))
    case .overflow: _ = Shape([1 << 40, 1 << 40])
    case .axis: _ = matrix.sum(axis: 2)
    case .count: _ = Tensor([1, 2, 3], shape: [2, 2])
    case .scalars: target.scalars.append(1)
    case .ragged: _ = Tensor(rows: [[1, 2], [3]])
    case .literal: _ = [[1, 2], [3]] as Tensor
    case .broadcast: _ = matrix + Tensor(ones: [2])
    case .transposed: target -= Tensor(ones: [3, 2])
    case .assignment:
      var bias = Tensor(ones: [3])
      bias += matrix
    case .scaled: target.add([1], scaledBy: 2)
    case .rank: _ = matmul(Tensor(2), matrix)
    case .inner: _ = matmul(matrix, Tensor(ones: [4, 5]))
    case .innerFlag: _ = matmul(matrix, Tensor(ones: [3, 5]), transposeLeft: true)
    case .reshape: _ = matrix.reshaped(to: [4])
    case .permutation: _ = matrix.transposed([0, 0])
    case .concatenate: _ = Tensor(concatenating: [matrix, Tensor(ones: [2, 4])])
    case .concatenateNothing: _ = Tensor(concatenating: [])
    case .stack: _ = Tensor(stacking: [matrix, Tensor(ones: [3, 2])])
    case .indexRank: _ = matrix[1]
    case .index: _ = matrix[1, 3]
    case .negativeIndex: target[-1, 0] = 1
    case .matrix: _ = Tensor(ones: [3])[columns: 0..<1]
    case .row: _ = matrix[row: 2]
    case .column: _ = matrix[column: 3]
    case .rowOfNumber: _ = Tensor(1)[row: 0]
    case .range: _ = matrix[rows: 1..<3]
    case .rangeBackwards: _ = matrix[rows: 5...]
    case .prefix: _ = matrix.prefix(-1)
    case .rowShape: target[row: 0] = [1, 2]
    case .rangeShape: target[rows: 0..<1] = [1, 2, 3]
    case .label: _ = Tensor(oneHot: [0, 3], classes: 3)
    case .scalar: _ = matrix.scalar
    case .empty: _ = Tensor([]).max()
    case .emptyAxis: _ = Tensor(zeros: [2, 0]).argMax(axis: 1)
    case .choice:
      var random = RandomGenerator(seed: 1)
      _ = random.index(below: 0)
    case .spaces: _ = Tensor(from: 0, through: 1, count: -1)
    case .axisOfNumber: _ = Tensor(1).sum(axis: 0)
    case .zeroOverflow: _ = Shape([0, 1 << 40, 1 << 40])
    case .rowOfNothing: _ = Tensor(zeros: [0, 2])[row: 0]
    case .taking: _ = matrix.taking([0, 3], axis: 1)
    case .takingForEver: _ = matrix.taking(stride(from: 0, through: .max, by: 1))
    case .pickingCount: _ = matrix.picking([0])
    case .picking: _ = matrix.picking([0, -1])
    case .scattering: target.scatterAdd(matrix, at: [0, 2])
    case .scatteringShape: target.scatterAdd(matrix, at: [0])
    case .labelNotWhole: _ = Tensor(oneHot: Tensor([0, 0.5]), classes: 2)
    case .replacing: _ = matrix.replacing(where: matrix, with: [1, 2])
    case .replacingMask: _ = matrix.replacing(where: Tensor(ones: [2, 1, 3]), with: 0)
    case .broadcastRank: _ = matrix.broadcast(to: [3])
    case .top: _ = matrix.top(4)
    case .nested: _ = Tensor(nested: [[1, 2], [3]] as [[Float]])
    case .nestedRank: _ = matrix.nested(as: [Float].self)
    case .nestedDepth: _ = Tensor(nested: [] as [[[[[[[Float]]]]]]])
    case .block: _ = Tensor(ones: [2, 2, 2])[rows: 0..<1, columns: 0..<1]
    case .addProduct: target.addProduct(matrix, Tensor(ones: [3, 3]).slice(axis: 1, ..<2))
    case .batches: _ = matmul(Tensor(ones: [2, 4, 2]), Tensor(ones: [3, 2, 5]))
    case .addBatches: target.addProduct(Tensor(ones: [4, 2, 5]), Tensor(ones: [5, 3]))
    case .linearWeight:
      _ = Tensor.linear(matrix, weight: Tensor(ones: [2, 3, 4]), bias: Tensor(ones: [4]))
    case .linearBias:
      _ = Tensor.linear(matrix, weight: Tensor(ones: [3, 4]), bias: Tensor(ones: [3]))
    }
  }

  /// Operation and problem, what was expected, what was given.
  var text: (String, String, String) {
    switch self {
    case .axes: ("Shape: too many axes", "at most 6 axes", "7 axes")
    case .negative: ("Shape: a size is negative", "sizes of 0 or more", "[2, -1]")
    case .overflow:
      (
        "Shape: the number of scalars overflows", "a product of sizes that fits in memory",
        "[1099511627776, 1099511627776]"
      )
    case .axis:
      (
        "sum: no such axis", "an axis from 0 to 1, or from -2 to -1 counted from the last",
        "axis 2 for shape [2, 3]"
      )
    case .count:
      ("Tensor: the scalars do not fill the shape", "4 scalars for shape [2, 2]", "3 scalars")
    case .scalars:
      (
        "scalars: changing the scalars changed their number", "6 scalars for shape [2, 3]",
        "7 scalars"
      )
    case .ragged:
      (
        "Tensor(rows:): the rows have different lengths", "2 columns in every row, as in row 0",
        "1 columns in row 1"
      )
    case .literal:
      (
        "array literal: the elements have different shapes",
        "shape [2] for every element, as for element 0", "shape [1] for element 1"
      )
    case .broadcast:
      (
        "+: the shapes do not fit together",
        "sizes that are equal or 1, compared from the last axis", "[2, 3] + [2]"
      )
    case .assignment:
      (
        "+=: the result does not fit into the left side",
        "a result of shape [3], that of the left side", "a result of shape [2, 3]"
      )
    case .scaled:
      (
        "add(_:scaledBy:): the result does not fit into the left side",
        "a result of shape [2, 3], that of the left side", "a result of shape [1]"
      )
    case .rank:
      (
        "matmul: a side is a single number",
        "a vector, a matrix, or several matrices on each side", "[] · [2, 3]"
      )
    case .inner:
      (
        "matmul: the inner sizes differ", "as many rows on the right as columns on the left",
        "[2, 3] · [4, 5]: 3 columns, 4 rows"
      )
    case .innerFlag:
      (
        "matmul: the inner sizes differ", "as many rows on the right as columns on the left",
        "[2, 3] · [3, 5]: 2 columns, 3 rows"
      )
    case .reshape:
      (
        "reshaped: the number of scalars would change", "a shape of 6 scalars, as [2, 3] has",
        "[4] with 4 scalars"
      )
    case .permutation:
      (
        "transposed: the axes are not a new order of the old ones",
        "each of 0..<2 once, for shape [2, 3]", "[0, 0]"
      )
    case .concatenate:
      (
        "concatenating: the tensors have different shapes",
        "the sizes of [2, 3] on every axis but axis 0", "shape [2, 4] for tensor 1"
      )
    case .concatenateNothing:
      ("concatenating: there is nothing to join", "at least one tensor", "none")
    case .stack:
      (
        "stacking: the tensors have different shapes",
        "shape [2, 3] for every tensor, as for tensor 0", "shape [3, 2] for tensor 1"
      )
    case .indexRank:
      (
        "subscript: the number of indices is not that of the axes",
        "2 indices for shape [2, 3]", "1"
      )
    case .index:
      (
        "subscript: an index is out of range", "indices from 0, each below its size in [2, 3]",
        "[1, 3]"
      )
    case .negativeIndex:
      (
        "subscript: an index is out of range", "indices from 0, each below its size in [2, 3]",
        "[-1, 0]"
      )
    case .matrix:
      (
        "columns: the tensor has the wrong number of axes", "a matrix: two axes", "shape [3]"
      )
    case .row:
      ("row: the index is out of range", "an index from 0 to 1", "2 for shape [2, 3]")
    case .column:
      ("column: the index is out of range", "an index from 0 to 2", "3 for shape [2, 3]")
    case .rowOfNumber:
      (
        "row: the tensor has the wrong number of axes", "at least one axis, to have rows",
        "shape []"
      )
    case .range:
      (
        "rows: the range reaches outside the tensor", "a range within 0..<2",
        "1..<3 for shape [2, 3]"
      )
    case .rangeBackwards:
      (
        "rows: the range reaches outside the tensor", "a range within 0..<2",
        "5... for shape [2, 3]"
      )
    case .prefix: ("prefix: the count is negative", "a count of 0 or more", "-1")
    case .rowShape:
      ("row: the new value has the wrong shape", "shape [3]", "shape [2]")
    case .rangeShape:
      ("rows: the new value has the wrong shape", "shape [1, 3]", "shape [3]")
    case .label:
      (
        "oneHot: a label is not one of the classes", "labels from 0 to 2, for 3 classes", "3"
      )
    case .scalar:
      (
        "scalar: the tensor is not a single number", "a tensor with one scalar", "shape [2, 3]"
      )
    case .empty: ("max: there is nothing to compare", "at least one scalar", "shape [0]")
    case .emptyAxis:
      ("argMax: there is nothing to compare", "at least one scalar", "shape [2, 0]")
    case .choice:
      ("index(below:): there is nothing to choose from", "a bound of 1 or more", "0")
    case .spaces:
      ("Tensor(from:through:count:): the count is negative", "a count of 0 or more", "-1")
    case .axisOfNumber:
      (
        "sum: no such axis", "no axis at all: the tensor is a single number",
        "axis 0 for shape []"
      )
    case .zeroOverflow:
      (
        "Shape: the number of scalars overflows", "a product of sizes that fits in memory",
        "[0, 1099511627776, 1099511627776]"
      )
    case .rowOfNothing:
      ("row: the index is out of range", "nothing: there is none", "0 for shape [0, 2]")
    case .taking:
      ("taking: the index is out of range", "an index from 0 to 2", "3 for shape [2, 3]")
    case .takingForEver:
      ("taking: the index is out of range", "an index from 0 to 1", "2 for shape [2, 3]")
    case .pickingCount:
      (
        "picking: the number of positions is wrong",
        "2 positions, one for each place outside the axis", "1 positions for shape [2, 3]"
      )
    case .picking:
      ("picking: the index is out of range", "an index from 0 to 2", "-1 for shape [2, 3]")
    case .scattering:
      ("scatterAdd: the index is out of range", "an index from 0 to 1", "2 for shape [2, 3]")
    case .scatteringShape:
      ("scatterAdd: the new value has the wrong shape", "shape [1, 3]", "shape [2, 3]")
    case .labelNotWhole:
      ("oneHot: a label is not a whole number", "the number of a class, such as 2", "0.5")
    case .replacing:
      (
        "broadcast: the tensor cannot be repeated to that shape",
        "sizes that are those of [2, 3] or 1, compared from the last axis", "shape [2]"
      )
    case .replacingMask:
      (
        "broadcast: the tensor cannot be repeated to that shape",
        "sizes that are those of [2, 3] or 1, compared from the last axis", "shape [2, 1, 3]"
      )
    case .transposed:
      (
        "-=: rows and columns of one side are exchanged", "two sides of one shape",
        "[2, 3] -= [3, 2]"
      )
    case .broadcastRank:
      (
        "broadcast: the tensor cannot be repeated to that shape",
        "sizes that are those of [3] or 1, compared from the last axis", "shape [2, 3]"
      )
    case .top: ("top: there are not so many scalars", "a count from 0 to 3", "4 for shape [2, 3]")
    case .nested:
      (
        "Tensor(nested:): the arrays have different sizes",
        "2 elements in every array of level 1, as in the first", "1 elements"
      )
    case .nestedRank:
      (
        "nested: the tensor has the wrong number of axes", "1 axes, as Array<Float> has levels",
        "shape [2, 3]"
      )
    case .nestedDepth: ("Shape: too many axes", "at most 6 axes", "7 axes")
    case .block:
      (
        "columns: the tensor has the wrong number of axes", "a matrix: two axes",
        "shape [2, 2, 2]"
      )
    case .addProduct:
      (
        "addProduct: the result does not fit into the left side",
        "a result of shape [2, 3], that of the left side", "a result of shape [2, 2]"
      )
    case .batches:
      (
        "matmul: the axes in front of the matrices do not fit together",
        "sizes that are equal or 1, compared from the third last axis", "[2, 4, 2] · [3, 2, 5]"
      )
    case .addBatches:
      (
        "addProduct: the result does not fit into the left side",
        "a result of shape [2, 3], that of the left side", "a result of shape [4, 2, 3]"
      )
    case .linearWeight:
      (
        "linear: the weight is not a matrix", "a weight of shape [inputs, outputs]", "[2, 3, 4]"
      )
    case .linearBias:
      (
        "+: the shapes do not fit together",
        "sizes that are equal or 1, compared from the last axis", "[2, 4] + [3]"
      )
    }
  }
}

/// The line of help that goes with each problem.
private let helpLines: [String: String] = [
  "too many axes": "merge neighbouring axes, or keep several tensors in an array",
  "a size is negative": "look at how the size was computed",
  "the number of scalars overflows": "look at how the sizes were computed",
  "no such axis": "axis 0 runs over the rows, axis 1 over the columns",
  "the scalars do not fill the shape":
    "the sizes of the shape multiply to the number of scalars",
  "changing the scalars changed their number":
    "make a new tensor with Tensor(_:shape:) instead",
  "the rows have different lengths": "pad or cut the rows to one length first",
  "the arrays have different sizes": "pad or cut the arrays to one size first",
  "the elements have different shapes": "count the numbers in each pair of brackets",
  "the shapes do not fit together":
    "reshape a side, or insert an axis of size 1 with expandingAxis(at:)",
  "rows and columns of one side are exchanged":
    "exchange the factors of the product that made it, or transpose it",
  "the tensor cannot be repeated to that shape":
    "insert an axis of size 1 with expandingAxis(at:)",
  "the result does not fit into the left side":
    "write x = x + y for a larger result, or sum the right side over an axis first",
  "a side is a single number": "write x * y to multiply by a number",
  "the axes in front of the matrices do not fit together":
    "the last two axes are the matrices: reshape a side, or insert an axis of size 1 in front",
  "the weight is not a matrix": "reshape the weight to two axes",
  "the inner sizes differ":
    "transpose a side with transposeLeft or transposeRight, or check the sizes",
  "the number of scalars would change":
    "reshaping regroups the scalars; prefix, slices and concatenation change their number",
  "the axes are not a new order of the old ones":
    "transposed() without axes swaps rows and columns",
  "there is nothing to join": "an empty result would have no shape: treat this case apart",
  "the tensors have different shapes": "look at the shapes before they are joined",
  "the number of indices is not that of the axes":
    "x[row: i] is a whole row, x[i, j] one number",
  "an index is out of range": "the last index along an axis is its size minus 1",
  "the tensor has the wrong number of axes":
    "reshaped(to:) and expandingAxis(at:) change the number of axes",
  "the index is out of range": "the first has index 0",
  "the range reaches outside the tensor": "prefix(n) takes at most as many rows as there are",
  "the count is negative": "look at how the count was computed",
  "the number of positions is wrong":
    "taking(_:axis:) takes whole parts at any number of positions",
  "there are not so many scalars": "sorted(axis:descending:) puts all of them in order",
  "the new value has the wrong shape":
    "what replaces a part of a tensor has the shape of that part",
  "a label is not one of the classes": "count the classes again, or number the labels from 0",
  "a label is not a whole number":
    "these may be probabilities: argMax(axis:) finds the classes",
  "the tensor is not a single number": "reduce it first, with sum() or mean(), or index it",
  "there is nothing to compare":
    "treat the empty case apart: it has no largest or smallest number",
  "there is nothing to choose from": "treat the empty case apart",
]

@Suite("Texts of shape mistakes")
struct ShapeErrorTests {
  @Test("A mistake ends the program and explains itself", arguments: ShapeMistake.allCases)
  private func text(mistake: ShapeMistake) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [mistake] in
      mistake.make()
    }
    let errors = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    let (problem, expected, actual) = mistake.text
    let start = problem.firstRange(of: ": ")?.upperBound ?? problem.startIndex
    let clause = String(problem[start...].drop { $0 == " " })
    let help = try #require(helpLines[clause], "no help is listed for `\(clause)`")
    let text = "\(problem)\n  expected: \(expected)\n  got:      \(actual)\n  help:     \(help)\n"
    #expect(errors.contains(text))
  }

  @Test("An error prints its five parts")
  func description() {
    let error = ShapeError(
      operation: "Linear", problem: "the input does not fit", expected: "[_, 784]",
      actual: "[32, 28, 28]", help: "flatten it first")
    #expect(
      error.description == """
        Linear: the input does not fit
          expected: [_, 784]
          got:      [32, 28, 28]
          help:     flatten it first
        """)
  }
}
