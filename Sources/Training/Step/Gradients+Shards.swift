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
  init(addingShards shards: [Gradients], shares: [Float], of model: some Parameterized) {
    var shards = shards
    guard !shards.isEmpty else {
      self.init()
      return
    }
    // Taken out of the list, the first shard's tensors have one owner and are added to in place.
    var sum = Gradients()
    swap(&sum, &shards[0])
    if shards.count > 1 {
      let statistics = model.statisticEntries
      for index in sum.entries.indices {
        let isStatistic = statistics.contains(index)
        for shard in 1..<shards.count {
          if isStatistic {
            sum.entries[index].average(
              shard == 1 ? shares[0] : 1, shards[shard].entries[index], shares[shard])
          } else {
            sum.entries[index].add(shards[shard].entries[index])
          }
        }
      }
    }
    self = sum
  }
}

extension Parameterized {
  /// The places, among the entries of gradients, of running averages.
  fileprivate var statisticEntries: Set<Int> {
    var copy = self
    var result: Set<Int> = []
    var index = 0
    copy.visitTensors(at: .unnamed) { _, role, _ in
      if case .statistic = role { result.insert(index) }
      if role.hasGradient { index += 1 }
    }
    return result
  }
}

extension Gradient {
  /// Adds another gradient of the same tensor.
  fileprivate mutating func add(_ other: Gradient) {
    switch (self, other) {
    case (.dense(var tensor), .dense(let other)):
      // The enumeration must let go of the tensor, or adding would copy it.
      self = .dense(Tensor(0))
      tensor.add(other, scaledBy: 1)
      self = .dense(tensor)
    case (.rows(let rows, let values, let shape), .rows(let otherRows, let otherValues, _)):
      let (merged, sum) = mergeRows(rows, values, otherRows, otherValues)
      self = .rows(merged, values: sum, shape: shape)
    default: self = .dense(tensor + other.tensor)
    }
  }

  /// Replaces the statistic by weight · itself + other weight · other.
  fileprivate mutating func average(_ weight: Float, _ other: Gradient, _ otherWeight: Float) {
    self = .dense(weight * tensor + otherWeight * other.tensor)
  }
}

/// The sum of two sets of rows of one matrix, each in ascending order.
private func mergeRows(
  _ rows: [Int], _ values: Tensor, _ otherRows: [Int], _ otherValues: Tensor
) -> (rows: [Int], values: Tensor) {
  let width = values.shape.count / max(rows.count, 1)
  guard !rows.isEmpty else { return (otherRows, otherValues) }
  guard !otherRows.isEmpty else { return (rows, values) }
  var merged: [Int] = []
  merged.reserveCapacity(rows.count + otherRows.count)
  var scalars: [Float] = []
  scalars.reserveCapacity((rows.count + otherRows.count) * width)
  var (i, j) = (0, 0)
  while i < rows.count || j < otherRows.count {
    let takesFirst = j == otherRows.count || (i < rows.count && rows[i] <= otherRows[j])
    let takesOther = i == rows.count || (j < otherRows.count && otherRows[j] <= rows[i])
    merged.append(takesFirst ? rows[i] : otherRows[j])
    if takesFirst && takesOther {
      for column in 0..<width {
        scalars.append(values.scalars[i * width + column] + otherValues.scalars[j * width + column])
      }
    } else if takesFirst {
      scalars.append(contentsOf: values.scalars[i * width..<(i + 1) * width])
    } else {
      scalars.append(contentsOf: otherValues.scalars[j * width..<(j + 1) * width])
    }
    if takesFirst { i += 1 }
    if takesOther { j += 1 }
  }
  return (
    merged, Tensor(scalars, shape: Shape([merged.count] + values.shape.dimensions.dropFirst()))
  )
}
