import Tensors

/// The batches of one epoch, one after the other.
///
///     for epoch in 0..<10 {
///       for batch in Batches(samples, size: 64, shuffledBy: 389, epoch: epoch) {
///         let (loss, gradients) = network.valueAndGradients(
///           SoftmaxCrossEntropy(), input: batch.input, target: batch.target, phase: .training(seed: step))
///         optimizer.update(&network, with: gradients)
///       }
///     }
///
/// A batch is made when it is asked for. The order depends on the seed and the epoch alone.
public struct Batches: RandomAccessCollection, Sendable {
  private let source: any SampleSource
  private let size: Int
  private let epoch: Int
  private let order: [Int]
  /// The number of batches.
  public let count: Int

  /// Cuts the samples of a source into batches.
  ///
  /// **Errors:** ends the program when the size is less than one.
  ///
  /// - Parameters:
  ///   - source: The samples.
  ///   - size: The number of samples of a batch.
  ///   - seed: The seed of the order; `nil` keeps the order of the source.
  ///   - epoch: How often the samples were gone through; every epoch has an order of its own.
  ///   - dropsLast: Whether the samples that do not fill a batch at the end are left out.
  public init(
    _ source: any SampleSource, size: Int, shuffledBy seed: UInt64? = nil, epoch: Int = 0,
    dropsLast: Bool = false
  ) {
    if size < 1 { fatalError("a batch cannot have \(size) samples: take 1 or more") }
    self.source = source
    self.size = size
    self.epoch = epoch
    if let seed {
      var random = RandomGenerator(seed: seed, label: "order of epoch \(epoch)")
      order = random.permutation(of: source.count)
    } else {
      order = Array(0..<source.count)
    }
    count = dropsLast ? source.count / size : (source.count + size - 1) / size
  }

  /// The position of the first batch: 0.
  public var startIndex: Int { 0 }

  /// The position after the last batch.
  public var endIndex: Int { count }

  /// The batch at a position.
  public subscript(index: Int) -> Batch {
    source.batch(at: Array(positions(of: index)), epoch: epoch)
  }

  /// The positions, in the source, of the samples of a batch.
  ///
  /// **Errors:** ends the program when there is no such batch.
  public func positions(of index: Int) -> ArraySlice<Int> {
    if index < 0 || index >= count { fatalError("batch \(index) of \(count) was asked for") }
    return order[index * size..<Swift.min((index + 1) * size, order.count)]
  }

  /// The shards of the batch at a position, made by several threads.
  func shards(of index: Int, count: Int, threads: Int) -> [Batch] {
    let positions = positions(of: index)
    let ranges = Shards.ranges(of: positions.count, shards: count)
    return Workers.map(count: ranges.count, threads: threads) { shard in
      let range = ranges[shard]
      let start = positions.startIndex
      return source.batch(
        at: Array(positions[start + range.lowerBound..<start + range.upperBound]), epoch: epoch)
    }
  }
}
