public import Tensors

/// How often each class was taken for each class.
///
///     let matrix = ConfusionMatrix(predicted: [0, 1, 1, 1], actual: [0, 0, 1, 1])
///     matrix[actual: 0, predicted: 1]    // 1
///     matrix.precision(of: 1)            // 2/3
///     print(matrix)                      // a table
///
/// A ratio whose denominator is zero, such as the precision of a class that was never predicted, is
/// 0, as in scikit-learn with `zero_division=0`. Every class counts in a mean, even one that does not
/// occur.
public struct ConfusionMatrix: Sendable, Equatable {
  /// The number of classes.
  public let classes: Int

  /// What the classes are called in the table.
  public let names: [String]

  /// The counts: one row for each actual class, one column for each predicted class.
  public let counts: [[Int]]

  /// Counts predictions against the truth.
  ///
  /// **Errors:** ends the program when predictions and labels differ in number, or a label is not
  /// one of the classes.
  ///
  /// - Parameters:
  ///   - predicted: The predicted class of each example.
  ///   - actual: The true class of each example.
  ///   - classes: The number of classes; without it, as many as there are names, or as the labels
  ///     need.
  ///   - names: What the classes are called; their numbers when empty.
  public init(predicted: [Int], actual: [Int], classes: Int? = nil, names: [String] = []) {
    MetricCheck.counts(predicted.count, actual.count, for: "ConfusionMatrix")
    let largest = max(predicted.max() ?? -1, actual.max() ?? -1)
    let needed = largest == .max ? largest : largest + 1
    let size = classes ?? (names.isEmpty ? needed : names.count)
    MetricCheck.classes(size, for: "ConfusionMatrix")
    MetricCheck.labels(predicted, classes: size, for: "ConfusionMatrix")
    MetricCheck.labels(actual, classes: size, for: "ConfusionMatrix")
    var counts = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
    for (prediction, truth) in zip(predicted, actual) { counts[truth][prediction] += 1 }
    self.classes = size
    self.counts = counts
    self.names = (0..<size).map { $0 < names.count ? names[$0] : String($0) }
  }

  /// How many examples of one class were predicted to be of another, or of the same.
  ///
  /// **Errors:** ends the program when there is no such class.
  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    MetricCheck.labels([actual, predicted], classes: classes, for: "ConfusionMatrix")
    return counts[actual][predicted]
  }

  /// The counts as a matrix, for a heat map.
  ///
  /// **Shapes:** `[classes, classes]`, a row for each actual class.
  public var tensor: Tensor {
    Tensor(counts.flatMap { $0.map(Float.init) }, shape: [classes, classes])
  }

  /// The number of examples.
  public var count: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
}
