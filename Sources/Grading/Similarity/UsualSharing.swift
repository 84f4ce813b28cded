/// How many fingerprints two students of a class share, whoever they are.
///
/// Those who begin from one template, or follow one lecture, share much without having copied from each other.
struct UsualSharing {
  private let prints: [Set<UInt64>]
  /// The median over all pairs.
  let median: Int
  /// Up to so many are ordinary: three standard deviations above the median, as far as the spread of the middle
  /// half tells it (the median of the distances from the median, times 1.4826).
  let most: Int

  /// The most students who are compared with each other for it.
  private static let mostStudents = 400

  /// Counts what students share.
  ///
  /// - Parameter prints: each student's fingerprints, without those of the author's code.
  init(_ prints: [Set<UInt64>]) {
    self.prints = prints
    // Of a large class every so many students, in their order, are enough.
    let step = (prints.count + Self.mostStudents - 1) / Self.mostStudents
    let chosen = step > 1 ? prints.indices.filter { $0 % step == 0 } : Array(prints.indices)
    var counts: [Int] = []
    for (position, first) in chosen.enumerated() {
      for second in chosen[(position + 1)...] {
        counts.append(Self.shared(prints[first], prints[second]))
      }
    }
    median = Self.median(of: counts)
    let spread = Self.median(of: counts.map { [median] in abs($0 - median) })
    // In a class of a few there is nothing that is usual.
    most =
      prints.count < Self.fewestStudents
      ? 0 : median + Int((3 * 1.4826 * Double(spread)).rounded(.down))
  }

  /// From so many students on a class says what is usual.
  private static let fewestStudents = 6

  /// How many fingerprints two students share.
  func shared(_ first: Int, _ second: Int) -> Int { Self.shared(prints[first], prints[second]) }

  private static func shared(_ first: Set<UInt64>, _ second: Set<UInt64>) -> Int {
    let (few, many) = first.count < second.count ? (first, second) : (second, first)
    return few.count { many.contains($0) }
  }

  private static func median(of counts: [Int]) -> Int {
    counts.isEmpty ? 0 : counts.sorted()[counts.count / 2]
  }
}
