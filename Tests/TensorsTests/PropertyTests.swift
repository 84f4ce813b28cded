import Testing

@testable import Tensors

/// Shapes of rank 0 to 6 with many sizes of 1 and 0, so that every rule meets every corner.
private struct RandomShapes {
  var random: RandomGenerator

  init(seed: UInt64) { random = RandomGenerator(seed: seed) }

  mutating func shape(rank: Int) -> [Int] {
    (0..<rank).map { _ in [1, 1, 2, 3, 4, 2, 0][random.index(below: 7)] }
  }

  mutating func tensor(_ shape: [Int]) -> Tensor {
    Tensor(randomNormal: Shape(shape), using: &random)
  }

  /// A shape that broadcasts to another: some sizes become 1, some axes at the front go.
  mutating func narrowed(_ shape: [Int]) -> [Int] {
    shape.dropFirst(random.index(below: shape.count + 1)).map {
      random.index(below: 3) == 0 ? 1 : $0
    }
  }
}

@Suite("Broadcasting, slicing and gathering over random shapes")
struct PropertyTests {
  @Test("Operators broadcast as index arithmetic says", arguments: 0...6)
  func broadcasting(rank: Int) {
    var shapes = RandomShapes(seed: 11 &+ UInt64(rank))
    for _ in 0..<40 {
      let full = shapes.shape(rank: rank)
      // Both sides are narrowed, so the result may be smaller than `full`.
      let (left, right) = (
        shapes.tensor(shapes.narrowed(full)), shapes.tensor(shapes.narrowed(full))
      )
      guard let sizes = Naive.broadcast(left.shape.dimensions, right.shape.dimensions) else {
        Issue.record("\(left.shape) and \(right.shape) fit together")
        continue
      }
      #expect(
        left - right
          == Naive.tensor(sizes) { Naive.repeated(left, $0) - Naive.repeated(right, $0) })
      #expect(
        (left .< right)
          == Naive.tensor(sizes) { Naive.repeated(left, $0) < Naive.repeated(right, $0) ? 1 : 0 })
      #expect(left.broadcast(to: Shape(sizes)) == Naive.tensor(sizes) { Naive.repeated(left, $0) })
      var total = shapes.tensor(sizes)
      let before = total
      total += right
      #expect(
        total == Naive.tensor(sizes) { Naive.scalar(before, $0) + Naive.repeated(right, $0) })
      let mask = left .> 0
      #expect(
        before.replacing(where: mask, with: right)
          == Naive.tensor(sizes) {
            Naive.repeated(mask, $0) == 0 ? Naive.scalar(before, $0) : Naive.repeated(right, $0)
          })
    }
  }

  @Test("Slices and parts are those of index arithmetic, read and written", arguments: 1...6)
  func slicing(rank: Int) {
    var shapes = RandomShapes(seed: 23 &+ UInt64(rank))
    for _ in 0..<40 {
      let shape = shapes.shape(rank: rank)
      let x = shapes.tensor(shape)
      let axis = shapes.random.index(below: rank)
      let size = shape[axis]
      let lower = shapes.random.index(below: size + 1)
      let upper = lower + shapes.random.index(below: size - lower + 1)
      #expect(x.slice(axis: axis, lower..<upper) == part(x, axis, Array(lower..<upper)))
      let step = 1 + shapes.random.index(below: 3)
      let strided = Array(stride(from: lower, to: upper, by: step))
      #expect(
        x.taking(stride(from: lower, to: upper, by: step), axis: axis - rank)
          == part(x, axis, strided))
      let positions = size == 0 ? [] : (0..<5).map { _ in shapes.random.index(below: size) }
      #expect(x.taking(positions, axis: axis) == part(x, axis, positions))

      // Writing changes the rows of the range and no others.
      let count = shape[0]
      let first = shapes.random.index(below: count + 1)
      var sizes = shape
      sizes[0] = count - first
      var written = x
      let value = shapes.tensor(sizes)
      written[rows: first...] = value
      #expect(
        written
          == Naive.tensor(shape) { position in
            guard position[0] >= first else { return Naive.scalar(x, position) }
            return Naive.scalar(value, [position[0] - first] + position.dropFirst())
          })

      // Adding at positions is a sum over those that are equal.
      var target = x
      let added = part(x, axis, positions)
      target.scatterAdd(added, at: positions, axis: axis)
      let expected = Naive.tensor(shape) { position in
        positions.indices.reduce(Naive.scalar(x, position)) { sum, index in
          if positions[index] != position[axis] { return sum }
          var source = position
          source[axis] = index
          return sum + Naive.scalar(added, source)
        }
      }
      #expect(target.isClose(to: expected))
    }
  }

  @Test("Sorting, picking and running sums are those of index arithmetic", arguments: 1...6)
  func alongAxes(rank: Int) {
    var shapes = RandomShapes(seed: 37 &+ UInt64(rank))
    for _ in 0..<20 {
      let shape = shapes.shape(rank: rank)
      // Few values, so that many are equal.
      let x = shapes.tensor(shape).map { $0.rounded() }
      let axis = shapes.random.index(below: rank)
      #expect(x.sorted(axis: axis) == lines(x, axis) { $0.sorted() })
      #expect(x.sorted(axis: axis, descending: true) == lines(x, axis) { $0.sorted(by: >) })
      #expect(
        x.cumulativeSum(axis: axis)
          == lines(x, axis) { line in line.indices.map { line[...$0].reduce(0, +) } })
      for descending in [false, true] {
        let order = x.argSort(axis: axis, descending: descending)
        let sorted = x.sorted(axis: axis, descending: descending)
        for index in 0..<shape[axis] {
          let picked = x.picking(order.map { $0[index] }, axis: axis)
          let expected = sorted.slice(axis: axis, index...index).reshaped(to: picked.shape)
          #expect(picked == expected)
        }
        // Equal scalars stay in order.
        for list in order { #expect(list.sorted() == Array(0..<shape[axis])) }
      }
      let count = shapes.random.index(below: shape[axis] + 1)
      let (values, positions) = x.top(count, axis: axis)
      #expect(values == x.sorted(axis: axis, descending: true).slice(axis: axis, ..<count))
      #expect(
        positions
          == x.argSort(axis: axis, descending: true).map { Array($0.prefix(count)) })
      if shape[axis] > 0 {
        #expect(x.picking(x.argMax(axis: axis), axis: axis) == x.max(axis: axis))
        #expect(x.argMax(axis: axis) == x.argSort(axis: axis, descending: true).map { $0[0] })
      }
      let norms = Naive.reduced(x, axis) { line in line.reduce(0) { $0 + $1 * $1 }.squareRoot() }
      #expect(x.norm(axis: axis - rank).isClose(to: norms))
      #expect(
        x.norm(axis: axis, keepDimensions: true).shape
          == Shape(shape).replacing(axis: axis, with: 1))
    }
  }

  /// The parts at positions along an axis.
  private func part(_ x: Tensor, _ axis: Int, _ positions: [Int]) -> Tensor {
    var sizes = x.shape.dimensions
    sizes[axis] = positions.count
    return Naive.tensor(sizes) { position in
      var position = position
      position[axis] = positions[position[axis]]
      return Naive.scalar(x, position)
    }
  }

  /// Each line along an axis replaced by what a function makes of it.
  private func lines(_ x: Tensor, _ axis: Int, _ transform: ([Float]) -> [Float]) -> Tensor {
    Naive.tensor(x.shape.dimensions) { position in
      let line = (0..<x.shape[axis]).map { index in
        var other = position
        other[axis] = index
        return Naive.scalar(x, other)
      }
      return transform(line)[position[axis]]
    }
  }
}
