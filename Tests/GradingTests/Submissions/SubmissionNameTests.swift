import ArchiveFiles
import Foundation
import Notebooks
import Testing

@testable import Grading

/// Whose a submission is, as the downloads of learning platforms say.
@Suite("Names of submissions")
struct SubmissionNameTests {
  @Test func filesAndFoldersNamedLikeStudents() throws {
    let folder = try Downloads([
      "ada.md": "A", "ben/work.md": "B", "ben/photo.png": "", "cleo/02-net.md": "C",
      "cleo/notes.md": "no", "dora/readme.txt": "no Markdown", "emil/one.md": "", "emil/two.md": "",
      "notes.txt": "no student's", ".hidden.md": "", "marks/fay/feedback.md": "", "Ann Lee.MD": "L",
    ])
    let found = try folder.collection()
    #expect(
      found.lines == [
        "Ann Lee 1: L", "ada 1: A", "ben 1: B", "cleo 1: C", "dora 1: nothing",
        "emil 1: there are 2 files (one.md, two.md), and none is named 02-net.md",
      ])
    #expect(found.passedOver == ["notes.txt"])
  }

  @Test func canvasNamesLateOnesAndResubmissions() throws {
    let folder = try Downloads([
      "doejane_LATE_12345_67890_net.md": "jane", "roejohn_23456_67891_02-net-2.md": "third",
      "roejohn_23456_67892_02-net.md": "first", "roejohn_23456_67893_02-net-1.md": "second",
      "leeann_1_5_net.md": "one Ann", "leeann_2_6_net.md": "another Ann",
      "poesam_7_8_essay.docx": "",
    ])
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
      try folder.set(1_700_000_000, of: name)
    }
    let found = try folder.collection()
    #expect(
      found.lines == [
        "doejane 1 late: jane", "leeann_1 1: one Ann", "leeann_2 1: another Ann",
        "poesam 1: `poesam_7_8_essay.docx` is neither Markdown nor an archive",
        "roejohn 1: first", "roejohn 2: second", "roejohn 3: third",
      ])
    #expect(found.submissions.first?.identifier == "12345")
  }

  @Test func moodleNamesFoldersAndFiles() throws {
    let folder = try Downloads([
      "Ada Byron_1234567_assignsubmission_file_/net.md": "ada",
      "Ben Moe_1234568_assignsubmission_file_net.md": "ben",
      "Cleo_9_assignsubmission_onlinetext_/onlinetext.html": "<p>my answer</p>",
    ])
    let found = try folder.collection()
    #expect(
      found.lines == [
        "Ada Byron 1: ada", "Ben Moe 1: ben",
        "Cleo 1: `onlinetext.html` is neither Markdown nor an archive",
      ])
    #expect(found.submissions.map(\.identifier) == ["1234567", "1234568", "9"])
  }

  @Test func gradescopeTellsStudentsGroupsAndTimes() throws {
    let folder = try Downloads([
      "assignment_77_export/submission_1/net.md": "ada and ben",
      "assignment_77_export/submission_2/02-net.md": "cleo",
      "assignment_77_export/submission_3/02-net.md": "unknown",
      "assignment_77_export/submission_metadata.yml": """
      ---
      submission_1:
        :submitters:
        - :name: Ada Byron
          :sid: '0042'
          :email: ada@example.edu
        - :name: Ben Moe
          :sid: '0043'
          :email: ben@example.edu
        :created_at: 2026-11-21 12:30:00.604438000 Z
        :score: 10.0
        :results: {}
      submission_2:
        :submitters:
        - :name: Cleo
        :created_at: !ruby/object:ActiveSupport::TimeWithZone
          utc: 2026-11-21 12:31:00.000000000 Z
          zone: &1 !ruby/object:ActiveSupport::TimeZone
            name: Etc/UTC
      """,
    ])
    let found = try folder.collection()
    #expect(
      found.lines == ["Ada Byron 1: ada and ben", "Cleo 1: cleo", "submission_3 1: unknown"])
    #expect(found.submissions[0].members == ["Ben Moe"])
    #expect(found.submissions[0].identifier == "0042")
    #expect(
      found.submissions.prefix(2).map { $0.submitted.map(TimeText.text) }
        == ["2026-11-21T12:30:00Z", "2026-11-21T12:31:00Z"])
  }

  @Test func theArchiveOfAWholeClassIsReadAsAFolderIs() throws {
    let folder = try Downloads()
    let inner = try Downloads.zip([("02-net.md", "ben")])
    var files = [
      ArchivedFile(
        path: "class/Ada_12_assignsubmission_file_/x.md", bytes: Array("ada".utf8),
        modified: 1_700_000_000),
      ArchivedFile(
        path: "class/Ben_13_assignsubmission_file_/x.zip", bytes: inner, modified: 1_700_000_100),
    ]
    try folder.write(Downloads.archives().zip(files), to: "class.zip")
    let found = try folder.collection("class.zip")
    #expect(found.lines == ["Ada 1: ada", "Ben 1: ben"])
    #expect(found.submissions.map { $0.submitted?.timeIntervalSince1970 } == [17e8, 17e8 + 100])

    files.append(ArchivedFile(path: "../x.md", bytes: [], modified: 0))
    try folder.write(Downloads.archives().zip(files), to: "bad.zip")
    #expect(throws: UsageError.self) { try folder.collection("bad.zip") }
    #expect(throws: UsageError.self) { try folder.collection("nothing") }
  }

  @Test func aPatternSaysWhatOtherNamesMean() throws {
    let folder = try Downloads([
      "hw2-ada-2026-11-20T10.00.00.md": "early", "hw2-ada-2026-11-21T10.00.00.md": "later",
      "hw2-ben-2026-11-21T11.30.00-late.md": "ben", "other.md": "no",
    ])
    let found = try folder.collection(pattern: "hw2-{student}-{time}{late}.md")
    #expect(found.lines == ["ada 1: early", "ada 2: later", "ben 1 late: ben"])
    #expect(found.passedOver == ["other.md"])
    #expect(found.submissions.last?.submitted.map(TimeText.text) == "2026-11-21T11:30:00Z")

    let deep = try Downloads(["3/ada/17/a.md": "A", "3/ben/18/b.md": "B"])
    #expect(
      try deep.collection(pattern: "*/{student}/{id}/**.md").submissions.map(\.identifier)
        == ["17", "18"])
    for bad in ["{name}.md", "{id}.md", "{student}{student}.md", "{student", ""] {
      #expect(throws: UsageError.self, "\(bad)") { try NamePattern(bad) }
    }
    #expect(throws: UsageError.self) { try folder.collection(pattern: "{student}-{time}.md") }
  }

  @Test(arguments: [
    ("2026-11-21T13:05:00Z", 1_795_266_300.0), ("2026-11-21 13:05:00.123 +0100", 1_795_262_700),
    ("2026-11-21_13-05", 1_795_266_300), ("20261121130500", 1_795_266_300),
    ("1795266300", 1_795_266_300), ("2026-11-21", 1_795_219_200),
  ])
  func timesAreRead(_ text: String, seconds: Double) {
    #expect(TimeText.date(text)?.timeIntervalSince1970 == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "2026-13-01", "2026-11-21T25:00", "12", "2026-11-21T13:05:00X",
  ])
  func nonsenseIsNoTime(_ text: String) { #expect(TimeText.date(text) == nil) }
}
