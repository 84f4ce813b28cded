/// Finds the students of a class whose code is more alike than chance and the exercise account for.
///
/// Code is compared word by word, without comments, white space, numbers and names of one's own, so that
/// renaming, formatting and moving functions hide nothing. What the author's file holds, starter or solution,
/// and what a good part of the class has, is nobody's own and does not count. What is left must be long
/// enough to say something: a short exercise that everybody solves in one of three ways tells nothing.
public struct SimilaritySearch: Sendable {
  /// The fewest words that two students must share.
  public var fewestSharedWords = 40
  /// The least share of what is their own that two students must have in common.
  public var leastSimilarity = 0.5
  /// The most pairs that are told.
  public var mostPairs = 100

  /// How many of a class may have something before it is nobody's own: a twentieth of a large class, as in MOSS
  /// (10 of 200), and a quarter of a small one, where that is fewer; two may in any class.
  static func mostOwners(of count: Int) -> Int { max(2, min(count / 4, max(4, count / 20))) }
  /// The most words of a student that are looked at.
  private static let mostWords = 20_000

  /// Makes a search.
  public init() {}

  /// One student's code, ready to be compared.
  private struct Document {
    var words: [[CodeWord]]
    var prints: [CodeFingerprints] = []
    var runs: Set<UInt64> { Set(prints.flatMap(\.runs)) }
  }

  /// Compares each student with each other.
  ///
  /// - Parameters:
  ///   - students: the students.
  ///   - given: code that is nobody's own: the author's, with solutions.
  /// - Returns: the pairs, the most alike first.
  public func pairs(among students: [ComparedStudent], given: [String]) -> [SimilarPair] {
    let givenWords = given.map { CodeLexer.words(of: $0, limit: Self.mostWords) }
    var documents = students.map { student in
      var rest = Self.mostWords
      return Document(
        words: student.texts.map { text in
          let words = CodeLexer.words(of: text.code, limit: rest)
          rest -= words.count
          return words
        })
    }
    let vocabulary = CodeVocabulary(given: givenWords, students: documents.map(\.words))
    for index in documents.indices {
      documents[index].prints = documents[index].words.map {
        CodeFingerprints(symbols: vocabulary.symbols(of: $0))
      }
    }
    var common = Set(
      givenWords.flatMap { CodeFingerprints(symbols: vocabulary.symbols(of: $0)).runs })
    let usual = UsualSharing(documents.map { Self.chosen(of: $0.prints, except: common) })
    var owners: [UInt64: Int] = [:]
    for document in documents { for run in document.runs { owners[run, default: 0] += 1 } }
    let most = Self.mostOwners(of: students.count)
    for (run, count) in owners where count > most { common.insert(run) }

    let pairs = candidates(documents, except: common).compactMap { first, second in
      let pair = compare(
        (students[first], documents[first]), (students[second], documents[second]), except: common)
      guard var pair else { return nil as SimilarPair? }
      pair.sharedPrints = usual.shared(first, second)
      pair.usualPrints = usual.median
      return pair.sharedPrints > usual.most ? pair : nil
    }
    let sorted = pairs.sorted {
      ($0.similarity * Double($0.sharedWords), $1.first, $1.second)
        > ($1.similarity * Double($1.sharedWords), $0.first, $0.second)
    }
    return Array(sorted.prefix(mostPairs))
  }

  /// The fingerprints of a student's code.
  private static func chosen(
    of prints: [CodeFingerprints], except common: Set<UInt64>
  ) -> Set<UInt64> {
    prints.reduce(into: []) { $0.formUnion($1.chosen(except: common)) }
  }

  /// The pairs that share a chosen run.
  private func candidates(
    _ documents: [Document], except common: Set<UInt64>
  ) -> [(first: Int, second: Int)] {
    var holders: [UInt64: [Int]] = [:]
    for (index, document) in documents.enumerated() {
      for run in Self.chosen(of: document.prints, except: common) {
        holders[run, default: []].append(index)
      }
    }
    var found: Set<Int> = []
    for students in holders.values where students.count > 1 {
      for (position, first) in students.enumerated() {
        for second in students[(position + 1)...] {
          found.insert(first * documents.count + second)
        }
      }
    }
    return found.sorted().map { ($0 / documents.count, $0 % documents.count) }
  }

  private func compare(
    _ first: (student: ComparedStudent, code: Document),
    _ second: (student: ComparedStudent, code: Document), except common: Set<UInt64>
  ) -> SimilarPair? {
    let shared = first.code.runs.intersection(second.code.runs).subtracting(common)
    let mine = Self.excerpts(of: first.student, first.code, shared: shared, except: common)
    let theirs = Self.excerpts(of: second.student, second.code, shared: shared, except: common)
    let words = min(mine.shared, theirs.shared)
    let own = mine.own + theirs.own
    guard words >= fewestSharedWords, own > 0 else { return nil }
    let similarity = Double(mine.shared + theirs.shared) / Double(own)
    guard similarity >= leastSimilarity else { return nil }
    return SimilarPair(
      first: first.student.name, second: second.student.name, similarity: similarity,
      sharedWords: words, firstExcerpts: mine.excerpts, secondExcerpts: theirs.excerpts)
  }

  /// What of a student's code is shared: the excerpts, how many words, and of how many that are their own.
  private static func excerpts(
    of student: ComparedStudent, _ document: Document, shared: Set<UInt64>,
    except common: Set<UInt64>
  ) -> (excerpts: [SimilarPair.Excerpt], shared: Int, own: Int) {
    var excerpts: [SimilarPair.Excerpt] = []
    var (sharedCount, ownCount) = (0, 0)
    for (index, prints) in document.prints.enumerated() {
      ownCount += prints.covered { !common.contains($0) }.count { $0 }
      let covered = prints.covered(where: shared.contains)
      guard covered.contains(true) else { continue }
      sharedCount += covered.count { $0 }
      let lines = Set(zip(document.words[index], covered).filter(\.1).map(\.0.line))
      excerpts.append(
        SimilarPair.Excerpt(text: student.texts[index], sharedLines: lines.sorted()))
    }
    return (excerpts, sharedCount, ownCount)
  }
}
