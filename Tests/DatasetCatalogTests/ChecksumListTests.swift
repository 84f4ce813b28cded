import Testing

@testable import DatasetCatalog

struct ChecksumListTests {
  private let checksum = String(repeating: "0a", count: 32)

  @Test func readsChecksumsAndSizes() throws {
    let text = """
      # made by a script
      # size 12 words/one.csv
      \(checksum.uppercased())  words/one.csv

      \(checksum) *words/two words.csv

      """
    let list = try ChecksumList(parsing: text, path: "SHA256SUMS")
    #expect(
      list.files == [
        .init(path: "words/one.csv", checksum: checksum, byteCount: 12),
        .init(path: "words/two words.csv", checksum: checksum, byteCount: nil),
      ])
  }

  @Test(arguments: [
    "0a0a  words/one.csv", "CHECKSUM words/one.csv", "CHECKSUM  one.csv", "CHECKSUM  ../one.csv",
    "CHECKSUM  /etc/passwd", "CHECKSUM  a/b/one.csv", "CHECKSUM  words/..", "CHECKSUM  words/",
    "CHECKSUM", "words",
  ])
  func refusesOtherLines(_ line: String) {
    let text = "# a comment\n" + line.replacing("CHECKSUM", with: checksum)
    let expected = CatalogError(
      path: "SHA256SUMS", line: 2,
      message: "this is not a checksum, two spaces and a path `DATASET/FILE`",
      help: "make the list again with `sha256sum`")
    #expect(throws: expected) { try ChecksumList(parsing: text, path: "SHA256SUMS") }
  }

  @Test func refusesAFileListedTwice() {
    let line = "\(checksum)  words/one.csv\n"
    #expect {
      try ChecksumList(parsing: line + line, path: "SHA256SUMS")
    } throws: { error in
      "\(error)"
        == "SHA256SUMS:2: `words/one.csv` is listed twice\n  help: keep one of the two lines"
    }
  }
}
