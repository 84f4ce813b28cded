import Tensors

/// What a recurrent layer computes at every step.
public enum RecurrentCell: Int32, Sendable {
  /// A plain recurrent cell: one tanh.
  case rnn
  /// Long short-term memory: four gates and a cell beside the state.
  case lstm
  /// A gated recurrent unit: three gates.
  case gru

  /// The number of weighted sums that a unit makes of its input, and of its state.
  public var gates: Int {
    switch self {
    case .rnn: 1
    case .lstm: 4
    case .gru: 3
    }
  }

  /// The number of biases of a unit.
  public var biases: Int { self == .gru ? 4 : gates }

  /// The number of tensors of a state: h, and c for an LSTM.
  public var states: Int { self == .lstm ? 2 : 1 }
}

/// What the backward pass of a recurrent layer remembers of its forward pass.
public struct RecurrentContext: Sendable {
  internal let lengths: [Int]
  internal let inputShape: Shape
  /// The weights, arranged for the kernels.
  internal let panels: [Float]
  /// All states and gates, arranged for the kernels.
  internal let trace: [Float]
}

/// A recurrence over whole sequences: the work that all recurrent layers share.
///
/// The steps run inside one kernel. Each is a single product [h | x | 1] · [U; W; b], whose sums
/// turn into gates while they are in the cache; backward gathers the gradient of all weights in
/// products over many steps.
internal struct Recurrence {
  let cell: RecurrentCell
  let inputs: Int
  let units: Int

  /// Runs over `x`; `states` are the initial ones before, the last ones after.
  func forward<L: RecurrentLayer>(
    _ x: Tensor, _ layer: L, states: inout [Tensor], lengths: [Int], returnsSequences: Bool
  ) -> (output: Tensor?, context: RecurrentContext) {
    let samples = x.shape[0]
    let steps = x.shape[1]
    let shape: Shape = [samples, steps, units]
    guard samples > 0, steps > 0 else {
      return (
        returnsSequences ? Tensor(zeros: shape) : nil,
        RecurrentContext(lengths: lengths, inputShape: x.shape, panels: [], trace: [])
      )
    }
    let panels = packed(layer)
    var output: Tensor?
    var hidden = states[0]
    var memory = states[cell.states - 1]
    let count = kernelsRecurrenceTrace(cell.rawValue, samples, steps, inputs, units)
    let trace = unsafe buffer(count) { trace in
      func run(_ out: UnsafeMutablePointer<Float>?) {
        unsafe hidden.withMutableScalars { state in
          unsafe memory.withMutableScalars { cellState in
            unsafe kernelsRecurrenceForward(
              cell.rawValue, samples, steps, inputs, units, lengths, x.scalars, panels, trace, out,
              state, cellState)
          }
        }
      }
      if returnsSequences {
        output = unsafe Tensor(filling: shape) { unsafe run($0) }
      } else {
        run(nil)
      }
    }
    states[0] = hidden
    if cell.states == 2 { states[1] = memory }
    return (
      output,
      RecurrentContext(lengths: lengths, inputShape: x.shape, panels: panels, trace: trace)
    )
  }

  /// The derivatives; `states` hold those by the last states before, by the initial ones after.
  func backward(
    _ outputGradient: Tensor?, _ context: RecurrentContext, states: inout [Tensor],
    needsInputGradient: Bool
  ) -> LayerGradients {
    let samples = context.inputShape[0]
    let steps = context.inputShape[1]
    guard samples > 0, steps > 0 else {
      return LayerGradients(
        input: needsInputGradient ? Tensor(zeros: context.inputShape) : nil,
        parameters: unpacked([Float](repeating: 0, count: panelCount)))
    }
    var input: Tensor?
    var hidden = states[0]
    var memory = states[cell.states - 1]
    let workCount = kernelsRecurrenceWork(cell.rawValue, samples, steps, inputs, units)
    let panels = unsafe buffer(panelCount) { panelGradient in
      func run(_ dx: UnsafeMutablePointer<Float>?) {
        // The scratch memory is an array only to be freed.
        _ = unsafe buffer(workCount) { work in
          unsafe hidden.withMutableScalars { state in
            unsafe memory.withMutableScalars { cellState in
              unsafe kernelsRecurrenceBackward(
                cell.rawValue, samples, steps, inputs, units, context.lengths, context.panels,
                context.trace, outputGradient?.scalars, state, cellState, work, panelGradient, dx)
            }
          }
        }
      }
      if needsInputGradient {
        input = unsafe Tensor(filling: context.inputShape) { unsafe run($0) }
      } else {
        run(nil)
      }
    }
    states[0] = hidden
    if cell.states == 2 { states[1] = memory }
    return LayerGradients(input: input, parameters: unpacked(panels))
  }

  private var panelCount: Int { kernelsRecurrencePanels(cell.rawValue, inputs, units) }

  private func packed<L: RecurrentLayer>(_ layer: L) -> [Float] {
    unsafe buffer(panelCount) { panels in
      unsafe kernelsRecurrencePack(
        cell.rawValue, inputs, units, layer.inputWeight.scalars, layer.stateWeight.scalars,
        layer.bias.scalars, panels)
    }
  }

  private func unpacked(_ panels: [Float]) -> Gradients {
    var inputWeight = Tensor(zeros: [inputs, cell.gates * units])
    var stateWeight = Tensor(zeros: [units, cell.gates * units])
    var bias = Tensor(zeros: [cell.biases * units])
    unsafe inputWeight.withMutableScalars { inputWeight in
      unsafe stateWeight.withMutableScalars { stateWeight in
        unsafe bias.withMutableScalars { bias in
          unsafe kernelsRecurrenceUnpack(
            cell.rawValue, inputs, units, panels, inputWeight, stateWeight, bias)
        }
      }
    }
    return Gradients([inputWeight, stateWeight, bias])
  }

  private func buffer(_ count: Int, _ fill: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
    unsafe [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let address = buffer.baseAddress { unsafe fill(address) }
      initialized = count
    }
  }
}
