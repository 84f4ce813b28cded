import Networks
import Tensors

extension Gradients {
  /// Adds up the gradients of the shards of a batch, in their order.
  ///
  /// A shard's gradient is that of its part of the loss already, so gradients are plain sums; what a
  /// batch measured for a running average is the mean over the shards, weighed by their samples.
  ///
  /// - Parameters:
  ///   - shards: The gradients of each shard.
  ///   - shares: The share of each shard in the samples.
  ///   - model: The network that they are of.
  init(addingShards shards: consuming [Gradients], shares: [Float], of model: some Parameterized) {
    self.init()
    guard !shards.isEmpty else { return }
    if shards.count > 1 {
      let statistics = model.statisticEntries
      for (shard, share) in shares.enumerated() {
        for index in statistics {
          shards[shard].entries[index] = .dense(share * shards[shard].entries[index].tensor)
        }
      }
    }
    // Taken out of the list, the first shard's tensors have one owner and are added to in place.
    swap(&self, &shards[0])
    for shard in shards.dropFirst() { add(shard) }
  }
}

extension Gradients {
  /// Multiplies all entries but those of running averages.
  mutating func scaleDerivatives(by share: Float, of model: some Parameterized) {
    if share == 1 { return }
    let statistics = model.statisticEntries
    let kept = statistics.map { entries[$0] }
    // A shard without terms has no gradient; the mean over nothing may be NaN.
    if share == 0 { entries = entries.map { .dense(Tensor(zeros: $0.tensor.shape)) } }
    scale(by: share)
    for (index, entry) in zip(statistics, kept) { entries[index] = entry }
  }
}

extension Parameterized {
  /// The places, among the entries of gradients, of running averages.
  fileprivate var statisticEntries: [Int] {
    var copy = self
    var result: [Int] = []
    var index = 0
    copy.visitTensors(at: .unnamed) { _, role, _ in
      if case .statistic = role { result.append(index) }
      if role.hasGradient { index += 1 }
    }
    return result
  }
}
