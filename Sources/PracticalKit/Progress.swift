import CellChannel

/// Reports how far along something is: a bar in a terminal, a line elsewhere.
///
/// Calls that follow each other within a twentieth of a second are passed over, but for the last step.
///
/// - Parameters:
///   - label: what is under way.
///   - done: the steps done.
///   - total: the steps in all.
public func progress(_ label: String, _ done: Int, of total: Int) {
  let now = CellRuntime.now()
  guard done >= total || now - CellRuntime.lastProgress >= 0.05 else { return }
  CellRuntime.lastProgress = now
  CellRuntime.send(.progress(ProgressReport(label: label, done: done, total: total)))
}

extension Collection {
  /// The elements, one after the other, with a progress report for each.
  ///
  ///     for epoch in (1...20).withProgress("training") { … }
  ///
  /// - Parameter label: what is under way.
  /// - Returns: the elements, to loop over.
  public func withProgress(_ label: String) -> ProgressSequence<Self> {
    ProgressSequence(elements: self, label: label)
  }
}

/// A collection's elements, with a progress report for each.
public struct ProgressSequence<Elements: Collection>: Sequence {
  let elements: Elements
  let label: String

  /// Makes an iterator that reports as it goes.
  public func makeIterator() -> Iterator {
    Iterator(elements: elements.makeIterator(), label: label, total: elements.count)
  }

  /// Goes through the elements.
  public struct Iterator: IteratorProtocol {
    var elements: Elements.Iterator
    let label: String
    let total: Int
    var done = -1

    /// The next element; asking for it says that the one before is done.
    public mutating func next() -> Elements.Element? {
      done += 1
      if done > 0 { progress(label, done, of: total) }
      return elements.next()
    }
  }
}
