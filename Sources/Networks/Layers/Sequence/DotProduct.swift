import Tensors

/// The attention of one sample: matrices of queries, keys and values.
///
/// P = softmax(Q Kᵀ / √d), Y = P V; a causal query sees only the keys up to its own step.
internal struct DotProduct: Sendable {
  let isCausal: Bool

  /// P, of shape `[queries, keys]`.
  func weights(_ query: Tensor, _ key: Tensor) -> Tensor {
    var scores = query.matmul(key, transposeRight: true) * scale(query)
    if isCausal {
      let keys = key.shape[0]
      var later = scores.mutableSpan
      for row in 0..<Swift.min(query.shape[0], keys) {
        for column in (row + 1)..<keys { later[row * keys + column] = -.infinity }
      }
    }
    return scores.softmax()
  }

  /// ∂L/∂Q, ∂L/∂K and ∂L/∂V from ∂L/∂Y.
  ///
  /// ∂L/∂V = Pᵀ ∂L/∂Y, ∂L/∂P = ∂L/∂Y Vᵀ, ∂L/∂S = P ∘ (∂L/∂P − Σ_keys P ∘ ∂L/∂P)
  func backward(
    _ gradient: Tensor, query: Tensor, key: Tensor, value: Tensor, weights: Tensor
  ) -> (query: Tensor, key: Tensor, value: Tensor) {
    let product = gradient.matmul(value, transposeRight: true)
    let mean = (weights * product).sum(axis: -1, keepDimensions: true)
    let scores = weights * (product - mean) * scale(query)
    return (
      scores.matmul(key), scores.matmul(query, transposeLeft: true),
      weights.matmul(gradient, transposeLeft: true)
    )
  }

  private func scale(_ query: Tensor) -> Float {
    1 / Float(Swift.max(query.shape[1], 1)).squareRoot()
  }
}
