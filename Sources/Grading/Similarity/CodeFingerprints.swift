/// The runs of words in a piece of code, by their hashes.
///
/// Of all runs of `length` words that say something, winnowing chooses some to look others up by: in each
/// window of `window` runs, the one with the least hash (Schleimer, Wilkerson, Aiken: *Winnowing: Local
/// Algorithms for Document Fingerprinting*, SIGMOD 2003). Two texts that share `length + window − 1` words
/// in a row share a chosen run.
struct CodeFingerprints {
  /// How many words a run has.
  static let length = 10
  /// How many runs a window has.
  static let window = 5

  /// The hash of the run that begins at each word.
  let runs: [UInt64]
  /// How many words there are.
  let wordCount: Int

  /// Hashes the runs of a piece of code.
  init(symbols: [UInt64]) {
    wordCount = symbols.count
    guard symbols.count >= Self.length else {
      runs = []
      return
    }
    runs = (0...symbols.count - Self.length).map { start in
      symbols[start..<start + Self.length].reduce(0x9e37_79b9_7f4a_7c15) { hash, symbol in
        // Mixed well, because the least of them are chosen.
        var mixed = (hash ^ symbol) &* 0xff51_afd7_ed55_8ccd
        mixed ^= mixed >> 33
        return mixed &* 0xc4ce_b9fe_1a85_ec53
      }
    }
  }

  /// The hashes that winnowing chooses among the runs that are not common.
  func chosen(except common: Set<UInt64>) -> Set<UInt64> {
    var chosen: Set<UInt64> = []
    for stretch in runs.split(whereSeparator: common.contains) {
      guard stretch.count > Self.window else {
        if let least = stretch.min() { chosen.insert(least) }
        continue
      }
      for start in stretch.indices.dropLast(Self.window - 1) {
        if let least = stretch[start..<start + Self.window].min() { chosen.insert(least) }
      }
    }
    return chosen
  }

  /// Which words stand in a run for which something holds.
  func covered(where holds: (UInt64) -> Bool) -> [Bool] {
    var covered = [Bool](repeating: false, count: wordCount)
    var end = 0
    for (start, run) in runs.enumerated() where holds(run) {
      for index in max(start, end)..<start + Self.length { covered[index] = true }
      end = start + Self.length
    }
    return covered
  }
}
