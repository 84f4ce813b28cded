/// What a run of a practical came to: the document written as `result.json`.
///
/// The names and nesting are a contract that other programs read.
public struct RunResult: Sendable, Equatable, Codable {
  /// The practical's slug.
  public var practical: String
  /// The practical's title.
  public var title: String
  /// The seed of the run.
  public var seed: UInt64
  /// The points reached.
  public var score: Double
  /// The points that could be reached.
  public var maxScore: Double
  /// The seconds from the start of the run to its end.
  public var seconds: Double
  /// The seconds of `seconds` that went into compiling.
  public var compileSeconds: Double
  /// The cells, in the order of the file.
  public var cells: [CellResult]
  /// The checks, in the order in which they stand.
  public var checks: [CheckResult]

  /// Makes a result from its parts.
  public init(
    practical: String, title: String, seed: UInt64, score: Double, maxScore: Double,
    seconds: Double, compileSeconds: Double, cells: [CellResult], checks: [CheckResult]
  ) {
    self.practical = practical
    self.title = title
    self.seed = seed
    self.score = score
    self.maxScore = maxScore
    self.seconds = seconds
    self.compileSeconds = compileSeconds
    self.cells = cells
    self.checks = checks
  }

  /// Whether everything ran and every check passed.
  public var isClean: Bool {
    cells.allSatisfy { $0.status == .ok || ($0.status == .skipped && $0.error == nil) }
      && checks.allSatisfy { $0.status == .passed }
  }
}

/// How a cell ended.
public enum CellStatus: String, Sendable, Equatable, Codable {
  /// It ran to its end.
  case ok
  /// It did not compile, stopped with an error, or was stopped.
  case failed
  /// It was not run.
  case skipped
}

/// What kind of error ended a cell.
public enum CellErrorKind: String, Sendable, Equatable, Codable {
  /// The compiler rejected the cell.
  case compile
  /// An error was thrown and not caught.
  case thrown
  /// The process trapped, was ended by a signal, or ended itself.
  case trap
  /// The cell ran longer than it may.
  case timeout
  /// The cell took more memory than it may.
  case memory
  /// The cell reached a `todo`.
  case todo
  /// Something that the cell needs comes from a cell that failed.
  case missing
}

/// An error of a cell.
public struct CellError: Sendable, Equatable, Codable {
  /// What kind of error it is.
  public var kind: CellErrorKind
  /// What happened, in words.
  public var message: String
  /// The 1-based line in the Markdown file.
  public var line: Int
  /// The 1-based column in the Markdown file.
  public var column: Int

  /// Makes an error.
  public init(kind: CellErrorKind, message: String, line: Int, column: Int) {
    self.kind = kind
    self.message = message
    self.line = line
    self.column = column
  }
}

/// What one cell came to.
public struct CellResult: Sendable, Equatable, Codable {
  /// The cell's id.
  public var id: String
  /// What the cell is for.
  public var kind: CellKind
  /// The 1-based line of the opening fence.
  public var line: Int
  /// How the cell ended.
  public var status: CellStatus
  /// The seconds that it ran.
  public var seconds: Double
  /// The most memory that it held, in bytes.
  public var peakMemoryBytes: Int
  /// Whether the result was taken over from an earlier run.
  public var cached: Bool
  /// What it printed, and the text of what it showed.
  public var output: String
  /// The paths of its plots, relative to the output folder.
  public var plots: [String]
  /// The error that ended it, if one did.
  public var error: CellError?

  /// Makes the result of a cell that was not run.
  public init(skipped cell: Cell) {
    id = cell.id
    kind = cell.kind
    line = cell.line
    status = .skipped
    seconds = 0
    peakMemoryBytes = 0
    cached = false
    output = ""
    plots = []
  }
}

/// How a check came out.
public enum CheckStatus: String, Sendable, Equatable, Codable {
  /// The answer is right.
  case passed
  /// The answer is wrong.
  case failed
  /// There was no answer to judge.
  case notGradable
}

/// What one check came to.
public struct CheckResult: Sendable, Equatable, Codable {
  /// The check's name.
  public var name: String
  /// The id of the check's cell.
  public var cell: String
  /// The id of the exercise that it grades, or of its own cell where it grades none.
  public var exercise: String
  /// How it came out.
  public var status: CheckStatus
  /// The points reached.
  public var score: Double
  /// The points that could be reached.
  public var maxScore: Double
  /// Why, in words: "expected 0.5 ± 1e-6, got 0.62".
  public var message: String
  /// Whether students do not get this check.
  public var hidden: Bool

  private enum CodingKeys: String, CodingKey {
    case name, cell
    case exercise = "for"
    case status, score, maxScore, message, hidden
  }

  /// Makes the result of a check.
  public init(
    name: String, cell: String, exercise: String, status: CheckStatus, score: Double,
    maxScore: Double, message: String, hidden: Bool
  ) {
    self.name = name
    self.cell = cell
    self.exercise = exercise
    self.status = status
    self.score = score
    self.maxScore = maxScore
    self.message = message
    self.hidden = hidden
  }
}
