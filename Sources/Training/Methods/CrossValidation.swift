import Metrics
import Networks
import Tensors

/// How networks did on the folds of a cross-validation.
public struct CrossValidation: Sendable, Equatable, CustomStringConvertible {
  /// The scores of each fold, by the network that was trained on the others.
  public var folds: [Scores]

  /// The mean of the losses.
  public var loss: Double { mean(folds.map(\.loss)) }

  /// The mean of a metric over the folds; NaN when it was not measured.
  public func mean(_ metric: String) -> Double { mean(folds.compactMap { $0[metric] }) }

  /// How far the folds lie apart in a metric: the standard deviation, with one less than their number.
  public func standardDeviation(_ metric: String) -> Double {
    let values = folds.compactMap { $0[metric] }
    let centre = mean(values)
    let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// One line for every fold, and the means.
  public var description: String {
    let lines = folds.enumerated().map { "fold \($0 + 1): \($1)" }
    let names = folds.first?.metrics.map(\.name) ?? []
    let means = Scores(
      loss: loss, metrics: names.map { Scores.Metric(name: $0, value: mean($0)) })
    return (lines + ["mean: \(means)"]).joined(separator: "\n")
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}

extension Trainer {
  /// Trains a copy of the network for each fold, on the samples of the others, and measures it on the
  /// fold.
  ///
  ///     var random = RandomGenerator(seed: 389)
  ///     let folds = KFold(count: samples.count, folds: 10, shuffledWith: &random)
  ///     let result = try trainer.crossValidate(on: samples, folds: folds, epochs: 20)
  ///     result.mean("accuracy")
  ///
  /// Every copy begins as this trainer stands; the trainer itself stays as it is. The folds are shared
  /// by the threads, each training one at a time.
  ///
  /// **Source:** M. Stone, Cross-Validatory Choice and Assessment of Statistical Predictions, Journal
  /// of the Royal Statistical Society B 36(2), 1974.
  ///
  /// - Parameters:
  ///   - samples: All samples.
  ///   - folds: Which samples are in which fold.
  ///   - epochs: The number of epochs for each fold.
  /// - Returns: The scores of every fold.
  /// - Throws: What ``train(on:validation:epochs:observe:)`` throws for the first fold that fails.
  public func crossValidate(
    on samples: any SampleSource, folds: KFold, epochs: Int
  ) throws -> CrossValidation {
    let results = Workers.map(count: folds.count, threads: threads) { index in
      Result<Scores, any Error> {
        let split = folds[index]
        var copy = self
        copy.checkpoints = nil
        try copy.train(on: samples.selecting(split.training), epochs: epochs)
        return copy.evaluate(on: samples.selecting(split.test))
      }
    }
    return CrossValidation(folds: try results.map { try $0.get() })
  }
}
