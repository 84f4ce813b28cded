import Tensors

// Changes of shape, recorded. Their derivatives are the changes back.

extension Variable {
  /// The same scalars in another shape.
  ///
  /// **Errors:** ends the program when the new shape has another number of scalars.
  public func reshaped(to shape: Shape) -> Variable {
    reshaping("reshaped", tensor.reshaped(to: shape))
  }

  /// The same scalars with all axes from one on merged into it.
  public func flattened(fromAxis axis: Int = 0) -> Variable {
    reshaping("flattened", tensor.flattened(fromAxis: axis))
  }

  /// The same scalars with one more axis, of size 1, so that the variable broadcasts along it.
  public func expandingAxis(at axis: Int) -> Variable {
    reshaping("expandingAxis", tensor.expandingAxis(at: axis))
  }

  /// The same scalars without the axes of size 1.
  public func squeezed() -> Variable { reshaping("squeezed", tensor.squeezed()) }

  /// The last two axes swapped: the transpose of a matrix, or of each matrix in a batch.
  public func transposed() -> Variable {
    derived("transposed", tensor.transposed()) { $0 = $0.transposed() }
  }

  /// The axes in a new order: axis `i` of the result is axis `axes[i]` of the variable.
  public func transposed(_ axes: [Int]) -> Variable {
    let value = tensor.transposed(axes)
    var back = axes
    for (new, old) in axes.enumerated() { back[old] = new }
    return derived("transposed", value) { $0 = $0.transposed(back) }
  }

  /// The variable repeated to a larger shape by the rule of broadcasting; derivatives of the
  /// repetitions add up.
  ///
  /// **Errors:** ends the program when the shapes do not fit.
  public func broadcast(to shape: Shape) -> Variable {
    let own = self.shape
    return derived("broadcast", tensor.broadcast(to: shape)) { $0 = $0.summed(to: own) }
  }

  private func reshaping(_ operation: StaticString, _ value: Tensor) -> Variable {
    let shape = shape
    return derived(operation, value) { $0 = $0.reshaped(to: shape) }
  }
}
