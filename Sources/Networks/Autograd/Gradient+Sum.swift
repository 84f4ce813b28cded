import Tensors

extension Gradient {
  /// The sum of two derivatives by the same tensor; those of rows stay rows.
  internal static func + (left: Gradient, right: Gradient) -> Gradient {
    var sum = Gradients([left])
    sum.add(Gradients([right]))
    return sum.entries[0]
  }
}
