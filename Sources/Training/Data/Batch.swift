import Networks
import Tensors

/// Samples that a network works on together, with what it should make of them.
///
///     let batch = Batch(input: images, target: labels)
///     let (loss, gradients) = network.valueAndGradients(SoftmaxCrossEntropy(), batch: batch, seed: 1)
///
/// **Shapes:** the first axis of every tensor counts the samples.
public struct Batch: Sendable, Equatable {
  /// What goes into the network; most networks have one input.
  public var inputs: [Tensor]
  /// What should come out, for every output of the network.
  public var targets: [Tensor]
  /// The number of steps of each sequence that are no padding; `nil` when all are.
  public var lengths: [Int]?

  /// Creates a batch for a network with one input and one output.
  ///
  /// **Errors:** ends the program when input, target and lengths differ in the number of samples.
  public init(input: Tensor, target: Tensor, lengths: [Int]? = nil) {
    self.init(inputs: [input], targets: [target], lengths: lengths)
  }

  /// Creates a batch for a network with several inputs or outputs.
  ///
  /// **Errors:** ends the program when they differ in the number of samples.
  public init(inputs: [Tensor], targets: [Tensor], lengths: [Int]? = nil) {
    self.inputs = inputs
    self.targets = targets
    self.lengths = lengths
    let counts = (inputs + targets).map { $0.rank == 0 ? -1 : $0.rowCount }
    let all = counts + (lengths.map { [$0.count] } ?? [])
    guard let first = all.first, all.allSatisfy({ $0 == first }), first >= 0 else {
      ShapeError(
        operation: "Batch", problem: "the parts have different numbers of samples",
        expected: "the same size along the first axis everywhere",
        actual: Batch.sizes(inputs, targets, lengths),
        help: "the first axis counts the samples, of inputs, targets and lengths alike"
      ).end()
    }
  }

  /// The input of a network that has one.
  ///
  /// **Errors:** ends the program when there is none.
  public var input: Tensor {
    guard let first = inputs.first else { fatalError("the batch has no inputs") }
    return first
  }

  /// The target of a network that has one output.
  ///
  /// **Errors:** ends the program when there is none.
  public var target: Tensor {
    guard let first = targets.first else { fatalError("the batch has no targets") }
    return first
  }

  /// The number of samples.
  public var count: Int { (inputs.first ?? targets.first)?.rowCount ?? 0 }

  /// Some neighbouring samples.
  ///
  /// **Errors:** ends the program when the range reaches beyond the batch.
  public subscript(range: Range<Int>) -> Batch {
    if range == 0..<count { return self }
    return Batch(
      inputs: inputs.map { $0[rows: range] }, targets: targets.map { $0[rows: range] },
      lengths: lengths.map { Array($0[range]) })
  }

  private static func sizes(
    _ inputs: [Tensor], _ targets: [Tensor], _ lengths: [Int]?
  ) -> String {
    let names =
      inputs.map { "input \($0.shape)" } + targets.map { "target \($0.shape)" }
      + (lengths.map { ["\($0.count) lengths"] } ?? [])
    return names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }
}
