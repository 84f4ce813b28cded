import ArchiveFiles
import Archiving
import Glibc
import Testing

/// What the reader makes of honest and of hostile archives.
@Suite("Reading archives")
struct ArchiveReaderTests {
  typealias Entry = RawArchive.Entry

  /// A name of an entry, and what must become of it.
  struct Name: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var path: String?
    var testDescription: String { path ?? "refused" }

    init(_ text: String, _ path: String?) {
      bytes = Array(text.utf8)
      self.path = path
    }

    init(bytes: [UInt8], _ path: String?) {
      self.bytes = bytes
      self.path = path
    }
  }

  init() { setlocale(LC_CTYPE, "C.UTF-8") }

  private func read(
    _ bytes: [UInt8], within limits: ArchiveLimits = .submission
  ) throws -> ArchiveContents {
    try ArchiveReader.read(bytes, within: limits)
  }

  private func fault(
    _ bytes: [UInt8], within limits: ArchiveLimits = .submission
  ) -> ArchiveFault? {
    do throws(ArchiveFault) {
      _ = try ArchiveReader.read(bytes, within: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test func zipAndTarGiveTheirFiles() throws {
    let entries = [Entry("notes/", ""), Entry("notes/a.md", "# A"), Entry("./b.txt", "b")]
    var folder = entries
    folder[0].mode = 0o040_755
    folder[0].type = "5"
    for archive in [RawArchive.zip(folder), RawArchive.tar(folder)] {
      let contents = try read(archive)
      #expect(contents.files.map(\.path) == ["notes/a.md", "b.txt"])
      #expect(contents.files.map(\.bytes) == [Array("# A".utf8), Array("b".utf8)])
      #expect(contents.remarks.isEmpty)
    }
    #expect(try read(RawArchive.tar(entries)).files[0].modified == 1_700_000_000)
  }

  @Test(arguments: [
    Name("../a.md", nil), Name("a/../../b.md", nil), Name("/etc/passwd", nil),
    Name("..\\a.md", nil), Name("C:\\a.md", nil), Name("C:/a.md", nil),
    Name(String(repeating: "a/", count: 40) + "b", nil),
    Name(String(repeating: "a", count: 2000), nil),
    Name("folder\\a.md", "folder/a.md"), Name("ünïcode/日本.md", "ünïcode/日本.md"),
    Name("a\u{1B}[2J.md", "a\u{FFFD}[2J.md"), Name("a\nb.md", "a\u{FFFD}b.md"),
    Name("a\u{202E}dm.exe", "a\u{FFFD}dm.exe"),
    Name(bytes: [0x61, 0xFF, 0x2E, 0x6D, 0x64], "a\u{FFFD}.md"),
    Name(bytes: Array("a.md".utf8) + [0] + Array(".png".utf8), "a.md"),
  ])
  func namesLeadNowhereElse(_ name: Name) throws {
    var entry = Entry("", "x")
    entry.name = name.bytes
    let archive = RawArchive.zip([entry])
    guard let path = name.path else {
      guard case .unsafePath? = fault(archive) else {
        Issue.record("not refused: \(String(describing: fault(archive)))")
        return
      }
      return
    }
    #expect(try read(archive).files.map(\.path) == [path])
  }

  @Test func linksAndDevicesAreNotFollowed() throws {
    var link = Entry("a.md", "/etc/passwd")
    link.mode = 0o120_777
    let zip = try read(RawArchive.zip([link, Entry("b.md", "b")]))
    #expect(zip.files.map(\.path) == ["b.md"])
    #expect(zip.remarks == ["`a.md` is a symbolic link, which is not followed"])

    var entries = [Entry("s.md"), Entry("h.md"), Entry("c.md"), Entry("p.md"), Entry("b.md", "b")]
    for (index, type) in zip2("2136", entries.indices) { entries[index].type = type }
    entries[0].target = "../../etc/passwd"
    entries[1].target = "/etc/passwd"
    let tar = try read(RawArchive.tar(entries))
    #expect(tar.files.map(\.path) == ["b.md"])
    #expect(
      tar.remarks == [
        "`s.md` is a symbolic link, which is not followed",
        "`h.md` is a hard link, which is not followed", "`c.md` is no regular file",
        "`p.md` is no regular file",
      ])
  }

  private func zip2(_ text: String, _ indices: Range<Int>) -> [(Int, Character)] {
    Array(Swift.zip(indices, text))
  }

  @Test func bombsEndTheReading() throws {
    let zeros = ArchivedFile(
      path: "zeros.md", bytes: [UInt8](repeating: 0, count: 12 << 20), modified: 0)
    let bomb = try ArchiveWriter.zip([zeros])
    #expect(bomb.count < 100_000)
    #expect(fault(bomb) == .bomb(path: "zeros.md"))

    // As large, and not out of proportion.
    var generator = SystemRandomNumberGenerator()
    let noise = (0..<3).map { index in
      let bytes = (0..<(1 << 17)).flatMap { _ in
        withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
      }
      return ArchivedFile(path: "noise\(index)", bytes: bytes, modified: 0)
    }
    let large = try ArchiveWriter.zip(noise)
    #expect(try read(large).files == noise)
    var limits = ArchiveLimits.submission
    limits.fileBytes = 1 << 20 - 1
    #expect(
      fault(large, within: limits) == .entryTooLarge(path: "noise0", limit: limits.fileBytes))
    limits = .submission
    limits.totalBytes = 2 << 20
    #expect(fault(large, within: limits) == .tooLarge(limit: 2 << 20))
    limits = .submission
    limits.packedBytes = large.count - 1
    #expect(fault(large, within: limits) == .fileTooLarge(limit: large.count - 1))

    let many = RawArchive.zip((0...1000).map { Entry("\($0).md") })
    #expect(fault(many) == .tooManyEntries(limit: 1000))
  }

  @Test func encryptedDamagedAndOtherFilesAreTold() throws {
    var secret = Entry("a.md", "0123456789abcdef")
    secret.flags = 1
    #expect(fault(RawArchive.zip([secret])) == .encrypted)

    let whole = RawArchive.zip([Entry("a.md", "text"), Entry("b.md", "more")])
    var isDamaged: [Bool] = []
    for length in stride(from: 4, to: whole.count, by: 7) {
      if case .damaged? = fault(Array(whole.prefix(length))) { isDamaged.append(true) }
    }
    #expect(isDamaged.count == (4..<whole.count).count / 7 + 1)
    var wrong = whole
    wrong[30 + 4] ^= 1
    guard case .damaged? = fault(wrong) else {
      Issue.record("a wrong checksum is not noticed")
      return
    }
    let tar = RawArchive.tar([Entry("a.md", String(repeating: "a", count: 2000))])
    guard case .damaged? = fault(Array(tar.prefix(900))) else {
      Issue.record("a cut tar is not noticed")
      return
    }
    #expect(fault(Array("just text".utf8)) == .unknownFormat)
    #expect(fault([]) == .unknownFormat)
    #expect(fault([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]) == .unknownFormat)
  }

  @Test func aPathTwiceCountsOnlyWhereBothAgree() throws {
    let same = RawArchive.zip([Entry("a.md", "x"), Entry("a.md", "x")])
    #expect(try read(same).files.map(\.path) == ["a.md"])
    let other = RawArchive.zip([Entry("a.md", "x"), Entry("./a.md", "y")])
    #expect(fault(other) == .duplicate("a.md"))
  }

  @Test func archivesWithinAreOpenedForAClassOnly() throws {
    let inner = RawArchive.zip([Entry("a.md", "x")])
    var entry = Entry("ada/inner.ZIP")
    entry.bytes = inner
    let outer = RawArchive.zip([entry, Entry("ada/photo.jpg", "x"), Entry("__MACOSX/._a.md", "x")])
    let student = try read(outer)
    #expect(student.files.map(\.path) == ["ada/photo.jpg"])
    #expect(
      student.remarks
        == ["`ada/inner.ZIP` is an archive within the archive, which is not opened"])
    let whole = try read(outer, within: .wholeClass)
    #expect(whole.files.map(\.path) == ["ada/inner.ZIP"])
    #expect(whole.files.map(\.bytes) == [inner])
  }
}
