import Foundation
import Testing

/// What a student gets from `practical submit`.
@Suite("Submit")
struct SubmitTests {
  private static let practical = """
    ---
    title: The net
    seed: 7
    ---
    # The net

    ![my plot](plots/mine.png)

    ```swift {#double .exercise}
    func double(_ x: Double) -> Double { 2 * x }
    ```

    ```swift {#check-double .check for=double points=2}
    check("doubles", double(4), .equals(8))
    ```

    ```swift {#square .exercise}
    func square(_ x: Double) -> Double {
      // YOUR CODE HERE
      todo("square")
    }
    ```

    ```swift {#check-square .check for=square points=3}
    check("squares", square(3), .equals(9))
    ```

    ```quiz {#pick points=1}
    Which?

    - [ ] one
    - [ ] two
    ```

    ```answer {#why points=4}

    ```

    """

  private func workplace(_ text: String = practical) throws -> Workplace {
    let folder = try Workplace()
    try folder.write(text, to: "02-net.md")
    try folder.write("PNG", to: "plots/mine.png")
    try folder.write("not referred to", to: "plots/other.png")
    return folder
  }

  private func submit(
    _ folder: Workplace, _ options: [String], environment: [String: String?] = [:]
  ) async throws -> Finished {
    try await PracticalProgram.run(
      ["submit", "02-net.md"] + options, in: folder, environment: environment)
  }

  private struct Manifest: Decodable {
    struct File: Decodable {
      var path: String
      var bytes: Int
      var sha256: String
    }
    struct Checks: Decodable {
      var score: Double
      var maxScore: Double
    }
    var practical: String
    var title: String
    var version: String
    var student: String
    var with: [String]
    var time: String
    var tool: String
    var checks: Checks?
    var files: [File]
  }

  /// The files of an archive, as another program reads them.
  private func unpack(_ name: String, in folder: Workplace) throws -> [String: [UInt8]] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    process.arguments = ["-q", name, "-d", "unpacked"]
    process.currentDirectoryURL = folder.url
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let root = folder.url.appending(path: "unpacked")
    var files: [String: [UInt8]] = [:]
    for case let name as String in try #require(FileManager.default.enumerator(atPath: root.path))
    where !root.appending(path: name).hasDirectoryPath {
      files[name] = folder.bytes("unpacked/\(name)")
    }
    return files
  }

  @Test func packsWhatIsThereAndSaysWhatIsOpen() async throws {
    let folder = try workplace()
    let run = try await submit(
      folder, ["--student", "Ada Löve-Byron", "--with", "Ben Moe"],
      environment: ["SOURCE_DATE_EPOCH": "1700000000"])
    #expect(run.status == 1, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        """
        The net  Ada Löve-Byron, Ben Moe
        – exercise `square`: not implemented yet  02-net.md:20
        – quiz `pick`: no box is ticked  02-net.md:28
        – answer `why`: nothing is written  02-net.md:35
        visible checks: 2 of 5 points
        wrote 02-net-Ada-Löve-Byron.zip (
        """), "\(run.output)")
    let files = try unpack("02-net-Ada-Löve-Byron.zip", in: folder)
    #expect(files.keys.sorted() == ["02-net.md", "manifest.json", "plots/mine.png"])
    #expect(files["02-net.md"] == folder.bytes("02-net.md"))
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(try #require(files["manifest.json"])))
    #expect(manifest.practical == "02-net" && manifest.title == "The net")
    #expect(manifest.student == "Ada Löve-Byron" && manifest.with == ["Ben Moe"])
    #expect(manifest.time == "2023-11-14T22:13:20Z")
    #expect(manifest.checks?.score == 2 && manifest.checks?.maxScore == 5)
    #expect(manifest.version.count == 64 && !manifest.tool.isEmpty)
    #expect(manifest.files.map(\.path) == ["02-net.md", "plots/mine.png"])
    // SHA-256 of "PNG", from `printf PNG | sha256sum`.
    #expect(manifest.files[1].bytes == 3)
    #expect(
      manifest.files[1].sha256
        == "796120837694d3f3f29259cfeb25091698c2a0aa87873658d840b4993ee889b3")
  }

  @Test func theSameInputAtTheSameTimeGivesTheSameBytes() async throws {
    let folder = try workplace()
    let time = ["SOURCE_DATE_EPOCH": "1700000001"]
    for (name, zone) in [("one.zip", "UTC"), ("two.zip", "Asia/Tokyo")] {
      let environment = time.merging(["TZ": zone]) { first, _ in first }
      let run = try await submit(
        folder, ["--no-run", "--student", "Ada", "--out", name], environment: environment)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("the checks were not run"))
    }
    let first = try #require(folder.bytes("one.zip"))
    #expect(folder.bytes("two.zip") == first)
    #expect(!folder.has(".practical"))

    let later = try await submit(
      folder, ["--no-run", "--student", "Ada", "--out", "into", "--json"])
    #expect(later.status == 0 && later.errors.isEmpty)
    #expect(folder.bytes("into/02-net-Ada.zip") != first)
    let document = try JSONSerialization.jsonObject(with: Data(later.output.utf8))
    let fields = try #require(document as? [String: Any])
    #expect(fields["archive"] as? String == "into/02-net-Ada.zip")
    #expect(fields["unimplemented"] as? [String] == ["square"])
    #expect(fields["unanswered"] as? [String] == ["pick", "why"])
  }

  @Test func aPracticalThatCannotBeReadIsNotPacked() async throws {
    let folder = try workplace(
      Self.practical.replacing("{#square .exercise}", with: "{#square .excercise}"))
    let run = try await submit(folder, ["--student", "Ada"])
    #expect(run.status == 2)
    #expect(run.errors.contains("02-net.md:17:") && run.errors.contains("help:"))
    #expect(try folder.names() == ["02-net.md", "plots"])
    for name in ["", "../../x", "a\u{1B}[2J"] {
      let fine = try workplace()
      let named = try await submit(fine, ["--no-run", "--student=\(name)"])
      #expect(named.status == 2, "\(name)")
      #expect(named.errors.contains("is no name") && !named.errors.utf8.contains(0x1B))
      #expect(try fine.names() == ["02-net.md", "plots"])
    }
  }
}
