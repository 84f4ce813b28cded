import Tensors

// Numbers that were gathered for one parameter must never move another one. Shapes are compared at
// every update; the names, which cost more, when the shapes differ.

extension OptimizerState {
  /// Makes sure that there is a record for every tensor, and that the gradients fit.
  mutating func prepare<Model: Parameterized>(
    _ model: inout Model, _ gradients: Gradients
  ) throws(ShapeError) {
    if fits(&model, gradients) { return }
    let tensors = model.namedTensors
    try adopt(tensors)
    try check(gradients, tensors)
  }

  private func fits<Model: Parameterized>(
    _ model: inout Model, _ gradients: Gradients
  ) -> Bool {
    var fits = true
    var index = 0
    var entry = 0
    model.visitTensors(at: .unnamed) { _, role, value in
      guard fits, index < records.count, records[index].shape == value.shape,
        !role.isTrainable || records[index].offset != nil
      else {
        fits = false
        return
      }
      index += 1
      guard role.hasGradient else { return }
      fits = entry < gradients.entries.count && gradients.entries[entry].fits(value.shape)
      entry += 1
    }
    return fits && index == records.count && entry == gradients.entries.count
  }

  /// Begins the records, or gives room to tensors that are trained from now on.
  private mutating func adopt(
    _ tensors: [(path: String, role: TensorRole, value: Tensor)]
  ) throws(ShapeError) {
    if records.isEmpty {
      records = tensors.map { Record(path: $0.path, shape: $0.value.shape) }
      try checkRestored()
    }
    for index in 0..<Swift.max(records.count, tensors.count) {
      let known = index < records.count ? describe(records[index].path, records[index].shape) : nil
      let given =
        index < tensors.count ? describe(tensors[index].path, tensors[index].value.shape) : nil
      if known != given {
        throw ShapeError(
          operation: "\(optimizer)", problem: "the model is not the one of the first update",
          expected: known ?? "no tensor after \(records.last?.path ?? "the first update")",
          actual: given ?? "no tensor after \(tensors.last?.path ?? "the start")",
          help: "an optimizer remembers every parameter: make a new one for another model")
      }
    }
    let new = records.indices.filter {
      tensors[$0].role.isTrainable && records[$0].offset == nil
    }
    let count = new.reduce(0) { $0 + records[$1].shape.count }
    if kinds.count > 0 { first.reserveCapacity(first.count + count) }
    if kinds.count > 1 { second.reserveCapacity(second.count + count) }
    for index in new { try makeRoom(for: index) }
  }

  private func describe(_ path: String, _ shape: Shape) -> String { "\(path) of shape \(shape)" }

  private mutating func makeRoom(for index: Int) throws(ShapeError) {
    let count = records[index].shape.count
    // An array that is in use begins with one number that belongs to nobody.
    let offset = Swift.max(first.count, second.count)
    records[index].offset = offset
    if kinds.count > 0 { first.append(contentsOf: repeatElement(initialValue, count: count)) }
    if kinds.count > 1 { second.append(contentsOf: repeatElement(0, count: count)) }
    try claimRestored(for: index)
  }

  private func check(
    _ gradients: Gradients, _ tensors: [(path: String, role: TensorRole, value: Tensor)]
  ) throws(ShapeError) {
    let tensors = tensors.filter { $0.role.hasGradient }
    guard tensors.count == gradients.entries.count else {
      throw ShapeError(
        operation: "\(optimizer)", problem: "the gradients do not fit the model",
        expected: "\(tensors.count) entries, one for each tensor that is not frozen",
        actual: "\(gradients.entries.count) entries",
        help: "compute the gradients with the model that they shall change")
    }
    for (tensor, gradient) in zip(tensors, gradients.entries)
    where !gradient.fits(tensor.value.shape) {
      throw ShapeError(
        operation: "\(optimizer)", problem: "the gradients do not fit the model",
        expected: "a gradient of shape \(tensor.value.shape) for \(tensor.path)",
        actual: gradient.summary,
        help: "compute the gradients with the model that they shall change")
    }
  }
}

extension ShapeError {
  /// A state of another rule.
  internal static func strangeState(
    _ optimizer: String, _ name: String, expected: String
  ) -> ShapeError {
    ShapeError(
      operation: "\(optimizer)", problem: "the state is not one of this rule",
      expected: expected, actual: name, help: "restore it into the kind of optimizer that saved it")
  }
}
