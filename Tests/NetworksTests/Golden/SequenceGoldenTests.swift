import Networks
import Tensors
import Testing

@Suite("Layers for sequences agree with PyTorch")
struct SequenceGoldenTests {
  private let lengths = [4, 1, 3]

  private static func golden() throws -> Golden { try Golden.load("sequences") }

  private func expectClose(
    _ value: Tensor?, _ name: String, _ caseName: String, _ golden: Golden,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try golden(name, of: caseName)
    let close = value?.isClose(to: expected, tolerance: 2e-6)
    #expect(
      close == true, "\(name) of \(caseName): \(String(describing: value)), not \(expected)",
      sourceLocation: sourceLocation)
  }

  private func layer<L: RecurrentLayer>(
    _ make: (Tensor, Tensor, Tensor) -> L, _ name: String, _ golden: Golden, suffix: String = ""
  ) throws -> L {
    make(
      try golden("inputWeight\(suffix)", of: name), try golden("stateWeight\(suffix)", of: name),
      try golden("bias\(suffix)", of: name))
  }

  /// States in, states out, all outputs and all derivatives, with and without lengths.
  private func checkStates<L: RecurrentLayer>(_ kind: String, _ make: (Tensor, Tensor, Tensor) -> L)
    throws
  {
    let golden = try Self.golden()
    for (name, lengths) in [(kind, nil), (kind + "Packed", lengths)] {
      let layer = Stateful(try layer(make, name, golden))
      let states = 0..<L.cell.states
      let inputs =
        [try golden("x", of: name)] + (try states.map { try golden("state\($0)", of: name) })
      let (outputs, context) = layer.forward(inputs, phase: .training(seed: 1, lengths: lengths))
      try expectClose(outputs[0], "y", name, golden)
      let gradients = layer.backward(
        [try golden("dy", of: name)] + (try states.map { try golden("dLast\($0)", of: name) }),
        context: context, needsInputGradients: inputs.map { _ in true })
      try expectClose(gradients.inputs[0], "dx", name, golden)
      for index in states {
        try expectClose(outputs[index + 1], "last\(index)", name, golden)
        try expectClose(gradients.inputs[index + 1], "dState\(index)", name, golden)
      }
      for (gradient, parameter) in zip(
        gradients.parameters.tensors, ["dInputWeight", "dStateWeight", "dBias"])
      {
        try expectClose(gradient, parameter, name, golden)
      }
    }
  }

  private func checkDirections<L: RecurrentLayer>(
    _ kind: String, _ make: (Tensor, Tensor, Tensor) -> L
  ) throws {
    let golden = try Self.golden()
    let name = kind + "Bidirectional"
    let layer = Bidirectional(
      try layer(make, name, golden), try layer(make, name, golden, suffix: "_reverse"))
    let (output, context) = layer.forward(
      try golden("x", of: name), phase: .training(seed: 1, lengths: lengths))
    try expectClose(output, "y", name, golden)
    let gradients = layer.backward(try golden("dy", of: name), context: context)
    try expectClose(gradients.input, "dx", name, golden)
    let names = ["", "_reverse"].flatMap { suffix in
      ["dInputWeight", "dStateWeight", "dBias"].map { $0 + suffix }
    }
    for (gradient, parameter) in zip(gradients.parameters.tensors, names) {
      try expectClose(gradient, parameter, name, golden)
    }
  }

  @Test func rnn() throws {
    let make = { RNN(inputWeight: $0, stateWeight: $1, bias: $2, returnsSequences: true) }
    try checkStates("rnn", make)
    try checkDirections("rnn", make)
  }

  @Test func lstm() throws {
    let make = { LSTM(inputWeight: $0, stateWeight: $1, bias: $2, returnsSequences: true) }
    try checkStates("lstm", make)
    try checkDirections("lstm", make)
  }

  @Test func gru() throws {
    let make = { GRU(inputWeight: $0, stateWeight: $1, bias: $2, returnsSequences: true) }
    try checkStates("gru", make)
    try checkDirections("gru", make)
  }

  @Test func embeddings() throws {
    let golden = try Self.golden()
    func check<L: Layer>(_ name: String, _ make: (Tensor) -> L) throws {
      let layer = make(try golden("weight", of: name))
      let (output, context) = layer.forward(
        try golden("tokens", of: name), phase: .training(seed: 1))
      try expectClose(output, "y", name, golden)
      let gradients = layer.backward(try golden("dy", of: name), context: context)
      #expect(gradients.input == nil)
      try expectClose(gradients.parameters.tensors[0], "dWeight", name, golden)
    }
    try check("embedding") { Embedding(weight: $0, padding: 0) }
    try check("embeddingMean") { EmbeddingMean(weight: $0, padding: 0) }
  }

  @Test(arguments: [("attention", false), ("attentionCausal", true)])
  func attention(_ name: String, _ isCausal: Bool) throws {
    let golden = try Self.golden()
    let layer = DotProductAttention(isCausal: isCausal)
    let inputs = try ["q", "k", "v"].map { try golden($0, of: name) }
    let (outputs, context) = layer.forward(inputs, phase: .training(seed: 1))
    try expectClose(outputs[0], "y", name, golden)
    let gradients = layer.backward(
      [try golden("dy", of: name)], context: context, needsInputGradients: [true, true, true])
    for (gradient, input) in zip(gradients.inputs, ["dq", "dk", "dv"]) {
      try expectClose(gradient, input, name, golden)
    }
  }

  @Test func selfAttention() throws {
    let golden = try Self.golden()
    let name = "selfAttention"
    let layer = SelfAttention(
      projection: Linear(
        weight: try golden("projectionWeight", of: name),
        bias: try golden("projectionBias", of: name)),
      output: Linear(
        weight: try golden("outputWeight", of: name), bias: try golden("outputBias", of: name)),
      heads: 2)
    let x = try golden("x", of: name)
    let phase = Phase.training(seed: 1, lengths: lengths)
    let (output, context) = layer.forward(x, phase: phase)
    try expectClose(output, "y", name, golden)
    try expectClose(layer.weights(x, phase: phase), "shown", name, golden)
    let gradients = layer.backward(try golden("dy", of: name), context: context)
    try expectClose(gradients.input, "dx", name, golden)
    let names = ["dProjectionWeight", "dProjectionBias", "dOutputWeight", "dOutputBias"]
    for (gradient, parameter) in zip(gradients.parameters.tensors, names) {
      try expectClose(gradient, parameter, name, golden)
    }
  }
}
