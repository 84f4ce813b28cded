import Testing

@testable import Tensors

@Suite("Slices, rows, scalars and joining")
struct SlicingTests {
  @Test("Slices along every axis agree with a loop, and join again", arguments: Naive.shapes)
  func slices(shape: [Int]) {
    let x = sample(shape)
    for axis in shape.indices {
      for lower in 0...shape[axis] {
        for upper in lower...shape[axis] where upper - lower < 4 || upper == shape[axis] {
          var sizes = shape
          sizes[axis] = upper - lower
          let expected = Naive.tensor(sizes) { position in
            var position = position
            position[axis] += lower
            return Naive.scalar(x, position)
          }
          #expect(x.slice(axis: axis, lower..<upper) == expected)
        }
        let parts = [x.slice(axis: axis, ..<lower), x.slice(axis: axis - shape.count, lower...)]
        #expect(Tensor(concatenating: parts, axis: axis) == x)
      }
    }
  }

  @Test("Every form of range")
  func ranges() {
    let x = Tensor(range: 0..<5)
    #expect(x[rows: 1..<3] == [1, 2])
    #expect(x[rows: 1...3] == [1, 2, 3])
    #expect(x[rows: ..<2] == [0, 1])
    #expect(x[rows: ...2] == [0, 1, 2])
    #expect(x[rows: 3...] == [3, 4])
    #expect(x[rows: 5...].shape == [0])
    #expect(x.prefix(2) == [0, 1] && x.prefix(9) == x && x.prefix(0).isEmpty)
    #expect(x.suffix(2) == [3, 4] && x.suffix(9) == x)
  }

  @Test("Rows and columns are read and written")
  func rowsAndColumns() {
    var x: Tensor = [[1, 2, 3], [4, 5, 6]]
    #expect(x[row: 1] == [4, 5, 6])
    #expect(x[column: 2] == [3, 6])
    #expect(x[columns: 1...] == [[2, 3], [5, 6]])
    #expect(x[rows: [1, 0, 1]] == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(x[rows: [Int]()].shape == [0, 3])
    x[row: 0] = [7, 8, 9]
    x[column: 1] = [0, 0]
    #expect(x == [[7, 0, 9], [4, 0, 6]])
    x[columns: ..<2] = [[1, 1], [2, 2]]
    x[rows: 1...][0, 2] = 5
    #expect(x == [[1, 1, 9], [2, 2, 5]])
    x[row: 1] += 1
    #expect(x == [[1, 1, 9], [3, 3, 6]])
  }

  @Test("Rows of a vector are numbers, rows of a batch are matrices")
  func rowsOfAnyRank() {
    #expect(Tensor([5, 6])[row: 1].scalar == 6)
    let batch = sample([3, 2, 4])
    #expect(batch.rows.count == 3 && batch.rowCount == 3)
    #expect(Tensor(stacking: Array(batch.rows)) == batch)
    #expect(batch.rows.map(\.shape) == [[2, 4], [2, 4], [2, 4]])
    #expect(batch[row: 1] == batch.slice(axis: 0, 1..<2).reshaped(to: [2, 4]))
  }

  @Test("Scalars by index", arguments: [[5], [3, 4], [2, 3, 4], [2, 3, 1, 5]])
  func scalars(shape: [Int]) {
    var x = sample(shape)
    let original = x
    for position in Naive.positions(shape) {
      let p = position
      switch p.count {
      case 1:
        #expect(x[p[0]] == Naive.scalar(original, p))
        x[p[0]] += 1
      case 2:
        #expect(x[p[0], p[1]] == Naive.scalar(original, p))
        x[p[0], p[1]] += 1
      case 3:
        #expect(x[p[0], p[1], p[2]] == Naive.scalar(original, p))
        x[p[0], p[1], p[2]] += 1
      default:
        #expect(x[p[0], p[1], p[2], p[3]] == Naive.scalar(original, p))
        x[p[0], p[1], p[2], p[3]] += 1
      }
    }
    #expect(x == original + 1)
  }

  @Test("Stacking makes a new axis anywhere")
  func stacking() {
    let (a, b) = (sample([2, 3], seed: 1), sample([2, 3], seed: 2))
    for axis in 0...2 {
      let stacked = Tensor(stacking: [a, b], axis: axis)
      #expect(stacked.shape == a.shape.inserting(2, at: axis))
      #expect(stacked.slice(axis: axis, 1...).reshaped(to: [2, 3]) == b)
      #expect(Tensor(stacking: [a, b], axis: axis - 3) == stacked)
    }
    #expect(Tensor(stacking: [Tensor(1), Tensor(2), Tensor(3)]) == [1, 2, 3])
  }

  @Test("Shapes change without their scalars", arguments: Naive.shapes)
  func reshaping(shape: [Int]) {
    let x = sample(shape)
    #expect(x.flattened().shape == [x.count])
    #expect(x.flattened().reshaped(to: Shape(shape)) == x)
    #expect(x.squeezed().scalars == x.scalars)
    #expect(!x.squeezed().shape.dimensions.contains(1))
    for axis in shape.indices {
      let merged = shape[..<axis] + [shape[axis...].reduce(1, *)]
      #expect(x.flattened(fromAxis: axis).shape == Shape(Array(merged)))
    }
    if shape.count < Shape.maximumRank {
      #expect(x.expandingAxis(at: -1).shape.dimensions == shape + [1])
      #expect(x.expandingAxis(at: 0).shape.dimensions == [1] + shape)
    }
  }

  @Test("Transposing moves every scalar to its place", arguments: Naive.shapes)
  func transposing(shape: [Int]) {
    let x = sample(shape)
    var random = RandomGenerator(seed: 3)
    let axes = random.permutation(of: shape.count)
    let expected = Naive.tensor(axes.map { shape[$0] }) { position in
      var old = position
      for (axis, source) in axes.enumerated() { old[source] = position[axis] }
      return Naive.scalar(x, old)
    }
    #expect(x.transposed(axes) == expected)
    if shape.count < 2 {
      #expect(x.transposed() == x)
    } else {
      let swapped =
        Array(0..<(shape.count - 2)) + [shape.count - 1, shape.count - 2]
      #expect(x.transposed() == x.transposed(swapped))
      #expect(x.transposed().transposed() == x)
    }
  }
}
