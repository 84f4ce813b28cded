import Tensors

/// Sequences of tokens of different lengths, padded batch by batch.
///
///     let reviews = SequenceSamples(tokens: [[3, 7, 7], [5, 1]], labels: [0, 1])
///     reviews.wholeBatch.input      // [[3, 7, 7], [5, 1, 0]]
///     reviews.wholeBatch.lengths    // [3, 2]
///
/// A batch is as long as its longest sequence, so short sequences cost little where they meet.
///
/// **Shapes:** inputs `[samples, steps]` with the numbers of tokens; targets `[samples]`, or
/// `[samples, steps]` when every step has one.
public struct SequenceSamples: SampleSource, Equatable {
  private let tokens: [[Int]]
  private let targets: Targets
  private let padding: Int
  private let maximumLength: Int

  private enum Targets: Sendable, Equatable {
    case labels([Int])
    case steps([[Int]], padding: Int)
  }

  /// Creates a source of sequences with a class each.
  ///
  /// **Errors:** ends the program when there are not as many labels as sequences.
  ///
  /// - Parameters:
  ///   - tokens: The sequences.
  ///   - labels: The class of each.
  ///   - padding: The token behind the end of a sequence.
  ///   - maximumLength: Where longer sequences are cut off; `nil` keeps them whole.
  public init(tokens: [[Int]], labels: [Int], padding: Int = 0, maximumLength: Int? = nil) {
    SequenceSamples.check(tokens.count, labels.count, "labels")
    self.init(tokens, .labels(labels), padding, maximumLength)
  }

  /// Creates a source of sequences with a target at every step, such as the next token.
  ///
  /// **Errors:** ends the program when a sequence and its targets differ in length.
  ///
  /// - Parameters:
  ///   - tokens: The sequences.
  ///   - targets: The target of every step of each.
  ///   - padding: The token behind the end of a sequence.
  ///   - targetPadding: The target behind the end of a sequence, which the loss should ignore.
  ///   - maximumLength: Where longer sequences are cut off; `nil` keeps them whole.
  public init(
    tokens: [[Int]], targets: [[Int]], padding: Int = 0, targetPadding: Int = -1,
    maximumLength: Int? = nil
  ) {
    SequenceSamples.check(tokens.count, targets.count, "rows of targets")
    for (index, pair) in zip(tokens, targets).enumerated() where pair.0.count != pair.1.count {
      fatalError(
        "sequence \(index) has \(pair.0.count) tokens, but \(pair.1.count) targets: every step has one"
      )
    }
    self.init(tokens, .steps(targets, padding: targetPadding), padding, maximumLength)
  }

  private init(_ tokens: [[Int]], _ targets: Targets, _ padding: Int, _ maximumLength: Int?) {
    if let maximumLength, maximumLength < 1 {
      fatalError("sequences cannot be cut off at \(maximumLength) steps: keep 1 or more")
    }
    self.tokens = tokens
    self.targets = targets
    self.padding = padding
    self.maximumLength = maximumLength ?? .max
  }

  /// The number of sequences.
  public var count: Int { tokens.count }

  /// The sequences at the positions, padded to the longest of them.
  public func batch(at positions: [Int], epoch: Int) -> Batch {
    if let wrong = positions.first(where: { $0 < 0 || $0 >= count }) {
      fatalError("sequence \(wrong) of \(count) was asked for: the first is 0")
    }
    let rows = positions.map { tokens[$0].prefix(maximumLength) }
    let steps = rows.reduce(0) { max($0, $1.count) }
    let target: Tensor
    switch targets {
    case .labels(let labels): target = Tensor(positions.map { labels[$0] })
    case .steps(let all, let padding):
      target = Self.padded(positions.map { all[$0].prefix(maximumLength) }, to: steps, padding)
    }
    return Batch(
      input: Self.padded(rows, to: steps, padding), target: target, lengths: rows.map(\.count))
  }

  private static func padded(_ rows: [ArraySlice<Int>], to steps: Int, _ padding: Int) -> Tensor {
    var scalars: [Float] = []
    scalars.reserveCapacity(rows.count * steps)
    for row in rows {
      for token in row { scalars.append(Float(token)) }
      for _ in row.count..<steps { scalars.append(Float(padding)) }
    }
    return Tensor(scalars, shape: [rows.count, steps])
  }

  private static func check(_ sequences: Int, _ targets: Int, _ name: String) {
    if sequences == targets { return }
    fatalError("there are \(sequences) sequences, but \(targets) \(name): each needs its own")
  }
}
