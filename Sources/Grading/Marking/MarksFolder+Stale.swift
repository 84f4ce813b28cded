import Foundation
import Notebooks

extension MarksFolder {
  /// The students whom an earlier run marked here, and who have handed in nothing any more.
  ///
  /// - Parameters:
  ///   - submissions: what is handed in now.
  ///   - slug: the slug of the practical.
  /// - Returns: for each of them a submission with nothing in it.
  public func withdrawn(from submissions: [Submission], of slug: String) -> [Submission] {
    let present = Set(submissions.map(\.folderName))
    return results(of: slug).filter { !present.contains($0.folder) }.map { entry in
      var submission = Submission(student: entry.graded.student)
      submission.identifier = entry.graded.identifier
      if let file = entry.graded.file {
        submission.remarks = [Self.withdrawal(of: file)]
      } else {
        submission.remarks = entry.graded.remarks.map(\.message)
      }
      return submission
    }
  }

  /// What the feedback says of a submission that is not there any more.
  private static func withdrawal(of file: String) -> String {
    "`\(file)` was handed in when this was marked before, and is not there any more"
  }

  /// Removes the marks of submissions that students have no more.
  ///
  /// - Parameter submissions: all that some students have handed in now; the folders of others stay as they are.
  /// - Throws: when something cannot be removed.
  public func removeStale(beside submissions: [Submission]) throws {
    for submission in submissions where submission.attempt == submission.attemptCount {
      let folder = "\(path)/\(submission.folderName)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let count = submission.attemptCount
      let stale = names.filter { name in
        guard let attempt = Self.attempt(name) else { return false }
        return count == 1 || !(1...count).contains(attempt)
      }
      for name in stale { try remove("\(folder)/\(name)") }
      if count > 1 {
        // What was drawn when there was one submission; each has its own plots now.
        try remove("\(folder)/plots")
      } else if !stale.isEmpty {
        // A copy of what one of them was given, without its plots.
        try remove("\(folder)/\(GradedSubmission.fileName)")
      }
      if submission.markdown == nil, submission.problem == nil { try removeMarks(in: folder) }
    }
  }

  /// Removes what is there of a student who has handed in nothing.
  private func removeMarks(in folder: String) throws {
    let result = "\(folder)/\(GradedSubmission.fileName)"
    if let graded = GradedSubmission.read(from: result), graded.status == .missing { return }
    for name in ["plots", GradescopeResults.fileName, GradedSubmission.fileName] {
      try remove("\(folder)/\(name)")
    }
  }

  private func remove(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }

  /// The number of the submission whose marks a folder holds.
  private static func attempt(_ name: String) -> Int? {
    name.hasPrefix("attempt-") ? Int(name.dropFirst("attempt-".count)) : nil
  }
}
