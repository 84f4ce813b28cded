import Tensors

// Running averages have entries too, and they are no derivatives: the model tells which those are.

extension Gradients {
  /// The length of all derivatives by trained parameters taken as one vector.
  ///
  /// ‖g‖ = √(Σ g²)
  ///
  ///     gradients.globalNorm(in: network)
  ///
  /// **Errors:** ends the program when the gradients are of another model.
  ///
  /// - Parameter model: The model that the gradients are of.
  /// - Returns: The length; not finite when a derivative is not.
  public func globalNorm(in model: some Parameterized) -> Float {
    norm(trained(in: model))
  }

  /// Shortens the gradients when they are longer than a bound, all by the same factor.
  ///
  /// g ← g · min(1, bound / ‖g‖)
  ///
  ///     gradients.clip(toNorm: 1, in: network)
  ///
  /// It keeps recurrent networks from leaping off. Gradients that are not finite stay as they are,
  /// so that they can be found. PyTorch divides by ‖g‖ + 10⁻⁶ instead, with a length just below
  /// the bound.
  ///
  /// **Errors:** ends the program when the gradients are of another model.
  ///
  /// **Source:** R. Pascanu, T. Mikolov and Y. Bengio, On the Difficulty of Training Recurrent Neural
  /// Networks, ICML 2013.
  ///
  /// - Parameters:
  ///   - bound: The greatest length; at least 0.
  ///   - model: The model that the gradients are of.
  /// - Returns: ‖g‖ as it was.
  @discardableResult
  public mutating func clip(toNorm bound: Float, in model: some Parameterized) -> Float {
    Hyperparameter.requireNotNegative("Gradients.clip", "toNorm", bound)
    let trained = trained(in: model)
    let norm = norm(trained)
    if norm > bound && norm.isFinite {
      for index in entries.indices where trained[index] { entries[index].scale(by: bound / norm) }
    }
    return norm
  }

  /// Moves every derivative into the range from −bound to bound; NaN stays NaN.
  ///
  /// g ← min(max(g, −bound), bound)
  ///
  ///     gradients.clip(toValue: 0.5, in: network)
  ///
  /// **Errors:** ends the program when the gradients are of another model.
  ///
  /// - Parameters:
  ///   - bound: The greatest magnitude; at least 0.
  ///   - model: The model that the gradients are of.
  public mutating func clip(toValue bound: Float, in model: some Parameterized) {
    Hyperparameter.requireNotNegative("Gradients.clip", "toValue", bound)
    let trained = trained(in: model)
    for index in entries.indices where trained[index] {
      unsafe entries[index].withMutableScalars { unsafe kernelsClamp(bound, $0, $1) }
    }
  }

  /// Whether no number is infinite or NaN.
  public var isFinite: Bool { entries.allSatisfy(\.isFinite) }

  /// The path of the first tensor whose entry has a number that is infinite or NaN, such as
  /// `2.weight`; `nil` when all are finite.
  ///
  ///     if let path = gradients.firstNonFinite(in: network) {
  ///       print("the gradient of \(path) is not finite at step \(step)")
  ///     }
  ///
  /// **Errors:** ends the program when the gradients are of another model.
  ///
  /// - Parameter model: The model that the gradients are of.
  /// - Returns: The path.
  public func firstNonFinite(in model: some Parameterized) -> String? {
    if isFinite { return nil }
    let tensors = model.namedTensors.filter { $0.role.hasGradient }
    requireEntries(tensors.count)
    return zip(tensors, entries).first { !$0.1.isFinite }?.0.path
  }

  /// For every entry, whether it is the derivative by a trained parameter.
  private func trained(in model: some Parameterized) -> [Bool] {
    var copy = model
    var trained: [Bool] = []
    trained.reserveCapacity(entries.count)
    copy.visitTensors(at: .unnamed) { _, role, _ in
      if role.hasGradient { trained.append(role.isTrainable) }
    }
    requireEntries(trained.count)
    return trained
  }

  private func norm(_ trained: [Bool]) -> Float {
    var sum = 0.0
    for index in entries.indices where trained[index] {
      let scalars = entries[index].scalars
      sum += unsafe kernelsSumOfSquares(scalars, scalars.count)
    }
    return Float(sum.squareRoot())
  }

  private func requireEntries(_ count: Int) {
    guard count == entries.count else {
      ShapeError(
        operation: "Gradients", problem: "the gradients do not fit the model",
        expected: "\(count) entries, one for each tensor that is not frozen",
        actual: "\(entries.count) entries", help: "give the model that the gradients are of"
      ).end()
    }
  }
}

extension Gradient {
  fileprivate var isFinite: Bool {
    let scalars = scalars
    return unsafe kernelsIsFinite(scalars, scalars.count)
  }
}
