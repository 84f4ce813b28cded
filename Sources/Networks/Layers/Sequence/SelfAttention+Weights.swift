import Tensors

extension SelfAttention {
  /// How much of every step each step takes, for a picture of what a head looks at.
  ///
  /// **Shapes:** `[samples, heads, steps, steps]`; a row sums to 1, and is zero for a padded step.
  public func weights(_ input: Tensor, phase: Phase = .evaluation) -> Tensor {
    let (_, context) = forward(input, phase: phase)
    let steps = input.shape[1]
    var result = Tensor(zeros: [input.shape[0], heads, steps, steps])
    for (index, weights) in context.weights.enumerated() {
      let length = weights.shape[0]
      for row in 0..<length {
        for column in 0..<length {
          result.scalars[(index * steps + row) * steps + column] = weights[row, column]
        }
      }
    }
    return result
  }
}

extension Tensor {
  /// `[samples, steps, features]` with zeros past the end of every sequence.
  internal func zeroingPadding(_ lengths: [Int]) -> Tensor {
    if lengths.allSatisfy({ $0 == shape[1] }) { return self }
    var result = self
    var target = result.mutableSpan
    for (sample, length) in lengths.enumerated() {
      let start = sample * shape[1]
      for index in (start + length) * shape[2]..<(start + shape[1]) * shape[2] {
        target[index] = 0
      }
    }
    return result
  }
}
