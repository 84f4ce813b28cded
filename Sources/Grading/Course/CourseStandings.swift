import Foundation

extension CourseRules {
  /// Decides what counts, for all students and practicals at once: a bank of late days is spent in the order
  /// of the deadlines.
  ///
  /// - Parameters:
  ///   - practicals: what was handed in.
  ///   - students: who is in the course; who is not and handed in is added.
  /// - Returns: for each practical, in the same order, a standing for each student by name.
  public func standings(
    _ practicals: [PracticalAttempts], students: [String]
  ) -> [[Standing]] {
    var spent: [String: Int] = [:]
    var result = [[Standing]](repeating: [], count: practicals.count)
    let order = practicals.indices.sorted { first, second in
      let dates = [first, second].map { rules(for: practicals[$0].slug).due ?? .distantPast }
      return dates[0] == dates[1]
        ? practicals[first].slug < practicals[second].slug : dates[0] < dates[1]
    }
    for index in order {
      let practical = practicals[index]
      var handedIn: [String: [Attempt]] = [:]
      for attempt in practical.attempts { handedIn[attempt.student, default: []].append(attempt) }
      let groups = PracticalGroups(self, slug: practical.slug, attempts: practical.attempts)
      let all = Set(students).union(handedIn.keys).union(groups.participants)
      // Decided for everybody before anybody pays, so that a group pays once each.
      let standings = all.sorted().map { student in
        groups.standing(of: student) { group in
          // Days and deadlines are shared where the course lists the group; what students say moves neither.
          let payers = group.isListed ? group.members : [student]
          return standing(
            of: student, in: practical, attempts: group.members.flatMap { handedIn[$0] ?? [] },
            spent: groups.silent.contains(student) ? nil : payers.map { spent[$0] ?? 0 }.max())
        }
      }
      for standing in standings { spent[standing.student, default: 0] += standing.daysUsed }
      result[index] = standings
    }
    return result
  }

  /// What one attempt would come to.
  private struct Outcome {
    var attempt: Attempt
    var late: Int
    var ruling: LatePolicy.Ruling

    var share: Double { if case .taken(let share, _) = ruling { 1 - share } else { 0 } }
    var days: Int { if case .taken(_, let days) = ruling { days } else { 0 } }
    var isRefused: Bool { ruling == .refused }
    var final: Double { attempt.score * share }
    var submitted: Date { attempt.submitted ?? .distantPast }
  }

  private func standing(
    of student: String, in practical: PracticalAttempts, attempts: [Attempt], spent: Int?
  ) -> Standing {
    let rules = rules(for: practical.slug)
    let policy = policy(for: practical.slug)
    let deadline = deadline(of: student, for: practical.slug)
    let outcomes = attempts.filter { $0.status != .missing }.map { attempt in
      let late = max(0, deadline.map(attempt.seconds(after:)) ?? 0)
      return Outcome(
        attempt: attempt, late: late,
        // Days are spent by nobody else's word.
        ruling: policy.ruling(late: late, bank: spent.map { policy.bank - $0 } ?? 0))
    }
    var standing = Standing(
      student: student, practical: practical.slug, deadline: deadline,
      maxScore: rules.points ?? practical.maxScore, status: .missing)
    guard let chosen = Self.chosen(outcomes, counting: rules.counts ?? counts) else {
      standing.score = 0
      standing.final = 0
      return standing
    }
    let worth = chosen.attempt.maxScore > 0 ? rules.points.map { $0 / chosen.attempt.maxScore } : 1
    standing.attempt = chosen.attempt
    standing.late = chosen.late
    standing.isRefused = chosen.isRefused
    standing.daysUsed = chosen.days
    standing.status = chosen.attempt.status
    if rules.points == nil { standing.maxScore = chosen.attempt.maxScore }
    guard chosen.attempt.status != .graderError else { return standing }
    let score = CourseNumber.rounded(chosen.attempt.score * (worth ?? 1))
    let final = CourseNumber.rounded(score * chosen.share)
    standing.score = score
    standing.final = final
    standing.penalty = CourseNumber.rounded(score - final)
    return standing
  }

  /// The attempt that counts; nil when there is none.
  private static func chosen(_ all: [Outcome], counting: Counting) -> Outcome? {
    let taken = all.filter { !$0.isRefused }
    let candidates = taken.isEmpty ? all : taken
    if counting == .last {
      return candidates.max {
        ($0.submitted, $0.attempt.number) < ($1.submitted, $1.attempt.number)
      }
    }
    let judged = candidates.filter { $0.attempt.status != .graderError }
    let best = judged.max { first, second in
      let keys = [first, second].map { outcome in
        // On a tie: what could be graded, then what costs fewest days, then what came first.
        (
          taken.isEmpty ? outcome.attempt.score : outcome.final,
          outcome.attempt.status == .graded ? 1.0 : 0, Double(-outcome.days),
          -outcome.submitted.timeIntervalSinceReferenceDate
        )
      }
      return keys[0] < keys[1]
    }
    // What the grader failed on could have been better; that is nobody's loss.
    let failed = candidates.filter { $0.attempt.status == .graderError }
    let open = failed.max { $0.attempt.maxScore * $0.share < $1.attempt.maxScore * $1.share }
    if let open, open.attempt.maxScore * open.share > best?.final ?? -1 { return open }
    return best
  }
}
