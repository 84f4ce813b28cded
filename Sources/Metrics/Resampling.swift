import Tensors

/// The rows to train on and the rows to test on, by position.
///
///     let split = IndexSplit(count: 569, testShare: 0.2, shuffledWith: &random)
///     let training = features[rows: split.training]
public struct IndexSplit: Sendable, Equatable {
  /// The positions to train on.
  public let training: [Int]

  /// The positions kept back to test on.
  public let test: [Int]

  /// Creates a split from its two sides.
  ///
  /// - Parameters:
  ///   - training: The positions to train on.
  ///   - test: The positions to test on.
  public init(training: [Int], test: [Int]) {
    self.training = training
    self.test = test
  }

  /// Splits so many examples at random.
  ///
  /// **Errors:** ends the program when the share is not between 0 and 1.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - testShare: The part of them to test on, rounded to whole examples.
  ///   - generator: The generator that shuffles.
  public init(
    count: Int, testShare: Double, shuffledWith generator: inout some RandomNumberGenerator
  ) {
    MetricCheck.share(testShare, for: "IndexSplit")
    let order = generator.permutation(of: count)
    let testCount = Int((Double(count) * testShare).rounded())
    self.init(training: Array(order[testCount...]), test: Array(order[..<testCount]))
  }

  /// Splits labelled examples at random, with the same mixture of classes on both sides.
  ///
  /// **Errors:** ends the program when the share is not between 0 and 1.
  ///
  /// - Parameters:
  ///   - labels: The class of each example.
  ///   - testShare: The part of each class to test on, rounded to whole examples.
  ///   - generator: The generator that shuffles.
  public init(
    stratifying labels: [Int], testShare: Double,
    shuffledWith generator: inout some RandomNumberGenerator
  ) {
    MetricCheck.share(testShare, for: "IndexSplit")
    var training: [Int] = []
    var test: [Int] = []
    for members in positionsByClass(labels) {
      let order = generator.shuffled(members)
      let testCount = Int((Double(order.count) * testShare).rounded())
      test += order[..<testCount]
      training += order[testCount...]
    }
    // The classes came one after the other; a model should not meet them so.
    self.init(training: generator.shuffled(training), test: generator.shuffled(test))
  }
}

/// Cross-validation: every example is tested on once, by a model trained on the other folds.
///
///     for split in KFold(count: 569, folds: 10, shuffledWith: &random) {
///       train(on: features[rows: split.training])
///       scores.append(test(on: features[rows: split.test]))
///     }
public struct KFold: RandomAccessCollection, Sendable {
  private let folds: [[Int]]

  /// Deals so many examples into folds at random; their sizes differ by at most one.
  ///
  /// **Errors:** ends the program when there are fewer than two folds, or fewer examples than
  /// folds.
  ///
  /// - Parameters:
  ///   - count: The number of examples.
  ///   - folds: The number of folds.
  ///   - generator: The generator that shuffles.
  public init(
    count: Int, folds: Int, shuffledWith generator: inout some RandomNumberGenerator
  ) {
    MetricCheck.folds(folds, count: count)
    self.folds = dealt(generator.permutation(of: count), into: folds)
  }

  /// Deals labelled examples into folds at random, with the same mixture of classes in every fold.
  ///
  /// **Errors:** ends the program when there are fewer than two folds, or fewer examples than
  /// folds.
  ///
  /// - Parameters:
  ///   - labels: The class of each example.
  ///   - folds: The number of folds.
  ///   - generator: The generator that shuffles.
  public init(
    stratifying labels: [Int], folds: Int,
    shuffledWith generator: inout some RandomNumberGenerator
  ) {
    MetricCheck.folds(folds, count: labels.count)
    var order: [Int] = []
    for members in positionsByClass(labels) { order += generator.shuffled(members) }
    self.folds = dealt(order, into: folds)
  }

  /// The position of the first split: 0.
  public var startIndex: Int { 0 }

  /// The position after the last split: the number of folds.
  public var endIndex: Int { folds.count }

  /// The split that tests on one fold and trains on the others.
  ///
  /// **Errors:** ends the program when there is no such split.
  public subscript(position: Int) -> IndexSplit {
    MetricCheck.fold(position, folds: folds.count)
    let others = folds.indices.filter { $0 != position }
    return IndexSplit(training: others.flatMap { folds[$0] }, test: folds[position])
  }
}

/// The positions of each class, in the order of the classes.
private func positionsByClass(_ labels: [Int]) -> [[Int]] {
  let groups = Dictionary(grouping: labels.indices) { labels[$0] }
  return groups.keys.sorted().compactMap { groups[$0] }
}

/// Deals a list out like cards, so that what lies together is spread over all folds.
private func dealt(_ order: [Int], into folds: Int) -> [[Int]] {
  (0..<folds).map { fold in stride(from: fold, to: order.count, by: folds).map { order[$0] } }
}
