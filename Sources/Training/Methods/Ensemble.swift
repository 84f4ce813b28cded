import Networks
import Tensors

/// Networks that answer together: the mean of what they say.
///
/// p(x) = (1/n) Σ_i p_i(x)
///
/// The mistakes of networks that were trained from different beginnings, or on different samples, are
/// different: in the mean they cancel.
///
///     let ensemble = Ensemble(networks) { softmax($0) }
///     accuracy(scores: ensemble(images), actual: labels)
///
/// **Shapes:** all networks give outputs of one shape, which is that of the mean.
///
/// **Source:** L. K. Hansen and P. Salamon, Neural Network Ensembles, IEEE PAMI 12(10), 1990; L.
/// Breiman, Bagging Predictors, Machine Learning 24(2), 1996.
public struct Ensemble<Model: Layer>: Sendable {
  /// The networks.
  public var models: [Model]
  private let answer: @Sendable (Tensor) -> Tensor

  /// Creates an ensemble.
  ///
  /// **Errors:** ends the program when there are no networks.
  ///
  /// - Parameters:
  ///   - models: The networks.
  ///   - answer: What makes of an output what is averaged: the softmax for scores of classes, nothing
  ///     for probabilities and numbers.
  public init(_ models: [Model], answer: @escaping @Sendable (Tensor) -> Tensor = { $0 }) {
    if models.isEmpty { fatalError("an ensemble needs at least one network") }
    self.models = models
    self.answer = answer
  }

  /// The mean answer to an input, worked out by several threads.
  ///
  /// - Parameter input: The input of every network.
  /// - Returns: p(x).
  public func callAsFunction(_ input: Tensor) -> Tensor {
    mean(Workers.map(count: models.count) { answer(models[$0](input)) })
  }

  /// The mean answers to all samples of a source.
  ///
  /// **Errors:** ends the program when the samples do not fit the networks, or there are none.
  ///
  /// - Parameters:
  ///   - samples: The samples; their targets are not looked at.
  ///   - batchSize: The number of samples that are worked on together.
  /// - Returns: The answers, in the order of the source.
  public func outputs(for samples: any SampleSource, batchSize: Int = 64) -> Tensor {
    mean(models.map { answer($0.outputs(for: samples, batchSize: batchSize)) })
  }

  private func mean(_ answers: [Tensor]) -> Tensor {
    var sum = answers[0]
    for answer in answers.dropFirst() { sum += answer }
    return sum / Float(answers.count)
  }
}

extension Trainer where Model: Layer {
  /// Trains networks for an ensemble, each on a sample of the samples drawn with replacement.
  ///
  /// About 63 % of the samples are in such a sample, some of them several times; every network gets
  /// an order and random numbers of its own.
  ///
  ///     let networks = try trainer.bagged(5, on: samples, epochs: 10) { seed in network(seed: seed) }
  ///     let ensemble = Ensemble(networks) { softmax($0) }
  ///
  /// **Errors:** ends the program when there is less than one network.
  ///
  /// **Source:** L. Breiman, Bagging Predictors, Machine Learning 24(2), 1996.
  ///
  /// - Parameters:
  ///   - count: The number of networks.
  ///   - samples: All samples.
  ///   - epochs: The number of epochs for each.
  ///   - model: Makes a network from a seed; without it all begin with the trainer's network.
  /// - Returns: The networks.
  /// - Throws: What ``train(on:validation:epochs:observe:)`` throws for the first that fails.
  public func bagged(
    _ count: Int, on samples: any SampleSource, epochs: Int,
    model: (@Sendable (_ seed: UInt64) -> Model)? = nil
  ) throws -> [Model] {
    if count < 1 { fatalError("\(count) networks are no ensemble: take 1 or more") }
    let results = Workers.map(count: count, threads: threads) { index in
      Result<Model, any Error> {
        var random = RandomGenerator(seed: seed, label: "network \(index)")
        var copy = self
        copy.checkpoints = nil
        copy.seed = random.next()
        if let model { copy.model = model(random.next()) }
        try copy.train(on: samples.resampled(with: &random), epochs: epochs)
        return copy.model
      }
    }
    return try results.map { try $0.get() }
  }
}

extension SampleSource {
  /// As many samples as there are, drawn at random with replacement: a bootstrap sample.
  ///
  /// **Source:** B. Efron, Bootstrap Methods: Another Look at the Jackknife, Annals of Statistics
  /// 7(1), 1979.
  ///
  /// - Parameter generator: The generator to draw with.
  /// - Returns: The source of the drawn samples.
  public func resampled(
    with generator: inout some RandomNumberGenerator
  ) -> SampleSelection {
    selecting((0..<count).map { _ in generator.index(below: count) })
  }
}
