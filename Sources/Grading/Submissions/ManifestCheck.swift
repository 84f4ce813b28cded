import ArchiveFiles
import Foundation
import Notebooks

/// Compares what a manifest says with what is there.
struct ManifestCheck {
  private let contents: ArchiveContents
  private let file: ArchivedFile
  private let options: SubmissionCollection.Options

  /// How far the clock of a student's machine may be ahead, in seconds.
  private static let clockTolerance = 600.0
  private static let maximumCount = 10

  init(
    _ contents: ArchiveContents, file: ArchivedFile, options: SubmissionCollection.Options
  ) {
    self.contents = contents
    self.file = file
    self.options = options
  }

  /// Notes in a submission what differs, and who else has worked on it.
  func note(_ manifest: Manifest?, in submission: inout Submission) {
    guard let manifest else {
      submission.remarks.append("`\(Manifest.fileName)` in the archive cannot be read")
      return
    }
    submission.remarks += differences(manifest, from: submission).map(Self.shortened)
    let members = manifest.with.prefix(Self.maximumCount).map(Self.shortened)
    submission.members += members.filter { !submission.members.contains($0) && !$0.isEmpty }
    if options.believesManifests, let time = TimeText.date(manifest.time) {
      submission.submitted = time
    }
  }

  private func differences(_ manifest: Manifest, from submission: Submission) -> [String] {
    var found: [String] = []
    if manifest.practical != options.slug {
      found.append("the archive was made for the practical `\(manifest.practical)`")
    } else if let version = options.version, manifest.version != version {
      found.append(
        "given cells, checks or questions were changed, or are of another version of the practical; "
          + "the author's count")
    }
    if StudentName.simplified(manifest.student) != StudentName.simplified(submission.student) {
      found.append("the archive was made by `\(manifest.student)`")
    }
    if let time = TimeText.date(manifest.time), let submitted = submission.submitted,
      time > submitted.addingTimeInterval(Self.clockTolerance)
    {
      found.append("the archive says that it was made at \(manifest.time), after it was handed in")
    }
    let files = Dictionary(
      contents.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let changed = manifest.files.prefix(1000).filter { entry in
      files[entry.path].map { ContentKey.make($0) != entry.sha256 } ?? false
    }
    let missing = manifest.files.prefix(1000).filter { files[$0.path] == nil }
    for entry in changed.prefix(Self.maximumCount) {
      found.append("`\(entry.path)` is not as it was when the archive was made")
    }
    for entry in missing.prefix(Self.maximumCount) {
      found.append("`\(entry.path)` is missing in the archive")
    }
    if !manifest.files.contains(where: { $0.path == file.path }) {
      found.append("`\(file.path)` was put into the archive after it was made")
    }
    return found
  }

  /// What a student wrote, short enough for a line.
  private static func shortened(_ text: String) -> String {
    text.count <= 300 ? text : text.prefix(300) + "…"
  }
}
