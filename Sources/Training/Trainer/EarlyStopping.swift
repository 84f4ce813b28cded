/// When training ends before its last epoch: when the validation samples say that it no longer helps.
///
///     trainer.earlyStopping = EarlyStopping(patience: 5)
///
/// At the end the network gets back the weights of its best epoch.
///
/// **Source:** L. Prechelt, Early Stopping – But When?, in: Neural Networks: Tricks of the Trade, 1998.
public struct EarlyStopping: Sendable, Equatable {
  /// What must improve.
  public enum Target: Sendable, Equatable {
    /// The loss must fall.
    case loss
    /// The metric of a name must rise.
    case metric(String)
  }

  /// The number of epochs without an improvement after which training ends.
  public var patience: Int
  /// What must improve: of the validation samples, or of the training samples when there are no
  /// others.
  public var target: Target
  /// How much better than the best an epoch must be to count.
  public var minimumImprovement: Double

  /// Creates a rule.
  ///
  /// **Errors:** ends the program when the patience is less than one epoch or the improvement less
  /// than zero.
  ///
  /// - Parameters:
  ///   - patience: The number of epochs without an improvement after which training ends.
  ///   - target: What must improve.
  ///   - minimumImprovement: How much better than the best an epoch must be to count.
  public init(patience: Int, target: Target = .loss, minimumImprovement: Double = 0) {
    if patience < 1 {
      fatalError("a patience of \(patience) epochs would never train: take 1 or more")
    }
    if !(minimumImprovement >= 0) {
      fatalError("an improvement of \(minimumImprovement) is none: take 0 or more")
    }
    self.patience = patience
    self.target = target
    self.minimumImprovement = minimumImprovement
  }

  /// The best epoch so far.
  public struct Best: Sendable, Equatable {
    /// The number of the epoch.
    public var epoch: Int
    /// Its loss or metric.
    public var value: Double
  }

  /// Whether a value is better than the best.
  func improves(_ value: Double, on best: Double) -> Bool {
    switch target {
    case .loss: value < best - minimumImprovement
    case .metric: value > best + minimumImprovement
    }
  }

  /// What the rule looks at; `nil` when it was not measured.
  func value(of record: EpochRecord) -> Double? {
    let scores = record.validation ?? record.training
    switch target {
    case .loss: return scores.loss
    case .metric(let name): return scores[name]
    }
  }
}
