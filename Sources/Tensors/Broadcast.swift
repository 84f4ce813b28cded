/// How two shapes of different sizes are walked together, by NumPy's rule: sizes are compared from
/// the last axis, and must be equal or 1; a size of 1 repeats.
///
/// Neighbouring axes along which each side either runs or repeats are merged, so that the innermost
/// loop, which a kernel does, is as long as it can be: adding a bias to a batch is one kernel call
/// per row, scaling images by a number per image one call per image.
internal struct Broadcast {
  /// The shape of the result.
  internal let shape: Shape

  /// Innermost first; unused places have size 1.
  private let axes: InlineArray<6, Axis>

  private struct Axis {
    var size: Int
    /// How far the operand moves for one step along the axis; 0 where it repeats.
    var left: Int
    var right: Int
  }

  internal init(_ left: Shape, _ right: Shape, name: StaticString) {
    var shape = Shape(rank: max(left.rank, right.rank))
    var axes = InlineArray<6, Axis>(repeating: Axis(size: 1, left: 1, right: 1))
    var axisCount = 0
    var leftStride = 1
    var rightStride = 1
    // From the last axis to the first.
    for offset in 1..<(shape.rank + 1) {
      let leftSize = offset <= left.rank ? left.sizes[left.rank - offset] : 1
      let rightSize = offset <= right.rank ? right.sizes[right.rank - offset] : 1
      if leftSize != rightSize && leftSize != 1 && rightSize != 1 {
        ShapeCheck.fail(.broadcast(name, left, right))
      }
      let size = leftSize == 1 ? rightSize : leftSize
      shape.sizes[shape.rank - offset] = size
      if size == 1 { continue }
      let axis = Axis(
        size: size, left: leftSize == 1 ? 0 : leftStride, right: rightSize == 1 ? 0 : rightStride)
      leftStride *= leftSize
      rightStride *= rightSize
      if axisCount > 0 && Broadcast.continues(axes[axisCount - 1], axis) {
        axes[axisCount - 1].size *= size
      } else {
        axes[axisCount] = axis
        axisCount += 1
      }
    }
    self.shape = shape
    self.axes = axes
  }

  /// Whether both sides go on along the outer axis as they did along the inner one.
  private static func continues(_ inner: Axis, _ outer: Axis) -> Bool {
    outer.left == inner.left * inner.size && outer.right == inner.right * inner.size
  }

  /// Fills `out`, of the plan's shape, from scalars of the two shapes.
  internal func apply(
    _ operation: BinaryOperation, _ left: Scalars, _ right: Scalars, _ out: MutableScalars
  ) {
    let total = shape.count
    if total == 0 { return }
    let inner = axes[0]
    var position = InlineArray<6, Int>(repeating: 0)
    var leftOffset = 0
    var rightOffset = 0
    var outOffset = 0
    while true {
      unsafe kernelsBinary(
        operation.rawValue, left + leftOffset, inner.left, right + rightOffset, inner.right,
        out + outOffset, inner.size)
      outOffset += inner.size
      if outOffset == total { return }
      // The next position, like an odometer.
      var axis = 1
      while true {
        position[axis] += 1
        leftOffset += axes[axis].left
        rightOffset += axes[axis].right
        if position[axis] < axes[axis].size { break }
        leftOffset -= axes[axis].left * axes[axis].size
        rightOffset -= axes[axis].right * axes[axis].size
        position[axis] = 0
        axis += 1
      }
    }
  }
}
