/// What a ``Trainer`` tells while it trains.
///
///     try trainer.train(on: samples, epochs: 10) { event in
///       if case .epoch(let record) = event { print(record) }
///     }
public enum TrainingEvent: Sendable {
  /// A batch was trained on.
  case step(StepReport)
  /// An epoch is complete.
  case epoch(EpochRecord)
  /// The epochs brought no improvement for as long as ``EarlyStopping`` waits.
  case stoppedEarly(EarlyStopping.Best)
  /// The state of training was written to a file, at the path.
  case saved(String)
}

/// What a step has done.
public struct StepReport: Sendable, Equatable {
  /// The number of the epoch; the first is 1.
  public var epoch: Int
  /// The number of epochs in all.
  public var epochs: Int
  /// The number of the batch in its epoch; the first is 1.
  public var batch: Int
  /// The number of batches of an epoch.
  public var batches: Int
  /// The number of the step since training began; the first is 1.
  public var step: Int
  /// The loss of the batch, before the step.
  public var loss: Double
  /// The step size.
  public var learningRate: Float
}
