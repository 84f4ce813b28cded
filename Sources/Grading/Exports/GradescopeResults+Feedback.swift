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
    if let late = standing?.lateness(policy) { lines.append("\(late).") }
    if !feedback.isSandboxed { lines.append("Marked without a sandbox.") }
    self.init(
      score: standing?.final ?? feedback.score, seconds: seconds, lines: lines,
      checks: feedback.checks)
  }
}
