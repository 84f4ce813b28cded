import Testing

@testable import Tensors

@Suite("Gathering, sorting, norms and nested arrays by example")
struct GatheringTests {
  private let x: Tensor = [[1, 2, 3], [4, 5, 6]]

  @Test("Parts are taken by any sequence of positions")
  func taking() {
    #expect(x.taking([2, 0], axis: 1) == [[3, 1], [6, 4]])
    #expect(x.taking((0..<2).reversed()) == [[4, 5, 6], [1, 2, 3]])
    #expect(x.taking([], axis: -1).shape == [2, 0])
    #expect(x[rows: stride(from: 1, through: 0, by: -1)] == [[4, 5, 6], [1, 2, 3]])
    #expect(x[rows: stride(from: 0, to: 2, by: 2)] == [[1, 2, 3]])
  }

  @Test("Blocks of a matrix are read and written")
  func blocks() {
    #expect(x[rows: 1..., columns: ..<2] == [[4, 5]])
    var y = x
    y[rows: 0...1, columns: 1...1] = [[0], [7]]
    #expect(y == [[1, 0, 3], [4, 7, 6]])
    y[rows: ..<1, columns: 1...] += 1
    #expect(y == [[1, 1, 4], [4, 7, 6]])
  }

  @Test("Values picked by label are those of a one-hot product")
  func picking() {
    #expect(x.picking([2, 0]) == [3, 4])
    #expect(x.picking([1, 0, 1], axis: 0) == [4, 2, 6])
    #expect((x * Tensor(oneHot: [2, 0], classes: 3)).sum(axis: 1) == x.picking([2, 0]))
    #expect(Tensor([5, 6]).picking([1]) == Tensor(6))
  }

  @Test("What is added to one position twice adds up")
  func scattering() {
    var counts = Tensor(zeros: [3])
    counts.scatterAdd([1, 1, 1], at: [2, 0, 2])
    #expect(counts == [1, 0, 2])
    var columns = Tensor(zeros: [2, 2])
    columns.scatterAdd(x, at: [1, 1, 0], axis: 1)
    #expect(columns == [[3, 3], [6, 9]])
    let copy = columns
    columns.scatterAdd(Tensor(zeros: [0, 2]), at: [])
    #expect(columns == copy)
  }

  @Test("One-hot labels of any shape")
  func oneHot() {
    let labels: Tensor = [[0, 2], [1, 1]]
    let rows = Tensor(oneHot: labels, classes: 3)
    #expect(rows.shape == [2, 2, 3])
    #expect(rows == [[[1, 0, 0], [0, 0, 1]], [[0, 1, 0], [0, 1, 0]]])
    #expect(rows.argMax(axis: -1) == [0, 2, 1, 1])
    #expect(Tensor(oneHot: Tensor(1), classes: 2) == [0, 1])
    #expect(Tensor(oneHot: [1, 0], classes: 2) == [[0, 1], [1, 0]])
    #expect(Tensor(oneHot: Tensor([]), classes: 2).shape == [0, 2])
  }

