import Networks
import Tensors

extension Trainer {
  /// Trains until so many epochs are complete.
  ///
  /// Epochs that are complete already, as after ``resume()``, count: training
  /// goes on where it stands.
  ///
  ///     try trainer.train(on: samples, validation: others, epochs: 10) { event in
  ///       if case .epoch(let record) = event { print(record) }
  ///     }
  ///
  /// - Parameters:
  ///   - samples: What to train on.
  ///   - validation: What to measure the network on after every epoch.
  ///   - epochs: The number of epochs that shall be complete in the end.
  ///   - observe: Is told what happens; when it throws, training ends, and can go on later.
  /// - Returns: The ``history``.
  /// - Throws: `ShapeError` when the samples do not fit the network, before anything is trained;
  ///   ``TrainingError`` when there are no samples or the loss is no longer finite; `TensorFileError`
  ///   when a checkpoint cannot be written; what `observe` throws.
  @discardableResult
  public mutating func train(
    on samples: any SampleSource, validation: (any SampleSource)? = nil, epochs: Int,
    observe: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> TrainingHistory {
    try checkFit(samples, validation)
    position.sampleCount = samples.count
    while position.epoch < epochs && !hasStopped {
      try trainEpoch(on: samples, validation, epochs, observe)
      if let best, hasStopped { try observe(.stoppedEarly(best)) }
    }
    if restoreBest() { try saveCheckpoint(observe) }
    return history
  }

  private mutating func trainEpoch(
    on samples: any SampleSource, _ validation: (any SampleSource)?, _ epochs: Int,
    _ observe: (TrainingEvent) throws -> Void
  ) throws {
    let start = monotonicSeconds()
    let shards = shardCount(for: samples)
    let batches = Batches(
      samples, size: batchSize, shuffledBy: seed, epoch: position.epoch, dropsLast: dropsLast)
    while position.batch < batches.count {
      let loss = try trainStep(on: batches, shards: shards)
      try observe(
        .step(
          StepReport(
            epoch: position.epoch + 1, epochs: epochs, batch: position.batch,
            batches: batches.count, step: position.step, loss: loss,
            learningRate: optimizer.learningRate)))
      if let everySteps = checkpoints?.everySteps, position.step.isMultiple(of: everySteps),
        position.batch < batches.count
      {
        try saveCheckpoint(observe)
      }
    }
    let record = EpochRecord(
      number: position.epoch + 1,
      training: Scores(position.loss, metrics, position.tallies),
      validation: validation.map { evaluate(on: $0) }, learningRate: optimizer.learningRate,
      seconds: monotonicSeconds() - start)
    history.epochs.append(record)
    position.epoch += 1
    position.batch = 0
    position.loss = Tally()
    position.tallies = []
    noteBest(record)
    try saveCheckpoint(observe)
    try observe(.epoch(record))
  }

  /// One step on the next batch; gives its loss.
  private mutating func trainStep(on batches: Batches, shards: Int) throws -> Double {
    let start = monotonicSeconds()
    defer { pace.note(monotonicSeconds() - start) }
    let threads = pace.threads(threads ?? Workers.threadCount)
    if let schedule { optimizer.learningRate = schedule.learningRate(at: position.step) }
    let shards = batches.shards(of: position.batch, count: shards, threads: threads)
    let samples = shards.reduce(0) { $0 + $1.count }
    let step = try Denormals.flush { () throws(TrainingError) in
      var step = ShardedStep(
        objective, model, shards: shards, seed: stepSeed, metrics: metrics, threads: threads)
      if !step.loss.isFinite { throw notFinite("the loss is not finite", shards, batches.count) }
      if !step.gradients.smallEntriesAreFinite {
        throw notFinite("a gradient is not finite", shards, batches.count)
      }
      Workers.sharing(threads: threads) {
        clipping?.apply(to: &step.gradients, of: model)
        optimizer.update(&model, with: step.gradients)
      }
      return step
    }
    position.batch += 1
    position.step += 1
    position.loss = position.loss + Tally(sum: step.loss * Double(samples), count: samples)
    position.tallies =
      position.tallies.isEmpty
      ? step.tallies : zip(position.tallies, step.tallies).map { $0 + $1 }
    return step.loss
  }

  /// The seed of what is random in the current step.
  var stepSeed: UInt64 { Phase.training(seed: seed).part(position.step).seed }
}
