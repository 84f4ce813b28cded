/// Texts, each with the number of its class.
public struct LabelledTexts: Sendable, Equatable {
  /// The texts.
  public let texts: [String]
  /// The classes of the texts, from 0 up, in the same order.
  public let labels: [Int]

  /// Groups texts with their labels.
  ///
  /// **Errors:** ends the program unless there are as many labels as texts.
  public init(texts: [String], labels: [Int]) {
    guard texts.count == labels.count else {
      fatalError("there are \(labels.count) labels for \(texts.count) texts")
    }
    (self.texts, self.labels) = (texts, labels)
  }

  /// The number of texts.
  public var count: Int { texts.count }

  /// The texts at some places, in the order of the places.
  public func selecting(_ indices: some Sequence<Int>) -> LabelledTexts {
    let indices = Array(indices)
    return LabelledTexts(texts: indices.map { texts[$0] }, labels: indices.map { labels[$0] })
  }
}
