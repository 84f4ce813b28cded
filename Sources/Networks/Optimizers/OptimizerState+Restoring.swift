import Tensors

extension OptimizerState {
  /// The names of what is saved of every parameter.
  private var savedKinds: [String] { kinds + ["step"] }

  /// What is remembered: for every parameter its numbers and the count of its updates.
  var namedState: [(name: String, value: Tensor)] {
    var result: [(name: String, value: Tensor)] = []
    if kinds.isEmpty { return result }
    for record in records {
      guard let offset = record.offset else { continue }
      let range = offset..<(offset + record.shape.count)
      for (kind, name) in kinds.enumerated() {
        let numbers = Array(kind == 0 ? first[range] : second[range])
        result.append(("\(record.path).\(name)", Tensor(numbers, shape: record.shape)))
      }
      // Beyond 2²⁴ steps a `Float` is no exact count, but no rule tells such counts apart.
      result.append(("\(record.path).step", Tensor(Float(record.stepCount))))
    }
    return result + restored
  }

  /// Forgets everything, and keeps a state for the model of the next update.
  mutating func restore(_ state: [(name: String, value: Tensor)]) throws(ShapeError) {
    for (name, value) in state {
      guard let kind = savedKinds.first(where: { name.hasSuffix(".\($0)") }), !kinds.isEmpty else {
        throw .strangeState(
          "\(optimizer)", name,
          expected: kinds.isEmpty
            ? "no state: the rule has no memory"
            : "names that end in " + savedKinds.map { ".\($0)" }.joined(separator: ", "))
      }
      if kind == "step" && !(value.count == 1 && value.scalar >= 0 && value.scalar < 0x1p62) {
        throw ShapeError(
          operation: "\(optimizer)", problem: "a count of steps is none",
          expected: "a whole number for \(name)",
          actual: value.count == 1 ? "\(value.scalar)" : "shape \(value.shape)",
          help: "the file may be damaged: restore an older one")
      }
    }
    self = OptimizerState(optimizer, kinds: kinds, initialValue: initialValue)
    restored = state
  }

  /// Checks that everything restored belongs to a tensor of the model.
  func checkRestored() throws(ShapeError) {
    let paths = Set(records.map(\.path))
    for (name, _) in restored {
      for kind in savedKinds where name.hasSuffix(".\(kind)") {
        let path = String(name.dropLast(kind.utf8.count + 1))
        if paths.contains(path) { continue }
        throw ShapeError(
          operation: "\(optimizer)", problem: "the restored state is of another model",
          expected: "state for tensors of the model, such as \(records.first?.path ?? "none")",
          actual: "state for \(path)", help: "restore the model that was saved with the state")
      }
    }
  }

  /// Moves what was restored for a tensor to its place.
  mutating func claimRestored(for index: Int) throws(ShapeError) {
    let record = records[index]
    guard let offset = record.offset else { return }
    var found = 0
    for (kind, name) in savedKinds.enumerated() {
      let name = "\(record.path).\(name)"
      guard let place = restored.firstIndex(where: { $0.name == name }) else { continue }
      found += 1
      let value = restored.remove(at: place).value
      let range = offset..<(offset + record.shape.count)
      if kind == kinds.count {
        records[index].stepCount = Int(value.scalar)
        continue
      }
      guard value.shape == record.shape else {
        throw ShapeError(
          operation: "\(optimizer)", problem: "the restored state is of another model",
          expected: "\(name) of shape \(record.shape)", actual: "shape \(value.shape)",
          help: "restore the model that was saved with the state")
      }
      if kind == 0 {
        first.replaceSubrange(range, with: value.scalars)
      } else {
        second.replaceSubrange(range, with: value.scalars)
      }
    }
    if found != 0 && found != savedKinds.count {
      throw ShapeError(
        operation: "\(optimizer)", problem: "the restored state is not complete",
        expected: savedKinds.map { "\(record.path).\($0)" }.joined(separator: ", "),
        actual: "\(found) of them", help: "restore a state as namedState gave it")
    }
  }
}
