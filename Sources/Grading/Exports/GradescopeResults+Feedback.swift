extension GradescopeResults {
  /// Makes what a student sees of feedback.
  ///
  /// - Parameters:
  ///   - feedback: what the student may see.
  ///   - seconds: how long marking took.
  ///   - standing: where the student stands, with the penalty for lateness.
  ///   - policy: what lateness costs.
  public init(
    _ feedback: Feedback, seconds: Double, standing: Standing?, policy: LatePolicy?
  ) {
    var lines = [feedback.title]
    if let reason = feedback.reason { lines.append("Not gradable: \(reason)") }
    lines += feedback.remarks.map(\.message)
    if let standing, standing.late > 0 {
      let late = "Handed in \(CourseTime.words(standing.late)) late"
      let words = policy.map { " (\($0.words))" } ?? ""
      lines.append(
        standing.isRefused
          ? "\(late), which is too late\(words)."
          : "\(late), which costs \(CourseNumber.text(standing.penalty)) points\(words).")
    }
    if !feedback.isSandboxed { lines.append("Marked without a sandbox.") }
    self.init(
      score: standing?.final ?? feedback.score, seconds: seconds, lines: lines,
      checks: feedback.checks)
  }
}
