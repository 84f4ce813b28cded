/// Why a submission has no marks though nothing is wrong with it: the program that was to mark it failed.
public struct GraderFailure: Sendable, Equatable {
  /// What happened.
  private let event: String
  /// What that program said last.
  private let words: String
  /// What to do.
  private let help: String

  private static let killed = 128 + 9
  /// The most lines and characters of what a program said that are told.
  private static let mostLines = 6
  private static let mostCharacters = 1500

  /// Finds out why.
  ///
  /// - Parameters:
  ///   - status: how the program ended: its exit status, 128 and the number of the signal, or less than 0 when
  ///     it could not be started.
  ///   - output: what it said.
  ///   - isReplaced: whether the program is another than when the grading began.
  ///   - seconds: how long it had.
  public init(status: Int, output: String, isReplaced: Bool, seconds: Double) {
    let lines = output.split(whereSeparator: \.isNewline).filter { line in
      line.contains { !$0.isWhitespace }
    }
    words = String(lines.prefix(Self.mostLines).joined(separator: "\n").prefix(Self.mostCharacters))
    let again = "the same command marks what has no marks yet"
    if isReplaced {
      event = "the program `practical` was replaced or removed while it was marking"
      help = "build or install it to the end, then give the command again: it marks everything anew"
    } else if status < 0 {
      event = "the program that marks could not be started"
      help = "free memory and processes, or use fewer --jobs; \(again)"
    } else if status == Self.killed {
      event =
        "the program that marks was killed twice: by the machine, which may have too little memory, by "
        + "somebody, or because it took longer than \(Int(seconds)) s"
      help = "use fewer --jobs where memory is short; \(again)"
    } else if status > 128 {
      event = "the program that marks crashed twice (signal \(status - 128))"
      help = "\(again); if it stays so, tell the makers of practical, with the submission"
    } else if status == 0 {
      event = "the program that marks ended twice without leaving marks"
      help = "check the space and the rights in the folder of marks; \(again)"
    } else {
      event = "the program that marks ended twice with status \(status)"
      help = "\(again), once what it says is mended"
    }
  }

  /// What happened, what to do, and what was said; never empty.
  public var reason: String {
    "\(event); \(help)" + (words.isEmpty ? "" : "\nIt said: \(words)")
  }

  /// What students are told: what that program said may quote anything.
  static let wordsForStudents = """
    The grader failed on this submission. That is a fault of the grader and no fault of yours: it costs no \
    points, and there are none yet. It will be marked again; there is nothing that you need to do.
    """
}