  @Test("Replacing keeps what is not chosen out, NaN or not")
  func replacing() {
    let y = Tensor([.nan, -1, 2])
    #expect(y.replacing(where: [1, 0, 0], with: 5) == [5, -1, 2])
    #expect(y.replacing(where: y .< 0, with: 0).scalars[1] == 0)
    let leaky = x - 3
    #expect(
      leaky.replacing(where: leaky .< 0, with: 0.5 * leaky) == [[-1, -0.5, 0], [1, 2, 3]])
    #expect(x.replacing(where: [1, 0, 1], with: [[7], [8]]) == [[7, 2, 7], [8, 5, 8]])
    let masked = x.replacing(where: [0, 0, 1], with: -.infinity).softmax()
    #expect(masked[column: 2] == [0, 0])
    #expect(Tensor(zeros: [0, 2]).replacing(where: [1, 0], with: 3).isEmpty)
  }

  @Test("NaN is the largest when sorting; equal scalars keep their order")
  func sorting() {
    let y = Tensor([2, .nan, -.infinity, 2, .infinity])
    #expect(y.argSort() == [[2, 0, 3, 4, 1]])
    #expect(y.argSort(descending: true) == [[1, 4, 0, 3, 2]])
    #expect(Array(y.sorted().scalars.prefix(4)) == [-.infinity, 2, 2, .infinity])
    #expect(y.sorted().scalars[4].isNaN && y.sorted(descending: true).scalars[0].isNaN)
    let (values, positions) = x.top(2)
    #expect(values == [[3, 2], [6, 5]] && positions == [[2, 1], [2, 1]])
    #expect(x.top(0).values.shape == [2, 0])
  }

  @Test("Norms do not overflow, and running sums are exact for long vectors")
  func norms() {
    #expect(([3, 4] as Tensor).norm() == 5)
    #expect(Tensor([3e30, 4e30]).norm() == 5e30)
    #expect(Tensor([3e-30, 4e-30]).norm() == 5e-30)
    #expect(Tensor([.nan, 1]).norm().isNaN && Tensor([.infinity, 1]).norm() == .infinity)
    #expect(([[3e30, 4e30]] as Tensor).norm(axis: 1) == [5e30])
    #expect(Tensor([]).norm() == 0)
    let ones = Tensor(repeating: 0.1, shape: [100_000]).cumulativeSum()
    #expect(Swift.abs(ones[99_999] - 10_000) < 0.01)
    #expect(x.cumulativeSum(axis: 0) == [[1, 2, 3], [5, 7, 9]])
    #expect(Tensor(zeros: [0, 3]).cumulativeSum(axis: 0).shape == [0, 3])
  }

  @Test("Too few numbers for a correction give NaN")
  func variance() {
    #expect(Tensor([1]).variance(correction: 1).isNaN)
    #expect(Tensor([1, 2]).variance(correction: 3).isNaN)
    #expect(Tensor([1, 2]).variance(correction: .max).isNaN)
    #expect(x.variance(axis: 0, correction: 3).scalars.allSatisfy { $0.isNaN })
    #expect(Tensor([1, 2]).variance(correction: 1) == 0.5)
  }

  @Test("Nested arrays become tensors and come back")
  func nested() throws {
    let cube: [[[Float]]] = [[[1, 2]], [[3, 4]], [[5, 6]]]
    let tensor = Tensor(nested: cube)
    #expect(tensor == [[[1, 2]], [[3, 4]], [[5, 6]]] && tensor.shape == [3, 1, 2])
    #expect(tensor.nested(as: [[[Float]]].self) == cube)
    #expect(x.nested(as: [[Float]].self) == [[1, 2, 3], [4, 5, 6]])
    #expect(Tensor(7).nested(as: Float.self) == 7)
    #expect(Tensor(nested: Float(7)) == Tensor(7))
    #expect(Tensor(nested: [[Float]]()).shape == [0, 0])
    #expect(Tensor(nested: [[], []] as [[Float]]).shape == [2, 0])
    #expect(Tensor(zeros: [2, 0]).nested(as: [[Float]].self) == [[], []])
    #expect(throws: ShapeError.self) { try Tensor(validatingNested: [[1], [2, 3]] as [[Float]]) }
    for shape in Naive.shapes where shape.count == 3 {
      let tensor = sample(shape)
      let back = Tensor(nested: tensor.nested(as: [[[Float]]].self))
      #expect(back.scalars == tensor.scalars)
    }
  }

  @Test("Tensors of many axes print shortened")
  func printing() {
    let text = Tensor(zeros: [5, 5, 5, 5, 5, 5]).description
    #expect(text.hasPrefix("a tensor of shape [5, 5, 5, 5, 5, 5]\n[[[[[[0, …, 0],"))
    #expect(text.count { $0 == "0" } == 64)
    #expect(Tensor([.nan, .nan]).description == "[nan, nan]")
    #expect(Tensor([-.infinity, 0.5]).description == "[-inf,  0.5]")
    #expect(
      Tensor(range: 0..<1001).description.hasSuffix("[   0,    1,    2, …,  998,  999, 1000]"))
  }
}
