import Testing

@testable import Tensors

@Suite("Shapes and creation")
struct ShapeTests {
  @Test("A shape knows its sizes", arguments: Naive.shapes)
  func sizes(dimensions: [Int]) {
    let shape = Shape(dimensions)
    #expect(shape.dimensions == dimensions)
    #expect(shape.rank == dimensions.count)
    #expect(shape.count == dimensions.reduce(1, *))
    #expect(shape.description == dimensions.description)
    for axis in dimensions.indices {
      #expect(shape[axis] == dimensions[axis])
      #expect(shape[axis - dimensions.count] == dimensions[axis])
      #expect(shape.removing(axis: axis).inserting(dimensions[axis], at: axis) == shape)
    }
  }

  @Test("Shapes are equal when their sizes are")
  func equality() {
    #expect(Shape([2, 3]) == [2, 3])
    #expect(Shape([2, 3]) != [3, 2])
    #expect(Shape([2]) != [2, 1])
    #expect(Set<Shape>([[2, 3], [2, 3], [3, 2], []]).count == 3)
  }

  @Test("Literals nest")
  func literals() {
    let number = Tensor(3)
    let fraction = Tensor(0.5)
    let vector: Tensor = [-1, 0, 2.5]
    let matrix: Tensor = [[1, 2], [3, 4], [5, 6]]
    let cube: Tensor = [[[1], [2]], [[3], [4]]]
    let empty: Tensor = []
    #expect(number.shape == [] && number.scalar == 3)
    #expect(fraction.scalars == [0.5])
    #expect(vector.shape == [3] && vector.scalars == [-1, 0, 2.5])
    #expect(matrix.shape == [3, 2] && matrix.scalars == [1, 2, 3, 4, 5, 6])
    #expect(cube.shape == [2, 2, 1])
    #expect(empty.shape == [0] && empty.isEmpty)
  }

  @Test("Filled tensors", arguments: Naive.shapes)
  func filled(dimensions: [Int]) {
    let shape = Shape(dimensions)
    #expect(Tensor(zeros: shape).scalars == [Float](repeating: 0, count: shape.count))
    #expect(Tensor(ones: shape).scalars == [Float](repeating: 1, count: shape.count))
    #expect(Tensor(repeating: -2, shape: shape).shape == shape)
  }

  @Test("Tensors made of sequences")
  func sequences() {
    #expect(Tensor(identity: 2) == [[1, 0], [0, 1]])
    #expect(Tensor(identity: 0).shape == [0, 0])
    #expect(Tensor(from: 0, through: 1, count: 5) == [0, 0.25, 0.5, 0.75, 1])
    #expect(Tensor(from: 3, through: 9, count: 1) == [3])
    #expect(Tensor(from: 0, through: 0.3, count: 4)[3] == 0.3)
    #expect(Tensor(range: 2..<5) == [2, 3, 4])
    #expect(Tensor([1, 2] as [Int]) == [1, 2])
    #expect(Tensor(oneHot: [2, 0], classes: 3) == [[0, 0, 1], [1, 0, 0]])
    #expect(Tensor(rows: [[1, 2], [3, 4]]) == [[1, 2], [3, 4]])
    #expect(Tensor(rows: []).shape == [0, 0])
  }

  @Test("Data from outside is checked without ending the program")
  func validation() throws {
    #expect(try Tensor(validating: [1, 2], shape: [1, 2]) == [[1, 2]])
    #expect(try Tensor(validatingRows: [[1], [2]]) == [[1], [2]])
    #expect(throws: ShapeError.scalarCount(3, [2, 2])) {
      try Tensor(validating: [1, 2, 3], shape: [2, 2])
    }
    #expect(throws: ShapeError.raggedRows(row: 1, count: 1, expected: 2)) {
      try Tensor(validatingRows: [[1, 2], [3]])
    }
  }

  @Test("A copy is independent of its original")
  func valueSemantics() {
    let original: Tensor = [[1, 2], [3, 4]]
    var copy = original
    copy[0, 0] = 9
    copy += 1
    copy.scalars[3] = 0
    #expect(original == [[1, 2], [3, 4]])
    #expect(copy == [[10, 3], [4, 0]])
  }

  @Test("Spans read and write the scalars")
  func spans() {
    func sum(_ tensor: Tensor) -> Float {
      var sum: Float = 0
      let values = tensor.span
      for index in values.indices { sum += values[index] }
      return sum
    }
    func double(_ tensor: inout Tensor) {
      var values = tensor.mutableSpan
      for index in values.indices { values[index] *= 2 }
    }
    var tensor: Tensor = [1, 2, 3]
    #expect(sum(tensor) == 6)
    double(&tensor)
    #expect(tensor == [2, 4, 6])
  }
}
