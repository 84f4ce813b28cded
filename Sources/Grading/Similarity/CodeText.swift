/// A piece of code to compare: one exercise as somebody has written it.
public struct CodeText: Sendable, Equatable {
  /// The id of the exercise.
  public var id: String
  /// The code.
  public var code: String
  /// The 1-based line of the code's first line in the file that it comes from.
  public var firstLine: Int

  /// Makes a piece of code.
  public init(id: String, code: String, firstLine: Int) {
    self.id = id
    self.code = code
    self.firstLine = firstLine
  }
}

/// The code of one student, to be compared with that of others.
public struct ComparedStudent: Sendable, Equatable {
  /// Who wrote it.
  public var name: String
  /// The exercises.
  public var texts: [CodeText]

  /// Makes a student.
  public init(name: String, texts: [CodeText]) {
    self.name = name
    self.texts = texts
  }
}

/// Two students whose code is more alike than what the exercise, the author and the class account for.
public struct SimilarPair: Sendable, Equatable {
  /// One exercise of one of the two.
  public struct Excerpt: Sendable, Equatable {
    /// The code.
    public var text: CodeText
    /// The 0-based lines of it that both have.
    public var sharedLines: [Int]
  }

  /// The first student.
  public var first: String
  /// The second student.
  public var second: String
  /// How much of what is the two students' own is shared, from 0 to 1.
  public var similarity: Double
  /// How many words of the first student's own are shared.
  public var sharedWords: Int
  /// How many fingerprints the two share that the author's code does not have.
  public var sharedPrints = 0
  /// How many of these two students of the class share as a rule: the median over all pairs.
  public var usualPrints = 0
  /// The first student's exercises with something shared in them.
  public var firstExcerpts: [Excerpt]
  /// The second student's exercises with something shared in them.
  public var secondExcerpts: [Excerpt]
}
