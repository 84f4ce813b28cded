/// Where samples come from: something that makes a batch of the samples at any positions.
///
/// A source keeps its samples as it likes, such as pictures as bytes, and makes numbers of them only
/// for a batch at a time.
///
///     struct Sines: SampleSource {
///       var count: Int { 1000 }
///       func batch(at positions: [Int], epoch: Int) -> Batch {
///         let x = Tensor(positions.map { Float($0) / 100 }, shape: [positions.count, 1])
///         return Batch(input: x, target: x.map { sin($0) })
///       }
///     }
public protocol SampleSource: Sendable {
  /// The number of samples.
  var count: Int { get }

  /// Makes a batch.
  ///
  /// The batch depends on the arguments alone: several threads ask for parts of one.
  ///
  /// - Parameters:
  ///   - positions: Which samples, each from 0 to ``count`` − 1.
  ///   - epoch: How often training has gone through all samples; what changes samples at random, such
  ///     as an ``Augmentation``, changes them anew in every epoch.
  /// - Returns: The samples in the order of the positions.
  func batch(at positions: [Int], epoch: Int) -> Batch
}

extension SampleSource {
  /// All samples in one batch.
  public var wholeBatch: Batch { batch(at: Array(0..<count), epoch: 0) }

  /// Some of the samples, as a source of their own.
  ///
  /// **Errors:** ends the program when there is no sample at a position.
  ///
  /// - Parameter positions: Which samples; one may occur several times.
  /// - Returns: The source of these samples.
  public func selecting(_ positions: [Int]) -> SampleSelection {
    SampleSelection(self, positions: positions)
  }
}

/// Some of the samples of a source, in an order of their own.
///
/// It copies no sample: it asks the source for other positions.
public struct SampleSelection: SampleSource {
  private let source: any SampleSource
  private let positions: [Int]

  /// Selects the samples at some positions; one may occur several times.
  ///
  /// **Errors:** ends the program when there is no sample at a position.
  public init(_ source: any SampleSource, positions: [Int]) {
    if let wrong = positions.first(where: { $0 < 0 || $0 >= source.count }) {
      fatalError("sample \(wrong) of \(source.count) was asked for: the first is 0")
    }
    self.source = source
    self.positions = positions
  }

  /// The number of positions.
  public var count: Int { positions.count }

  /// The samples of the source at the positions that stand at the given ones.
  public func batch(at positions: [Int], epoch: Int) -> Batch {
    source.batch(at: positions.map { self.positions[$0] }, epoch: epoch)
  }
}
