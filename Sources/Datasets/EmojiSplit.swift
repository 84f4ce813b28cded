internal import Tensors

/// Which emoji are held out: combinations of words, never words.
struct EmojiSplit: Equatable {
  /// Places of the emoji in the table, in random order.
  var train: [Int] = []
  var validation: [Int] = []
  var test: [Int] = []

  /// How many emoji to hold out at least, where there are so many.
  static let (testCount, validationCount) = (400, 200)
  /// How many combinations of the training part keep a word at least.
  static let usesInTraining = 2

  /// Deals out combinations.
  ///
  /// Captions with the same set of words are one combination, whatever their order, and go to one part together; with
  /// ``Emoji/HeldOut/families``, so do captions that differ in skin tones alone. A combination is held out only when it has
  /// two words or more, when each of them stays in two other combinations of the training part at least, and when none of its
  /// pictures is that of another emoji. The order in which combinations are tried is drawn from the seed.
  ///
  /// - Parameters:
  ///   - captions: The words of every emoji.
  ///   - pictures: A number for every emoji, the same for the same picture.
  ///   - heldOut: What a combination is.
  ///   - seed: What the order of trying is drawn from.
  init(captions: [[String]], pictures: [Int], heldOut: Emoji.HeldOut, seed: UInt64) {
    var uses: [Int: Int] = [:]
    for picture in pictures { uses[picture, default: 0] += 1 }

    // Words by number: sets of texts would take most of the time of loading.
    var numbers: [String: Int] = [:]
    func set(_ words: [String]) -> Set<Int> {
      var set = Set<Int>(minimumCapacity: words.count)
      for word in words {
        let number = numbers[word] ?? numbers.count
        numbers[word] = number
        set.insert(number)
      }
      return set
    }
    var combinations: [(key: Set<Int>, words: Set<Int>, places: [Int])] = []
    var known: [Set<Int>: Int] = [:]
    for (place, caption) in captions.enumerated() {
      let words = set(caption)
      let key = heldOut == .families ? set(CaptionWords.withoutSkinTones(caption)) : words
      if let index = known[key] {
        combinations[index].words.formUnion(words)
        combinations[index].places.append(place)
      } else {
        known[key] = combinations.count
        combinations.append((key, words, [place]))
      }
    }
    var count = [Int](repeating: 0, count: numbers.count)
    for (_, words, _) in combinations { for word in words { count[word] += 1 } }

    var random = RandomGenerator(seed: seed, label: "emoji split")
    for index in random.permutation(of: combinations.count) {
      let (key, words, places) = combinations[index]
      let isFree = words.allSatisfy { count[$0] > Self.usesInTraining }
      let isClear = places.allSatisfy { uses[pictures[$0]] == 1 }
      guard key.count > 1, isFree, isClear, validation.count < Self.validationCount else {
        train += places
        continue
      }
      for word in words { count[word] -= 1 }
      if test.count < Self.testCount { test += places } else { validation += places }
    }
    // Combinations were dealt out whole; their emoji should not follow each other.
    for part in [\EmojiSplit.train, \.validation, \.test] {
      let order = random.permutation(of: self[keyPath: part].count)
      self[keyPath: part] = order.map { self[keyPath: part][$0] }
    }
  }
}
