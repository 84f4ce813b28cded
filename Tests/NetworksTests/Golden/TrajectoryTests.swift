import Networks
import Tensors
import Testing

/// Twenty steps of training must follow PyTorch's: layers, losses and optimizers all at once.
@Suite struct TrajectoryTests {
  @Test func multilayerNetworkWithAdam() throws {
    try follow(
      "mlp", optimizer: Adam(learningRate: 0.01),
      Sequential {
        Linear(5, 7, seed: 1)
        ReLU()
        Linear(7, 4, seed: 2)
        Tanh()
        Linear(4, 3, seed: 3)
      })
  }

  @Test func convolutionalNetworkWithMomentum() throws {
    try follow(
      "cnn", optimizer: Momentum(learningRate: 0.05, momentum: 0.9),
      Sequential {
        Convolution(kernel: (3, 3), inputs: 1, outputs: 3, padding: .same, seed: 1)
        BatchNormalization(3)
        ReLU()
        MaxPooling(size: 2)
        Convolution(kernel: (2, 2), inputs: 3, outputs: 2, seed: 2)
        ReLU()
        Flatten()
        Linear(8, 3, seed: 3)
      })
  }

  @Test func recurrentNetworkWithRMSProp() throws {
    // The third layer of PyTorch's network picks the last state, which ours does itself.
    try follow(
      "lstm", optimizer: RMSProp(learningRate: 0.01), renamed: ["2": "3"],
      Sequential {
        Embedding(9, 4, seed: 1)
        LSTM(4, 3, seed: 2)
        Linear(3, 3, seed: 3)
      })
  }

  /// Trains a network from PyTorch's first weights on its batches, and compares losses and weights.
  private func follow(
    _ name: String, optimizer start: some Optimizer, renamed: [String: String] = [:],
    _ network: Sequential
  ) throws {
    let golden = try Golden.load("trajectories")
    /// The tensor that PyTorch has where our network has another.
    func value(_ stage: String, at path: String) throws -> Tensor {
      var parts = path.split(separator: ".").map(String.init)
      parts[0] = renamed[parts[0]] ?? parts[0]
      return try golden("\(stage).\(parts.joined(separator: "."))", of: name)
    }
    var network = network
    var optimizer = start
    var first: [String: Tensor] = [:]
    for (path, _, tensor) in network.namedTensors {
      first[path] = try value("first", at: path)
      #expect(first[path]?.shape == tensor.shape, "\(path)")
    }
    network.visitTensors(at: .root) { $2 = first[$0.description] ?? $2 }

    let inputs = try golden("inputs", of: name)
    let targets = try golden("targets", of: name)
    let losses = try golden("losses", of: name)
    for step in 0..<losses.count {
      let (loss, gradients) = network.valueAndGradients(
        SoftmaxCrossEntropy(), input: inputs[row: step], target: targets[row: step],
        phase: .training(seed: UInt64(step)))
      #expect(abs(loss - losses.scalars[step]) < 2e-5, "step \(step)")
      optimizer.update(&network, with: gradients)
    }
    for (path, _, tensor) in network.namedTensors {
      #expect(tensor.isClose(to: try value("last", at: path), tolerance: 1e-4), "\(path)")
    }
  }
}
