import ArchiveFiles
import Archiving
import Glibc
import Testing
import Wire

/// What the writer writes, and the messages between `practical` and its archiver.
@Suite("Writing archives")
struct ArchiveWriterTests {
  init() {
    setlocale(LC_CTYPE, "C.UTF-8")
    setenv("TZ", "UTC", 1)
  }

  static let files = [
    ArchivedFile(path: "manifest.json", bytes: Array("{}".utf8), modified: 1_700_000_000),
    ArchivedFile(
      path: "Übung.md", bytes: Array(String(repeating: "text ", count: 1000).utf8),
      modified: 1_700_000_000),
    ArchivedFile(path: "empty", bytes: [], modified: 1_700_000_000),
  ]

  @Test func whatIsWrittenIsReadAgain() throws {
    let archive = try ArchiveWriter.zip(Self.files)
    #expect(try ArchiveReader.read(archive, within: .submission).files == Self.files)
    #expect(archive.count < 1500, "it is compressed")
    #expect(try ArchiveWriter.zip(Self.files) == archive)
  }

  @Test func answersSurviveTheChannelAndNonsenseDoesNot() throws {
    let faults: [ArchiveFault] = [
      .fileTooLarge(limit: 1), .unknownFormat, .damaged("a"), .encrypted,
      .tooManyEntries(limit: 2), .entryTooLarge(path: "p", limit: 3), .tooLarge(limit: 4),
      .bomb(path: "q"), .unsafePath(".."), .duplicate("d"), .reader("r"),
    ]
    let answers =
      [
        .contents(ArchiveContents(files: Self.files, remarks: ["one"])), .written([1, 2, 3]),
      ] + faults.map(ArchiveAnswer.fault)
    for answer in answers {
      var writer = WireWriter()
      writer.write(answer)
      var reader = WireReader(writer.bytes)
      #expect(try ArchiveAnswer(from: &reader) == answer)
      var cut = WireReader(Array(writer.bytes.dropLast()))
      #expect(throws: WireError.self) { try ArchiveAnswer(from: &cut) }
    }
    var wrong = WireReader([9])
    #expect(throws: WireError.self) { try ArchiveAnswer(from: &wrong) }
    #expect(Set(faults.map(\.message)).count == faults.count)
  }
}
