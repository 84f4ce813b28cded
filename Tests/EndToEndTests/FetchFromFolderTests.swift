import Foundation
import Testing

/// Fetching data sets from a folder, and what the loaders then find.
@Suite("Fetching from a folder")
struct FetchFromFolderTests {
  private struct Document: Decodable {
    struct Item: Decodable {
      struct File: Decodable {
        var name: String
        var path: String
        var status: String
        var bytes: Int
      }
      var name: String
      var status: String
      var licence: String
      var files: [File]
      var message: String?
    }
    var sets: [Item]
  }

  private func document(_ finished: Finished) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(finished.output.utf8))
  }

  private static let copies = [
    Contents(FetchWorkplace.letters, "toy/letters"), Contents(FetchWorkplace.letters, "letters"),
    Contents(FetchWorkplace.packed, "toy/letters.gz"),
    Contents(FetchWorkplace.packed, "letters.gz"),
    Contents(Archive.zip(FetchWorkplace.letters, name: "letters"), "toy/letters.gz"),
  ]

  @Test(arguments: copies)
  func copiesAreTakenPackedOrNot(_ copy: Contents) async throws {
    let place = try FetchWorkplace()
    try place.folder.write(copy.bytes, to: "copy/" + copy.words)
    let finished = try await place.run(["fetch", "toy", "--from", "copy", "--json"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(place.bytes("letters") == FetchWorkplace.letters)
    #expect(place.names() == ["letters"])
    let item = try #require(try document(finished).sets.first)
    #expect((item.name, item.status, item.licence) == ("toy", "complete", "CC0"))
    #expect(item.files.map(\.status) == ["copied"])
    #expect(item.files.map(\.bytes) == [100_000])
  }

  private static let hostile = [
    Contents(Archive.zip(FetchWorkplace.letters, name: "../letters"), "no sound zip archive"),
    Contents(Archive.zip(FetchWorkplace.letters, name: "/tmp/letters"), "no sound zip archive"),
    Contents(
      Archive.zip(FetchWorkplace.letters + [97], name: "letters"), "more than the 100000 bytes"),
    Contents(Archive.gzip(FetchWorkplace.letters + [97]), "more than the 100000 bytes"),
    Contents(FetchWorkplace.packed.dropLast(50_000), "bytes of the file"),
    Contents([0x50, 0x4B, 3, 4], "no sound zip archive"),
    Contents([], "it holds 0 of the 100000 bytes"),
  ]

  @Test(arguments: hostile)
  func noArchiveGetsOut(_ archive: Contents) async throws {
    let place = try FetchWorkplace()
    try place.folder.write(archive.bytes, to: "copy/toy/letters.gz")
    let finished = try await place.run(["fetch", "--from", "copy", "--json"])
    #expect(finished.status == 2)
    #expect(finished.errors.contains(archive.words), "\(finished.errors)")
    #expect(finished.errors.contains("copy/toy/letters.gz is not the `letters` of toy"))
    #expect(place.names().isEmpty)
    #expect(try place.folder.names() == ["copy", "data", "datasets", "practicals"])
    #expect(!place.folder.has("data/practical/datasets/letters"))
    #expect(try document(finished).sets.map(\.status) == ["failed"])
  }

  @Test(arguments: [
    (["fetch", "words"], "there is no data set `words`"),
    (["fetch", "--from", "nowhere"], "there is no folder `nowhere`"),
    (["fetch", "--from", "practicals"], "there is no data set in `practicals`"),
    (["fetch", "toy", "--from", "practicals"], "there is no `letters` of toy"),
    (["verify", "words"], "there is no data set `words`"),
  ])
  func wrongUsageExitsWithTwo(_ arguments: [String], _ words: String) async throws {
    let finished = try await FetchWorkplace().run(arguments)
    #expect(finished.status == 2)
    #expect(finished.errors.contains(words), "\(finished.errors)")
    #expect(finished.errors.contains("  help: "))
    #expect(!finished.output.contains("✓"))
  }

  @Test func aFolderThatCannotBeMadeIsTold() async throws {
    let place = try FetchWorkplace()
    try place.folder.write("in the way", to: "data")
    let finished = try await place.run(["fetch"], mirror: "http://127.0.0.1:9")
    #expect(finished.status == 2)
    #expect(finished.errors.contains("data/practical cannot be written: Not a directory"))
    #expect(finished.errors.contains("set PRACTICAL_DATASETS"))
  }

  @Test func packedFilesThatAreThereAreEnough() async throws {
    let place = try FetchWorkplace()
    try place.folder.write(FetchWorkplace.packed, to: "data/practical/datasets/toy/letters.gz")
    let finished = try await place.run(["fetch", "toy"], mirror: "http://127.0.0.1:9")
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("already there"))
    #expect(place.names() == ["letters.gz"])
    #expect(try await place.run(["verify", "toy"]).output == "✓ toy/letters.gz: ok\n")
  }

  @Test func withoutCurlTheEnvironmentIsToBlame() async throws {
    let place = try FetchWorkplace()
    var environment = place.environment(mirror: nil)
    environment["PATH"] = place.folder.url.path
    let finished = try await PracticalProgram.run(
      ["datasets", "fetch"], in: place.folder, environment: environment)
    #expect(finished.status == 3)
    #expect(finished.errors.contains("there is no program `curl`"))
    #expect(finished.errors.contains("sudo apt-get install curl"))
  }

  @Test func cellsLookWhereDataSetsAreFetchedTo() async throws {
    let folder = try Workplace()
    try folder.write("", to: "data/practical/datasets/mnist/train-images-idx3-ubyte")
    try folder.write(
      """
      ```swift {#missing .cell}
      _ = try SMSSpam.load()
      ```

      ```swift {#damaged .cell}
      _ = try Digits.load(.full)
      ```
      """, to: "small.md")
    let finished = try await PracticalProgram.run(
      ["run", "small.md"], in: folder,
      environment: ["XDG_DATA_HOME": folder.url.path + "/data"])
    #expect(finished.status == 1)
    #expect(
      finished.output.contains("`practical datasets fetch sms-spam` downloads it (0.2 MB)"),
      "\(finished.output)")
    #expect(
      finished.output.contains(
        "data/practical/datasets/mnist/train-images-idx3-ubyte: the file has 0 bytes"))
    #expect(finished.output.contains("`practical datasets fetch mnist` fetches again"))
  }
}
