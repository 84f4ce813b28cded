import Tensors

extension Gradient {
  /// The sum of two derivatives by the same tensor.
  internal static func + (left: Gradient, right: Gradient) -> Gradient {
    switch (left, right) {
    case (.dense(let left), .dense(let right)): return .dense(left + right)
    case (.rows, .dense): return right + left
    case (.dense(var sum), .rows(let rows, let values, _)):
      for (index, row) in rows.enumerated() { sum[row: row] += values[row: index] }
      return .dense(sum)
    case (.rows(let first, let values, let shape), .rows(let second, let others, _)):
      let all = Tensor(concatenating: [values, others])
      let order = Set(first).union(second).sorted()
      var places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      var sum = Tensor(zeros: shape.replacingFirst(with: order.count))
      for (index, row) in (first + second).enumerated() {
        if let place = places[row] { sum[row: place] += all[row: index] }
      }
      places.removeAll()
      return .rows(order, values: sum, shape: shape)
    }
  }
}

extension Shape {
  /// The shape with another size along the first axis.
  internal func replacingFirst(with size: Int) -> Shape {
    Shape([size] + dimensions.dropFirst())
  }
}
