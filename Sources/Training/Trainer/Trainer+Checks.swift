import Networks
import Tensors

extension Trainer {
  /// Finds what does not fit before anything is trained: batches of every size that will occur.
  func checkFit(_ samples: any SampleSource, _ validation: (any SampleSource)?) throws {
    Shards.check(shards)
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
    let last = dropsLast ? 0 : samples.count % batchSize
    var sizes: [Int] = []
    for batch in [min(batchSize, samples.count), last] where batch > 0 {
      for range in Shards.ranges(of: batch, shards: shards) where !sizes.contains(range.count) {
        sizes.append(range.count)
      }
    }
    for size in sizes {
      try objective.check(model, samples.batch(at: Array(0..<size), epoch: 0))
    }
    if let validation, validation.count > 0 {
      try objective.check(
        model, validation.batch(at: Array(0..<min(batchSize, validation.count)), epoch: 0))
    }
  }

  /// Why training cannot go on: what was not finite first.
  func notFinite(_ shards: [Batch], _ batches: Int) -> TrainingError {
    TrainingError(
      problem: "the loss is not finite at step \(position.step + 1)",
      place: "epoch \(position.epoch + 1), batch \(position.batch + 1) of \(batches)",
      help: "take a smaller learning rate, or clip the gradients")
  }
}
