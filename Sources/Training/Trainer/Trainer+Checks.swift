import Networks
import Tensors

extension Trainer {
  /// Finds what does not fit before anything is trained: batches of every size that will occur.
  func checkFit(_ samples: any SampleSource, _ validation: (any SampleSource)?) throws {
    if let shards { Shards.check(shards) }
    guard samples.count > 0 else {
      throw TrainingError(
        problem: "there is nothing to train on", place: "the source of samples is empty",
        help: "look at where the samples come from")
    }
    guard !dropsLast || samples.count >= batchSize else {
      throw TrainingError(
        problem: "there is nothing to train on",
        place:
          "\(samples.count) samples do not fill one batch of \(batchSize), and dropsLast is set",
        help: "take smaller batches, or keep the last one")
    }
    guard position.batch == 0 || position.sampleCount == samples.count else {
      throw TrainingError(
        problem: "training cannot go on with other samples",
        place:
          "epoch \(position.epoch + 1) began with \(position.sampleCount) samples; now there are \(samples.count)",
        help: "go on with the same samples until the epoch is complete")
    }
    let shards = shardCount(for: samples)
    let last = dropsLast ? 0 : samples.count % batchSize
    var sizes: [Int] = []
    for batch in [min(batchSize, samples.count), last] where batch > 0 {
      for range in Shards.ranges(of: batch, shards: shards) where !sizes.contains(range.count) {
        sizes.append(range.count)
      }
    }
    let strict = (model as? any Composite)?.checkingTrainingShapes() as? Model ?? model
    for size in sizes {
      try objective.check(strict, samples.batch(at: Array(0..<size), epoch: 0))
    }
    if let validation, validation.count > 0 {
      try objective.check(
        model, validation.batch(at: Array(0..<min(batchSize, validation.count)), epoch: 0))
    }
  }

  /// The number of shards of a batch of these samples.
  func shardCount(for samples: any SampleSource) -> Int {
    shards
      ?? Shards.automatic(model, samples.batch(at: [0], epoch: 0), batchSize: batchSize)
  }

  /// Why training cannot go on: what was not finite first.
  func notFinite(_ what: String, _ shards: [Batch], _ batches: Int) -> TrainingError {
    let search = NonFiniteSearch(model: model, objective: objective)
    let phase = Phase.training(seed: stepSeed)
    var place: String?
    for (shard, batch) in shards.enumerated() where place == nil {
      var phase = phase
      phase.lengths = batch.lengths
      place = search.place(in: batch, phase: phase.part(shard))
    }
    let batch = "epoch \(position.epoch + 1), batch \(position.batch + 1) of \(batches)"
    return TrainingError(
      problem: "\(what) at step \(position.step + 1)",
      place: "\(batch)\(place.map { ": \($0)" } ?? "")",
      help: "take a smaller learning rate, clip the gradients, or look at the inputs of that batch")
  }
}

extension Gradients {
  /// Whether the small entries are finite, such as those of biases.
  ///
  /// What is not finite in a gradient reaches the entry of a bias at once; looking at all weights in
  /// every step would cost as much as a part of the update.
  var smallEntriesAreFinite: Bool {
    entries.allSatisfy { entry in
      guard case .dense(let tensor) = entry, tensor.count <= 4096 else { return true }
      return tensor.sum().isFinite || tensor.isFinite
    }
  }
}
