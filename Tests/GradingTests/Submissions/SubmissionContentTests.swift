import ArchiveFiles
import Foundation
import Notebooks
import Testing

@testable import Grading

/// What is read of a submission, and what stands in the way.
@Suite("Contents of submissions")
struct SubmissionContentTests {
  private static let student = """
    ---
    title: Net
    ---
    ```swift {#given .cell}
    let x = 1
    ```
    ```swift {#double .exercise}
    todo("double")
    ```
    """

  private static func practical(_ text: String) throws -> Practical {
    try PracticalParser.parse(SourceFile(path: "02-net.md", text: text), slug: Downloads.slug)
  }

  /// The archive of `submit`, in which files can be changed after it was made.
  private func archive(
    student: String = "Ada Byron", with: [String] = [], text: String = Self.student,
    slug: String = Downloads.slug, change: (inout [ArchivedFile]) -> Void = { _ in }
  ) throws -> [UInt8] {
    let folder = try Downloads(["\(slug).md": text])
    let practical = try PracticalParser.read(path: folder.url.appending(path: "\(slug).md").path)
    var files = try HandIn(practical).contents(
      student: student, with: with, time: Date(timeIntervalSince1970: 1_700_000_000), tool: "1",
      checks: nil
    ).files
    change(&files)
    return try Downloads.archives().zip(files)
  }

  @Test func anArchiveOfSubmitIsItsMarkdown() throws {
    let folder = try Downloads()
    try folder.write(
      archive(with: ["Ben Moe"]), to: "02-net-Ada-Byron.zip", time: 1_700_000_500)
    let version = PracticalVersion.make(of: try Self.practical(Self.student))
    let found = try folder.collection(version: version)
    #expect(found.lines == ["Ada-Byron 1: \(Self.student)"])
    let submission = try #require(found.submissions.first)
    #expect(submission.members == ["Ben Moe"])
    #expect(submission.remarks.isEmpty)
    // The file's time counts, and the manifest's only for those who say so.
    #expect(submission.submitted?.timeIntervalSince1970 == 1_700_000_500)
    let believed = try folder.collection(version: version, believesManifests: true)
    #expect(believed.submissions.first?.submitted?.timeIntervalSince1970 == 1_700_000_000)
  }

  @Test func whatDiffersFromTheManifestIsSaid() throws {
    let folder = try Downloads()
    let changed = try archive(text: Self.student.replacing("let x = 1", with: "let x = 2")) {
      $0[1].bytes += Array("more".utf8)
      $0.append(ArchivedFile(path: "late.txt", bytes: [], modified: 0))
    }
    try folder.write(changed, to: "zoe.zip", time: 1_600_000_000)
    let version = PracticalVersion.make(of: try Self.practical(Self.student))
    let submission = try #require(try folder.collection(version: version).submissions.first)
    #expect(submission.problem == nil)
    #expect(
      submission.remarks == [
        "given cells, checks or questions were changed, or are of another version of the practical; "
          + "the author's count", "the archive was made by `Ada Byron`",
        "the archive says that it was made at 2023-11-14T22:13:20Z, after it was handed in",
        "`02-net.md` is not as it was when the archive was made",
      ])
    try folder.write(archive(slug: "01-other"), to: "zoe.zip")
    let other = try #require(try folder.collection(version: version).submissions.first)
    #expect(other.remarks.contains("the archive was made for the practical `01-other`"))
    let broken = try archive { $0[0].bytes = Array("{".utf8) }
    try folder.write(broken, to: "zoe.zip")
    #expect(
      try folder.collection().submissions.first?.remarks
        == ["`manifest.json` in the archive cannot be read"])
  }

  @Test func badArchivesAndFilesAreProblemsWithReasons() throws {
    let folder = try Downloads()
    let bomb = try Downloads.archives().zip([
      ArchivedFile(path: "a.md", bytes: [UInt8](repeating: 0, count: 30 << 20), modified: 0)
    ])
    try folder.write(bomb, to: "bomb.zip")
    try folder.write(Array(bomb.prefix(200)), to: "cut.zip")
    try folder.write(try Downloads.zip([("a.txt", "a")]), to: "none.zip")
    try folder.write(try Downloads.zip([("a.md", "a"), ("b.md", "b")]), to: "two.zip")
    try folder.write(try Downloads.zip([("x/README.md", "r"), ("x/n.md", "n")]), to: "fine.zip")
    try folder.write(Array("just text".utf8), to: "fake.zip")
    try folder.write([UInt8](repeating: 0x61, count: 4_000_001), to: "huge.md")
    try folder.write([0, 1, 2], to: "binary.md")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "link.md").path, withDestinationPath: "/etc/passwd")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "linked").path, withDestinationPath: "/etc")
    mkfifo(folder.url.appending(path: "pipe.md").path, 0o600)
    #expect(
      try folder.collection().lines == [
        "binary 1: \u{0}\u{1}\u{2}",
        "bomb 1: bomb.zip: the archive grows out of all proportion when unpacked, at `a.md`: a zip bomb",
        "cut 1: cut.zip: the archive is damaged or was cut off",
        "fake 1: fake.zip: the archive is none that can be read: it is neither zip nor tar",
        "fine 1: n", "huge 1: `huge.md` is larger than 4 MB",
        "link 1: what was handed in is a symbolic link, which is not followed",
        "none 1: there is no Markdown file in the archive",
        "pipe 1: what was handed in is no regular file",
        "two 1: there are 2 Markdown files in the archive (a.md, b.md), and it cannot be told which "
          + "one answers 02-net",
      ])
  }

  @Test func picturesBesideThePracticalAreHandedInAndNothingElse() throws {
    let folder = try Downloads([
      "course/02-net.md": """
      ---
      title: Net
      ---
      ![mine](my%20plot.png) ![gone](gone.png) ![out](../secret.png) ![web](https://e.org/a.png)
      ```swift {#e .exercise}
      let picture = try Picture.load("digits/seven.png")
      ```
      """,
      "course/my plot.png": "P", "course/digits/seven.png": "7", "course/other.png": "no",
      "secret.png": "no",
    ])
    let practical = try PracticalParser.read(
      path: folder.url.appending(path: "course/02-net.md").path)
    #expect(try HandIn(practical).files.map(\.path) == ["my plot.png", "digits/seven.png"])
  }
}
