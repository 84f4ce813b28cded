import Networks
import Tensors

extension Trainer {
  /// The loss and the metrics of the network, as it is now, on some samples.
  ///
  ///     let scores = trainer.evaluate(on: ImageSamples(digits.test))
  ///     scores["accuracy"]
  ///
  /// **Errors:** ends the program when the samples do not fit the network.
  ///
  /// - Parameter samples: The samples.
  /// - Returns: The means over all samples.
  public func evaluate(on samples: any SampleSource) -> Scores {
    objective.scores(of: model, on: samples, metrics: metrics, batchSize: batchSize)
  }
}

extension Objective {
  /// The loss and the metrics of a network on some samples.
  ///
  /// **Errors:** ends the program when the samples do not fit the network.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - samples: The samples.
  ///   - metrics: What else to measure.
  ///   - batchSize: The number of samples that are worked on together.
  /// - Returns: The means over all samples.
  public func scores(
    of model: Model, on samples: any SampleSource, metrics: [TrainingMetric] = [],
    batchSize: Int = 64
  ) -> Scores {
    let batches = Batches(samples, size: batchSize)
    let parts = Workers.map(count: batches.count) { index in
      let batch = batches[index]
      let result = evaluate(model, batch)
      return (result.values, termCounts(batch), metrics.map { $0.tally(result.outputs, batch) })
    }
    var loss = 0.0
    for (index, weight) in weights.enumerated() {
      let tally = parts.reduce(Tally()) { sum, part in
        let terms = part.1[index]
        // The mean over no terms may be NaN.
        return terms == 0
          ? sum : sum + Tally(sum: Double(part.0[index]) * Double(terms), count: terms)
      }
      loss += Double(weight) * tally.mean
    }
    let tallies = metrics.indices.map { metric in parts.reduce(Tally()) { $0 + $1.2[metric] } }
    return Scores(loss: loss, metrics, tallies)
  }
}

extension Layer {
  /// The outputs of the network for all samples of a source, worked out by several threads.
  ///
  ///     let scores = network.outputs(for: ImageSamples(digits.test))
  ///     accuracy(scores: scores, actual: digits.test.labels)
  ///
  /// **Shapes:** the first axis counts the samples of the source.
  ///
  /// **Errors:** ends the program when the samples do not fit the network, when there are none, or
  /// when batches give outputs of different shapes, as sequences of different lengths may.
  ///
  /// - Parameters:
  ///   - samples: The samples; their targets are not looked at.
  ///   - batchSize: The number of samples that are worked on together.
  /// - Returns: The outputs, in the order of the source.
  public func outputs(for samples: any SampleSource, batchSize: Int = 64) -> Tensor {
    let batches = Batches(samples, size: batchSize)
    let parts = Workers.map(count: batches.count) { index in
      let batch = batches[index]
      return forward(batch.input, phase: .evaluation(lengths: batch.lengths)).output
    }
    return parts.count == 1 ? parts[0] : Tensor(concatenating: parts)
  }
}

extension Scores {
  init(_ loss: Tally, _ metrics: [TrainingMetric], _ tallies: [Tally]) {
    self.init(loss: loss.mean, metrics, tallies)
  }

  init(loss: Double, _ metrics: [TrainingMetric], _ tallies: [Tally]) {
    self.init(
      loss: loss,
      metrics: zip(metrics, tallies).map { Metric(name: $0.name, value: $1.mean) })
  }
}
