import Tensors

/// Samples that are tensors already: one row of every tensor for each.
///
///     let cancer = try BreastCancer.load()
///     let samples = TensorSamples(inputs: cancer.features, targets: cancer.malignant)
///
/// **Shapes:** the first axis of every tensor counts the samples.
public struct TensorSamples: SampleSource, Equatable {
  private let all: Batch

  /// Creates a source for a network with one input and one output.
  ///
  /// **Errors:** ends the program when the two differ in the number of samples.
  ///
  /// - Parameters:
  ///   - inputs: What goes in, a row for each sample.
  ///   - targets: What should come out, a row for each sample.
  ///   - lengths: The number of steps of each sequence that are no padding.
  public init(inputs: Tensor, targets: Tensor, lengths: [Int]? = nil) {
    all = Batch(input: inputs, target: targets, lengths: lengths)
  }

  /// Creates a source for a network with several inputs or outputs.
  ///
  /// **Errors:** ends the program when they differ in the number of samples.
  ///
  /// - Parameters:
  ///   - inputs: What goes in, a tensor for each input.
  ///   - targets: What should come out, a tensor for each output.
  ///   - lengths: The number of steps of each sequence that are no padding.
  public init(inputs: [Tensor], targets: [Tensor], lengths: [Int]? = nil) {
    all = Batch(inputs: inputs, targets: targets, lengths: lengths)
  }

  /// The number of rows.
  public var count: Int { all.count }

  /// The rows at the positions.
  public func batch(at positions: [Int], epoch: Int) -> Batch {
    Batch(
      inputs: all.inputs.map { $0[rows: positions] },
      targets: all.targets.map { $0[rows: positions] },
      lengths: all.lengths.map { lengths in positions.map { lengths[$0] } })
  }
}
