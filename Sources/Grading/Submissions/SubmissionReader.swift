import ArchiveFiles
import Foundation

/// Reads what a student handed in.
struct SubmissionReader {
  let options: SubmissionCollection.Options
  let archives: ArchiveProgram

  /// A submission, and what its place among the student's is told by.
  struct Read {
    var submission: Submission
    /// The time, or where the name has a number and the times are equal, that.
    var order: Order
  }

  /// The place of a submission among those of its student.
  struct Order: Comparable {
    var time: Date
    var number: Int

    static func < (one: Order, other: Order) -> Bool {
      (one.time, one.number) < (other.time, other.number)
    }
  }

  /// Reads one.
  func read(_ choice: HandInStudent.Choice, of student: HandInStudent) -> Read {
    var submission = Submission(student: student.name)
    submission.identifier = student.identifier
    submission.members = student.members
    var number = 0
    switch choice {
    case .nothing: break
    case .problem(let problem, let item):
      submission.problem = problem
      submission.name = item?.file.shown
      submission.submitted = item?.name.time ?? item?.file.modified
      submission.isMarkedLate = item?.name.isLate ?? false
    case .item(let item):
      submission.name = item.file.shown
      submission.submitted = item.name.time ?? item.file.modified
      submission.isMarkedLate = item.name.isLate
      number = item.name.attempt ?? HandInName.numbered(HandInChoice.stem(item.ownName)).number ?? 0
      do {
        try read(item.file, into: &submission)
      } catch {
        submission.problem = error.message
      }
    }
    return Read(
      submission: submission,
      order: Order(time: submission.submitted ?? .distantPast, number: number))
  }

  private func read(
    _ file: HandedInFile, into submission: inout Submission
  ) throws(HandInProblem) {
    guard file.isArchive else {
      submission.markdown = try file.bytes(limit: Submission.maximumSize)
      return
    }
    let packed = try file.bytes(limit: ArchiveLimits.submission.packedBytes)
    let contents: ArchiveContents
    do {
      contents = try archives.read(packed, as: .readSubmission)
    } catch {
      throw HandInProblem("\(file.name): \(error.message)")
    }
    submission.remarks += contents.remarks
    let manifest = contents.files.first { $0.path == Manifest.fileName }
    let chosen = try markdown(in: contents)
    guard chosen.bytes.count <= Submission.maximumSize else {
      throw .tooLarge(chosen.path, Submission.maximumSize)
    }
    submission.markdown = chosen.bytes
    if let manifest {
      ManifestCheck(contents, file: chosen, options: options).note(
        Manifest(json: manifest.bytes), in: &submission)
    }
  }

  /// The one Markdown file of an archive that answers the practical.
  private func markdown(in contents: ArchiveContents) throws(HandInProblem) -> ArchivedFile {
    let files = contents.files.filter { $0.path.lowercased().hasSuffix(".md") }
    guard !files.isEmpty else {
      let reason = contents.remarks.first.map { "; \($0)" } ?? ""
      throw HandInProblem("there is no Markdown file in the archive\(reason)")
    }
    func name(_ file: ArchivedFile) -> String {
      file.path.split(separator: "/").last.map(String.init) ?? ""
    }
    let exact = files.filter { name($0) == "\(options.slug).md" }
    if exact.count == 1 { return exact[0] }
    let others = files.filter { name($0).lowercased() != "readme.md" }
    let candidates = exact.isEmpty ? (others.isEmpty ? files : others) : exact
    let chosen = HandInChoice.choose(candidates.map(name), slug: options.slug)
    guard chosen.count == 1 else {
      throw HandInProblem(
        "there are \(candidates.count) Markdown files in the archive "
          + "(\(HandInChoice.shown(candidates.map(\.path)))), and it cannot be told which one answers "
          + "\(options.slug)")
    }
    return candidates[chosen[0]]
  }
}
