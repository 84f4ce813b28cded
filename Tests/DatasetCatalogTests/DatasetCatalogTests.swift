import Foundation
import Testing

@testable import DatasetCatalog

struct DatasetCatalogTests {
  /// SHA-256 of `abc`, from FIPS 180-2.
  private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func tellsEveryStateOfAFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "words/good")
    try folder.write("abd", to: "words/changed")
    try folder.write("ab", to: "words/short")
    try folder.write("abc", to: "words/extra")
    try folder.write("abc", to: "words/folder/inside")
    try folder.write("abc", to: "words/other/inside")
    try folder.write("# Words", to: "words/README.md")
    try folder.write("…", to: "words/LICENSE")
    try folder.write("…", to: "words/make.py")
    let listed = ["good", "changed", "short", "gone", "folder"]
    let lines = listed.map { "\(abc)  words/\($0)\n" } + ["# size 3 words/short\n"]
    try folder.write(lines.joined(), to: "SHA256SUMS")

    let results = try DatasetCatalog(directory: folder.url).verify(["words"])
    let changed = "a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9"
    #expect(
      results.map(\.file) == ["changed", "extra", "folder", "gone", "good", "short"])
    #expect(
      results.map(\.state) == [
        .wrongChecksum(expected: abc, found: changed), .unlisted, .unreadable("it is not a file"),
        .missing, .ok, .wrongSize(expected: 3, found: 2),
      ])
    #expect(results.map(\.byteCount) == [3, 3, nil, nil, 3, 2])
    #expect(
      results.map { "\($0.state)" } == [
        "wrong checksum: a52d159f262b… instead of ba7816bf8f01…", "not listed in SHA256SUMS",
        "unreadable: it is not a file", "missing", "ok", "wrong size: 2 bytes instead of 3",
      ])
  }

  @Test func describesDataSets() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "words/good")
    try folder.write("abc", to: "plain/extra")
    let readme = "---\nrows: 3\nlicence: CC0: none\n---\nText\n# Words\n"
    try folder.write(readme, to: "words/README.md")
    try folder.write("\(abc)  words/good\n\(abc)  gone/file\n", to: "SHA256SUMS")

    let entries = try DatasetCatalog(directory: folder.url).list()
    #expect(entries.map(\.name) == ["gone", "plain", "words"])
    #expect(entries.map(\.summary) == ["gone", "plain", "Words"])
    #expect(entries.map(\.rowCount) == [nil, nil, 3])
    #expect(entries.map(\.licence) == [nil, nil, "CC0: none"])
    #expect(entries.map(\.byteCount) == [0, 3, 3])
    #expect(entries.map(\.isOK) == [false, false, true])
  }

  @Test func namesTheDataSetsWhenOneIsUnknown() throws {
    let folder = try TemporaryFolder()
    try folder.write("\(abc)  words/good\n\(abc)  more/file\n", to: "SHA256SUMS")
    let expected = CatalogError(
      path: folder.url.path, message: "there is no data set `wrods`",
      help: "the data sets are more, words")
    #expect(throws: expected) { try DatasetCatalog(directory: folder.url).verify(["wrods"]) }
  }

  @Test func needsAListOfChecksums() throws {
    let folder = try TemporaryFolder()
    let expected = CatalogError(
      path: folder.url.appending(path: "SHA256SUMS").path,
      message: "the list of checksums cannot be read: there is no such file",
      help: "a folder of data sets has a file SHA256SUMS, made by `sha256sum`")
    #expect(throws: expected) { try DatasetCatalog(directory: folder.url).list() }
  }

  @Test func digestsMoreThanOnePiece() throws {
    let folder = try TemporaryFolder()
    // A million letters `a`, the long test vector of FIPS 180-2.
    try folder.write(String(repeating: "a", count: 1_000_000), to: "million")
    try folder.write(String(repeating: "a", count: 2_097_153), to: "more")
    try folder.write("", to: "empty")
    #expect(
      try MessageDigest.sha256(ofFile: folder.url.appending(path: "million"))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(
      try MessageDigest.sha256(ofFile: folder.url.appending(path: "more"))
        == "16a429a1e5162fcf59e3079724763e9afafcef1e2c7f862571e9267b3d959113")
    #expect(
      try MessageDigest.sha256(ofFile: folder.url.appending(path: "empty"))
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}

struct CommittedDatasetsTests {
  private let catalog = DatasetCatalog(
    directory: URL(filePath: #filePath).appending(path: "../../../datasets").standardizedFileURL)

  @Test func areIntact() throws {
    for file in try catalog.verify() where !file.isOK {
      Issue.record("\(file.dataset)/\(file.file): \(file.state)")
    }
  }

  @Test func areDescribed() throws {
    let entries = try catalog.list()
    #expect(entries.count >= 3)
    for entry in entries {
      #expect(entry.summary != entry.name && entry.rowCount != nil && entry.licence != nil)
    }
    let cancer = try #require(entries.first { $0.name == "breast-cancer" })
    #expect(cancer.summary == "Breast cancer Wisconsin (diagnostic)")
    #expect(cancer.rowCount == 569)
    #expect(cancer.licence == "CC BY 4.0")
    #expect(cancer.byteCount == 120_380)
  }
}
