import Networks

/// How a ``Trainer`` keeps gradients from becoming too large.
///
///     trainer.clipping = .norm(1)
public enum GradientClipping: Sendable, Equatable {
  /// All derivatives are shortened by one factor when their length as one vector exceeds a bound.
  case norm(Float)
  /// Every derivative is moved into the range from minus a bound to the bound.
  case value(Float)

  func apply(to gradients: inout Gradients, of model: some Parameterized) {
    switch self {
    case .norm(let bound): gradients.clip(toNorm: bound, in: model)
    case .value(let bound): gradients.clip(toValue: bound, in: model)
    }
  }
}
