import Foundation
import Testing

@testable import DatasetCatalog

struct FetchableSetTests {
  private static let committed = URL(filePath: #filePath).appending(path: "../../../datasets")
    .standardizedFileURL

  private func list(_ text: String) throws -> [FetchableSet] {
    let folder = try TemporaryFolder()
    try folder.write(text, to: FetchableSet.listName)
    return try FetchableSet.list(in: folder.url)
  }

  private func entry(name: String = "toy", file: String = "letters", sum: String = "") -> String {
    let sum = sum.isEmpty ? String(repeating: "a", count: 64) : sum
    return """
      {"sets": [{"name": "\(name)", "summary": "", "rows": 1, "licence": "", "citation": "",
        "home": "", "files": [{"name": "\(file)", "bytes": 3, "sha256": "\(sum)",
        "download": {"bytes": 3, "addresses": ["https://example.org/letters.gz"]}}]}]}
      """
  }

  @Test func readsTheList() throws {
    let set = try #require(try list(entry()).first)
    #expect(set.name == "toy")
    #expect(set.files.map(\.name) == ["letters"])
    #expect(set.files.first?.download.name == "letters.gz")
    #expect(set.downloadByteCount == 3)
    #expect(try FetchableSet.list(in: URL(filePath: "/nowhere")).isEmpty)
  }

  @Test(arguments: ["../toy", "", ".toy", "-P", "a/b", "toy set", "toy*"])
  func refusesNamesThatAreNoPlainNames(_ name: String) {
    #expect(throws: CatalogError.self) { try list(entry(name: name)) }
    #expect(throws: CatalogError.self) { try list(entry(file: name)) }
  }

  @Test(arguments: ["{", "[]", "{\"sets\": [{}]}"])
  func refusesOtherDocuments(_ text: String) {
    #expect {
      try list(text)
    } throws: {
      "\($0)".contains("the list of data sets to fetch cannot be read")
    }
  }

  @Test func refusesAShortChecksum() {
    #expect(throws: CatalogError.self) { try list(entry(sum: "abc")) }
  }

  @Test func theCommittedListIsSound() throws {
    let sets = try FetchableSet.list(in: Self.committed)
    #expect(sets.map(\.name) == ["mnist", "fashion-mnist", "sms-spam", "donkeycar"])
    for set in sets {
      #expect(!set.licence.isEmpty && !set.citation.isEmpty && set.home.hasPrefix("https://"))
      for file in set.files {
        #expect(file.download.addresses.count >= 2)
        #expect(file.download.addresses.allSatisfy { $0.hasPrefix("https://") })
      }
    }
    let digits = try #require(sets.first)
    #expect(digits.byteCount == 2 * 16 + 2 * 8 + 70_000 * 785)
    #expect(digits.downloadByteCount == 11_594_722)
  }

  @Test func tellsWhatIsThere() throws {
    let folder = try TemporaryFolder()
    // SHA-256 of `abc`, from FIPS 180-2.
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let set = try #require(try list(entry(sum: sum)).first)
    let root = folder.url.path
    func state(_ comparesChecksums: Bool = true) -> FetchableStatus.State {
      FetchableStatus.find(set, in: ["/nowhere", root], comparesChecksums: comparesChecksums).state
    }
    #expect(state() == .absent)
    try folder.write("a", to: "toy/letters.part")
    #expect(state() == .absent)
    try folder.write("abd", to: "toy/letters")
    #expect(state(false) == .complete)
    #expect(state() == .damaged)
    try folder.write("ab", to: "toy/letters")
    #expect(state(false) == .damaged)
    try folder.write("abc", to: "toy/letters")
    #expect(state() == .complete)
    #expect(FetchableStatus.find(set, in: [root], comparesChecksums: true).folder == root + "/toy")
  }

  @Test func findsWhatAPackageInstalled() throws {
    let folder = try TemporaryFolder()
    var set = try #require(try list(entry()).first)
    set.installed = .init(package: "toys", folder: folder.url.path)
    try folder.write("abc", to: "letters.gz")
    let found = FetchableStatus.find(set, in: ["/nowhere"], comparesChecksums: false)
    #expect(found.state == .complete)
    #expect(found.files.map(\.file) == ["letters.gz"])
    #expect(
      FetchableStatus.find(set, in: ["/nowhere"], comparesChecksums: true).state == .damaged)
  }
}
