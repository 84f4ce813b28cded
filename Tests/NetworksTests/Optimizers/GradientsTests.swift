import Networks
import Tensors
import Testing

@Suite("Arithmetic of gradients")
struct GradientsTests {
  private static func entry(_ kind: Int, seed: UInt64) -> Gradient {
    let rows: [[Int]] = [[0, 2, 3], [2, 5], [], [0, 1, 2, 3, 4, 5]]
    if kind == 4 { return .dense(Tensor(randomNormal: [6, 3], seed: seed)) }
    let values = Tensor(randomNormal: [rows[kind].count, 3], seed: seed)
    return .rows(rows[kind], values: values, shape: [6, 3])
  }

  @Test("The sum is that of the dense gradients", arguments: 0..<5, 0..<5)
  func add(_ first: Int, _ second: Int) {
    let (a, b) = (Self.entry(first, seed: 1), Self.entry(second, seed: 2))
    var sum = Gradients([a])
    sum.add(Gradients([b]), scale: 0.5)
    #expect(sum.entries[0].tensor == a.tensor + 0.5 * b.tensor)
    // Rows stay rows, in order and once each.
    if case .rows(let rows, _, _) = sum.entries[0] {
      #expect(first < 4 && second < 4)
      #expect(rows == Array(Set(rows)).sorted())
    } else {
      #expect(first == 4 || second == 4)
    }
  }

  @Test("Adding changes neither copies nor the other")
  func copies() {
    var sum = Gradients([Tensor(rows: [[1, 2]])])
    let (before, other) = (sum, sum)
    sum.add(other, scale: 2)
    sum.scale(by: 10)
    #expect(sum.tensors == [[[30, 60]]])
    #expect(before.tensors == [[[1, 2]]] && other.tensors == [[[1, 2]]])
  }

  @Test("To nothing anything can be added")
  func empty() {
    var sum = Gradients()
    sum.add(Gradients([Tensor(rows: [[1, 2]])]), scale: 0.5)
    sum.add(Gradients([Tensor(rows: [[1, 2]])]), scale: 0.25)
    #expect(sum.tensors == [[[0.75, 1.5]]])
  }

  @Test("The norm of rows, of large and of small numbers")
  func norm() {
    let table = Table(weight: Tensor(zeros: [6, 3]))
    let rows = Self.entry(1, seed: 3)
    #expect(
      abs(
        Gradients([rows]).globalNorm(in: table)
          - Gradients([.dense(rows.tensor)]).globalNorm(in: table)) < 1e-6)
    let large = Gradients([Tensor(repeating: 1e30, shape: [6, 3])])
    #expect(abs(large.globalNorm(in: table) / (Float(18).squareRoot() * 1e30) - 1) < 1e-6)
    let small = Gradients([Tensor(repeating: 1e-30, shape: [6, 3])])
    #expect(abs(small.globalNorm(in: table) / (Float(18).squareRoot() * 1e-30) - 1) < 1e-6)
    #expect(Gradients([Tensor(zeros: [6, 3])]).globalNorm(in: table) == 0)
    for count in 1...40 {
      let gradients = Gradients([Tensor(repeating: 2, shape: [count])])
      #expect(
        gradients.globalNorm(in: Table(weight: Tensor(zeros: [count])))
          == (4 * Float(count)).squareRoot())
    }
  }

  @Test("Clipping gradients of zero or without end changes nothing")
  func clipEdges() {
    let table = Table(weight: Tensor(zeros: [1, 3]))
    var zero = Gradients([Tensor(zeros: [1, 3])])
    #expect(zero.clip(toNorm: 0, in: table) == 0)
    #expect(zero.tensors == [[[0, 0, 0]]])
    var endless = Gradients([Tensor(rows: [[1, .infinity, -2]])])
    #expect(endless.clip(toNorm: 1, in: table) == .infinity)
    #expect(endless.tensors[0].scalars == [1, .infinity, -2])
    endless.clip(toValue: 1.5, in: table)
    #expect(endless.tensors[0].scalars == [1, 1.5, -1.5])
    var unknown = Gradients([Tensor(rows: [[1, .nan, 4]])])
    #expect(unknown.clip(toNorm: 1, in: table).isNaN)
    unknown.clip(toValue: 2, in: table)
    #expect(unknown.tensors[0][0, 1].isNaN && unknown.tensors[0][0, 2] == 2)
  }

  @Test(
    "The first entry that is not finite is found by its path",
    arguments: [Float.nan, .infinity, -.infinity])
  func finite(_ value: Float) {
    let network = smallNetwork()
    let start = gradients(of: network, 1)
    #expect(start.isFinite)
    #expect(start.firstNonFinite(in: network) == nil)
    for (index, path) in ["0.weight", "0.bias", "2.weight", "2.bias"].enumerated() {
      var tensor = start.entries[index].tensor
      for place in 0..<tensor.count {
        let before = tensor.scalars[place]
        tensor.scalars[place] = value
        var wrong = start
        wrong.entries[index] = .dense(tensor)
        #expect(!wrong.isFinite)
        #expect(wrong.firstNonFinite(in: network) == path)
        tensor.scalars[place] = before
      }
    }
    let rows = Gradient.rows([2], values: Tensor(rows: [[1, value]]), shape: [3, 2])
    #expect(!Gradients([rows]).isFinite)
    #expect(Gradients([Tensor(repeating: .greatestFiniteMagnitude, shape: [33])]).isFinite)
  }
}
