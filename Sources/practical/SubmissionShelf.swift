import Foundation
import Gradebook
import Grading
import Notebooks

/// Submissions from the gradebook, laid out as a folder of submissions to be marked again.
struct SubmissionShelf {
  /// A submission in the folder.
  struct Item {
    var submission: Submission
    /// Whether it is what the student handed in last.
    var isCurrent: Bool
  }

  let folder: String
  /// Divides a student's name and the number of an earlier submission.
  private static let mark = "#earlier-"

  /// Whose a submission in the folder is.
  let owner: (Submission) -> String = { submission in
    submission.student.components(separatedBy: mark)[0]
  }

  /// Writes submissions into the folder.
  ///
  /// - Parameters:
  ///   - marks: the submissions, by their marks.
  ///   - book: the gradebook.
  ///   - slug: the slug of the practical.
  ///   - isCurrentOnly: whether earlier submissions of a student are left out.
  /// - Returns: the submissions.
  /// - Throws: what keeps them from being written.
  func fill(
    _ marks: [RecordedMark], from book: GradebookFile, slug: String, isCurrentOnly: Bool
  ) throws -> [Item] {
    try? FileManager.default.removeItem(atPath: folder)
    try OutputFolder.make(folder, help: "check the folder of --out")
    var items: [Item] = []
    for (student, own) in Dictionary(grouping: marks, by: \.student) {
      let order = own.sorted { ($0.seen, $0.id) > ($1.seen, $1.id) }
      for (index, mark) in order.enumerated() where index == 0 || !isCurrentOnly {
        guard let bytes = try book.bytes(of: mark.submission) else { continue }
        let name = index == 0 ? student : "\(student)\(Self.mark)\(index)"
        let path = "\(folder)/\(name).md"
        try OutputFile.write(Data(bytes), to: path)
        if let submitted = mark.submitted {
          try FileManager.default.setAttributes([.modificationDate: submitted], ofItemAtPath: path)
        }
        items.append(
          Item(
            submission: Submission(student: name, path: path, submitted: mark.submitted),
            isCurrent: index == 0))
      }
    }
    return items.sorted { $0.submission.student < $1.submission.student }
  }

  /// Removes the folder, and what marking earlier submissions left among the marks.
  func remove(marks: MarksFolder) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.contains(Self.mark) {
      let student = String(name.dropLast(".md".count))
      try? FileManager.default.removeItem(atPath: marks.folder(of: Submission(student: student)))
    }
    try? FileManager.default.removeItem(atPath: folder)
  }
}
