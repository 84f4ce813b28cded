/// What a run of a practical is asked to do.
public struct RunOptions: Sendable {
  /// The last cell to run, by id.
  public var until: String?
  /// The only cell wanted, by id; what it needs is run too.
  public var only: String?
  /// The seed, where it differs from the front matter's.
  public var seed: UInt64?
  /// Settings that differ from the front matter's.
  public var settings: [String: String] = [:]
  /// Whether everything is compiled and run anew.
  public var ignoresCache = false
  /// What the random inputs of hidden checks start from, where it is not to follow from the seed.
  public var gradingSeed: UInt64?
  /// By what the checks are judged.
  public var judging = Judging.ownWord
  /// The folder of whole runs that are kept, so that the same run again need not run its cells; nil where
  /// results are never taken from an earlier run.
  public var keptRuns: String?
  /// Whether the code is a student's that is marked: hidden checks are compiled apart, loaded for
  /// themselves alone, and run last, each in a process that is thrown away.
  public var isGrading = false
  /// The most seconds that compiling and running may take together; nil for no such limit.
  public var timeLimit: Double?
  /// The author's exercises with their solutions, when a student's submission is marked.
  public var solutions: [Cell] = []
  /// The sandbox for the compiler and the cells, if there is to be one.
  public var confinement: Confinement?
  /// What this program has parsed before, where it runs several practicals.
  public var memory: ParseMemory?
  /// The folder of compiled practicals.
  public var cache: String
  /// The folder with the data sets that come with the program.
  public var datasets: String

  /// Makes options with the defaults for the rest.
  public init(cache: String, datasets: String) {
    self.cache = cache
    self.datasets = datasets
  }
}

extension RunOptions {
  /// The settings of a practical, changed as the options say.
  func settings(for practical: Practical) throws(UsageError) -> [String: String] {
    var all = practical.frontMatter.settings
    for (name, value) in settings {
      guard all[name] != nil else {
        let known = all.keys.sorted().joined(separator: ", ")
        throw UsageError(
          "this practical has no setting `\(name)`",
          help: known.isEmpty ? "it declares none under `settings:`" : "its settings are \(known)")
      }
      all[name] = value
    }
    return all
  }
}

/// An option that does not fit the practical.
public struct UsageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public var message: String
  /// What to do.
  public var help: String

  /// Makes an error.
  public init(_ message: String, help: String) {
    self.message = message
    self.help = help
  }

  /// The message and the help line.
  public var description: String { "error: \(message)\n  help: \(help)" }
}
