import Foundation
import Grading

extension GradebookFile {
  /// What was handed in for every practical, with what counts of the marks: the last one of each submission,
  /// and what people gave by hand.
  ///
  /// - Parameter isCurrentOnly: whether only counts what lay in the folder when a student was last graded.
  /// - Returns: the attempts, in the order of the practicals' slugs.
  /// - Throws: `UsageError` when the gradebook cannot be read.
  public func attempts(isCurrentOnly: Bool = false) throws -> [PracticalAttempts] {
    var marks = Dictionary(grouping: try marks(), by: \.practical)
    if isCurrentOnly {
      marks = marks.mapValues { marks in
        let last = Dictionary(marks.map { ($0.student, $0.seen) }, uniquingKeysWith: max)
        return marks.filter { $0.seen == last[$0.student] }
      }
    }
    let manual = Dictionary(grouping: try manualMarks(), by: \.practical)
    let found = marks
    return try practicals().map { practical in
      let given = Dictionary(grouping: manual[practical.slug] ?? [], by: \.student).mapValues {
        practical.points(for: $0)
      }
      let attempts = (found[practical.slug] ?? []).map { mark in
        var attempt = Attempt(
          id: "\(mark.submission)", student: mark.student, submitted: mark.submitted,
          status: mark.status, score: mark.score + (given[mark.student] ?? 0),
          maxScore: mark.maxScore + practical.wholeScore - practical.maxScore)
        attempt.number = mark.attempt
        attempt.members = mark.members
        return attempt
      }
      return PracticalAttempts(
        slug: practical.slug, maxScore: practical.wholeScore, attempts: attempts)
    }
  }
}

extension RecordedPractical {
  /// What one student gets by hand: for each answer the sum of its items, from 0 to the answer's points.
  ///
  /// - Parameter marks: the student's marks that count.
  /// - Returns: the points.
  public func points(for marks: [ManualMark]) -> Double {
    let sums = Dictionary(grouping: marks, by: \.answer).mapValues { marks in
      marks.compactMap(\.points).reduce(0, +)
    }
    // In the order of the names, so that the same marks have the same sum to the last bit.
    return sums.keys.sorted().reduce(0) { sum, answer in
      sum + min(answers[answer] ?? 0, max(0, sums[answer] ?? 0))
    }
  }
}
