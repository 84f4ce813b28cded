import PracticalKit

/// The networks of the comparison.
enum Networks {
  static func network(_ name: String) -> Sequential {
    switch name {
    case "tiny":
      Sequential {
        Linear(4, 8, seed: 1)
        ReLU()
        Linear(8, 2, seed: 2)
      }
    case "mlp":
      Sequential {
        Linear(784, 200, seed: 1)
        ReLU()
        Linear(200, 100, seed: 2)
        ReLU()
        Linear(100, 60, seed: 3)
        ReLU()
        Linear(60, 30, seed: 4)
        ReLU()
        Linear(30, 10, seed: 5)
      }
    case "cnn_lecture":
      Sequential {
        Convolution(kernel: (5, 5), inputs: 1, outputs: 4, padding: .same, seed: 1)
        ReLU()
        Convolution(kernel: (4, 4), inputs: 4, outputs: 8, stride: 2, padding: .same, seed: 2)
        ReLU()
        Convolution(kernel: (4, 4), inputs: 8, outputs: 12, stride: 2, padding: .same, seed: 3)
        ReLU()
        Flatten()
        Linear(588, 200, seed: 4)
        ReLU()
        Linear(200, 10, seed: 5)
      }
    case "lenet5":
      Sequential {
        Convolution(kernel: (5, 5), inputs: 1, outputs: 6, padding: .same, seed: 1)
        ReLU()
        MaxPooling(size: 2)
        Convolution(kernel: (5, 5), inputs: 6, outputs: 16, seed: 2)
        ReLU()
        MaxPooling(size: 2)
        Flatten()
        Linear(400, 120, seed: 3)
        ReLU()
        Linear(120, 84, seed: 4)
        ReLU()
        Linear(84, 10, seed: 5)
      }
    case "embbag":
      Sequential {
        EmbeddingMean(Data.vocabulary, 64, seed: 1)
        Linear(64, 4, seed: 2)
      }
    case "lstm":
      Sequential {
        Embedding(Data.vocabulary, 64, seed: 1)
        LSTM(64, 64, seed: 2)
        Linear(64, 4, seed: 3)
      }
    default: wide(isNormalised: name == "cnn_keras_bn")
    }
  }

  private static func wide(isNormalised: Bool) -> Sequential {
    Sequential {
      Convolution(kernel: (3, 3), inputs: 1, outputs: 32, seed: 1)
      if isNormalised { BatchNormalization(32) }
      ReLU()
      Convolution(kernel: (3, 3), inputs: 32, outputs: 64, seed: 2)
      if isNormalised { BatchNormalization(64) }
      ReLU()
      MaxPooling(size: 2)
      Dropout(0.25)
      Flatten()
      Linear(9216, 128, seed: 3)
      if isNormalised { BatchNormalization(128) }
      ReLU()
      Dropout(0.5)
      Linear(128, 10, seed: 4)
    }
  }

  /// A picture's features begin the state of an LSTM, which gives the next word at every step.
  static func captioner() -> Graph {
    Graph { g in
      let features = g.input("features")
      let words = g.input("words")
      let start = g.apply(
        Tanh(), to: g.apply(Linear(256, 256, seed: 1), to: features, named: "start"))
      let vectors = g.apply(Embedding(1000, 128, seed: 2), to: words, named: "embedding")
      let outputs = g.apply(
        Stateful(LSTM(128, 256, returnsSequences: true, seed: 3)), to: [vectors, start],
        named: "lstm")
      g.output(g.apply(Linear(256, 1000, seed: 4), to: outputs[0], named: "scores"))
    }
  }
}
