import Glibc
import Networks
import Tensors

extension Trainer {
  /// Trains until so many epochs are complete.
  ///
  /// Epochs that are complete already, as after ``TrainingHistory`` or a checkpoint, count: training
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
  ///   ``TrainingError`` when there are no samples or the loss is no longer finite; what `observe`
  ///   throws.
  @discardableResult
  public mutating func train(
    on samples: any SampleSource, validation: (any SampleSource)? = nil, epochs: Int,
    observe: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> TrainingHistory {
    try checkFit(samples, validation)
    while position.epoch < epochs && !hasStopped {
      try trainEpoch(on: samples, validation, epochs, observe)
      if let best, hasStopped { try observe(.stoppedEarly(best)) }
    }
    restoreBest()
    return history
  }

  private mutating func trainEpoch(
    on samples: any SampleSource, _ validation: (any SampleSource)?, _ epochs: Int,
    _ observe: (TrainingEvent) throws -> Void
  ) throws {
    let start = seconds()
    let batches = Batches(
      samples, size: batchSize, shuffledBy: seed, epoch: position.epoch, dropsLast: dropsLast)
    while position.batch < batches.count {
      let loss = try trainStep(on: batches)
      try observe(
        .step(
          StepReport(
            epoch: position.epoch + 1, epochs: epochs, batch: position.batch,
            batches: batches.count, step: position.step, loss: loss,
            learningRate: optimizer.learningRate)))
    }
    let record = EpochRecord(
      number: position.epoch + 1,
      training: Scores(position.loss, metrics, position.tallies),
      validation: validation.map { evaluate(on: $0) }, learningRate: optimizer.learningRate,
      seconds: seconds() - start)
    history.epochs.append(record)
    position.epoch += 1
    position.batch = 0
    position.loss = Tally()
    position.tallies = []
    noteBest(record)
    try observe(.epoch(record))
  }

  /// One step on the next batch; gives its loss.
  private mutating func trainStep(on batches: Batches) throws -> Double {
    let threads = Workers.threadCount
    if let learningRate { optimizer.learningRate = learningRate(position.step) }
    let shards = batches.shards(of: position.batch, count: shards, threads: threads)
    let samples = shards.reduce(0) { $0 + $1.count }
    let mode = kernelsDenormalsFlush()
    defer { kernelsDenormalsRestore(mode) }
    var step = ShardedStep(
      objective, model, shards: shards, seed: stepSeed, metrics: metrics, threads: threads)
    guard step.loss.isFinite else {
      throw notFinite(shards, batches.count)
    }
    adjustGradients?(&step.gradients, model)
    optimizer.update(&model, with: step.gradients)
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

  private func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
