import Tensors

/// A tensor of a model on a tape.
internal struct TracedTensor {
  let role: TensorRole
  let value: Tensor
  /// Where its scalars lie; 0 when there are none.
  let address: UInt
  /// Its place on the tape; −1 for a tensor that is kept as it is.
  let index: Int
}

/// The tensors of a model while a tape runs, found again by the memory that they lie in.
///
/// A tensor that is read from the model, or from a part of it, shares its memory with the model's
/// until one of them is changed. So the address tells which tensor of the model it is, through any
/// nesting of parts, and a tensor that was computed anew is found out.
internal final class Tracing {
  /// What is recorded on; `nil` where only values are wanted, and all variables are constants.
  let tape: Tape?
  private let phase: Phase
  private let modelType: Any.Type
  private let tensors: [TracedTensor]
  /// Those of them that ``Gradients`` have an entry for.
  private let withGradient: [TracedTensor]
  /// How many layers have been applied.
  private var applications = 0
  /// Where the last tensor was found: the next one asked for is mostly the one after it.
  private var lastFound = -1

  /// Puts the tensors of a model on a tape.
  init<Model: Parameterized>(_ model: inout Model, on tape: Tape?, phase: Phase?) {
    self.tape = tape
    modelType = Model.self
    var seed: UInt64 = 0
    var tensors: [TracedTensor] = []
    tensors.reserveCapacity(16)
    model.visitTensors(at: .unnamed) { _, role, value in
      // Two tensors in one memory could not be told apart: the second gets memory of its own.
      let address = value.address
      if tensors.contains(where: { $0.address == address }) {
        unsafe value.withMutableScalars { _ in }
      }
      if phase == nil { seed = value.mixed(into: seed) }
      let index = role.hasGradient ? tape?.append(.leaf, for: "valueAndGradients") : nil
      tensors.append(
        TracedTensor(role: role, value: value, address: value.address, index: index ?? -1))
    }
    self.tensors = tensors
    let areAll = tensors.allSatisfy { $0.role.hasGradient }
    withGradient = areAll ? tensors : tensors.filter { $0.role.hasGradient }
    self.phase = phase ?? .training(seed: seed)
  }

  /// A tensor of the model as a variable.
  func variable(_ tensor: Tensor) -> Variable {
    guard let tape, !tensor.isEmpty else { return Variable(tensor) }
    guard let traced = find(tensor) else {
      TapeMistake.unvisited("a tensor of shape \(tensor.shape)", of: "\(modelType)").stop()
    }
    guard traced.role.isTrainable else { return Variable(tensor) }
    let variable = Variable(traced.value, tape: tape, index: traced.index)
    // A model may hold a weight in another shape than it visits.
    return tensor.shape == variable.shape ? variable : variable.reshaped(to: tensor.shape)
  }

  /// The output of a layer of the model.
  func apply<L: Layer>(
    _ layer: L, isWhole: Bool, to input: Variable, phase: Phase?
  ) -> Variable {
    let phase = phase ?? nextPhase()
    guard let tape else { return layer(input, phase: phase) }
    if !input.isConstant { _ = tape.own(input, for: "layer") }
    return layer.recorded(
      input, phase: phase, tensors: isWhole ? withGradient : traced(in: layer), on: tape)
  }

  /// The outputs of a layer of the model.
  func apply<L: MultiLayer>(
    _ layer: L, isWhole: Bool, to inputs: [Variable], phase: Phase?
  ) -> [Variable] {
    let phase = phase ?? nextPhase()
    guard let tape else { return layer(inputs, phase: phase) }
    for input in inputs where !input.isConstant { _ = tape.own(input, for: "layer") }
    return layer.recorded(
      inputs, phase: phase, tensors: isWhole ? withGradient : traced(in: layer), on: tape)
  }

  /// The gradients of the whole model, once the tape is read.
  func gradients(_ adjoints: inout Adjoints) -> Gradients {
    var entries: [Gradient] = []
    entries.reserveCapacity(withGradient.count)
    for tensor in withGradient {
      if let gradient = adjoints.takeGradient(at: tensor.index) {
        entries.append(gradient)
      } else if tensor.role.isTrainable {
        entries.append(.dense(Tensor(zeros: tensor.value.shape)))
      } else {
        // No batch went through: the running average stays where it is.
        entries.append(.dense(tensor.value))
      }
    }
    return Gradients(entries)
  }

  /// The first layer gets the phase itself, so that a single layer does what it does by itself;
  /// every further one random numbers of its own.
  private func nextPhase() -> Phase {
    defer { applications += 1 }
    return applications == 0 ? phase : phase.part(1 << 20 + applications)
  }

  /// The tensors of a part of the model that have a gradient.
  private func traced(in part: some Parameterized) -> [TracedTensor] {
    var copy = part
    var result: [TracedTensor] = []
    result.reserveCapacity(tensors.count)
    copy.visitTensors(at: .unnamed) { path, role, value in
      guard role.hasGradient else { return }
      if value.isEmpty {
        result.append(TracedTensor(role: .frozen, value: value, address: 0, index: -1))
      } else if let traced = find(value) {
        result.append(traced)
      } else {
        TapeMistake.unvisited("\(type(of: part))", of: "\(modelType)").stop()
      }
    }
    return result
  }

  private func find(_ tensor: Tensor) -> TracedTensor? {
    let address = tensor.address
    let next = lastFound + 1
    if next < tensors.count && tensors[next].address == address {
      lastFound = next
    } else if let index = tensors.firstIndex(where: { $0.address == address }) {
      lastFound = index
    } else {
      return nil
    }
    return tensors[lastFound]
  }
}

extension Tensor {
  /// Where the scalars lie; 0 when there are none.
  fileprivate var address: UInt {
    isEmpty ? 0 : unsafe scalars.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  /// A seed that depends on a few scalars.
  fileprivate func mixed(into seed: UInt64) -> UInt64 {
    var seed = seed
    for index in [0, count / 2, count - 1] where index >= 0 && index < count {
      seed = (seed ^ UInt64(scalars[index].bitPattern)) &* 0x9e37_79b9_7f4a_7c15
      seed ^= seed >> 29
    }
    return seed
  }
}
