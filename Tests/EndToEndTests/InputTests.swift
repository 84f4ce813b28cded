import Foundation
import Testing

/// Files that are no practical: one clear error with a place, exit 2, and nothing written.
@Suite("Unusable inputs")
struct InputTests {
  struct Input: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var line: Int
    var column: Int
    /// A word that the message cannot do without.
    var word: String
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ line: Int, _ column: Int, _ word: String) {
      self.init(name, bytes: Array(text.utf8), line, column, word)
    }

    init(_ name: String, bytes: [UInt8], _ line: Int, _ column: Int, _ word: String) {
      self.name = name
      self.bytes = bytes
      self.line = line
      self.column = column
      self.word = word
    }
  }

  static let inputs = [
    Input("empty", "", 1, 1, "empty"),
    Input("blank", "\n \n", 1, 1, "empty"),
    Input("binary", bytes: Array("# ok\nab".utf8) + [0, 1, 2], 2, 3, "binary"),
    Input("not UTF-8", bytes: Array("# ok\n\nab".utf8) + [0xE4, 0x62, 0x0A], 3, 3, "not UTF-8"),
    Input("UTF-16", bytes: [0xFF, 0xFE, 0x23, 0, 0x20, 0], 1, 1, "UTF-16"),
    Input("unclosed fence", "# A\n\n```swift {#a .cell}\nlet a = 1\n", 3, 1, "closed"),
    Input(
      "duplicate id", "```swift {#a .cell}\n```\n\n```swift {#a .cell}\n```\n", 4, 11, "`a`"),
    Input("unknown class", "# A\n\n```swift {#a .exercize}\n```\n", 3, 14, ".exercize"),
    Input("unknown option", "```swift {#a .cell speed=3}\n```\n", 1, 20, "speed"),
    Input(
      "bad option", "```swift {#a .exercise points=many}\nlet a = 1\n```\n", 1, 31, "points"),
    Input("unknown option line", "```swift {#a .cell}\n//| speed: 3\n```\n", 2, 5, "speed"),
    Input("bad YAML", "---\ntitle: [open\n---\n# A\n", 3, 1, "YAML"),
    Input("unknown setting of the head", "---\ntitel: A\n---\n# A\n", 2, 1, "titel"),
    Input("open front matter", "---\ntitle: A\n\n# A\n", 1, 1, "front matter"),
    Input(
      "open solution region",
      "```swift {#a .exercise}\nfunc f() {\n  // BEGIN SOLUTION\n}\n```\n", 3, 3, "SOLUTION"),
    Input(
      "check for nothing", "```swift {#a .check for=nowhere}\n```\n", 1, 25, "nowhere"),
  ]

  @Test(arguments: inputs)
  func aMalformedFileIsOneErrorWithAPlace(_ input: Input) async throws {
    let folder = try Workplace()
    try folder.write(input.bytes, to: "bad file.md")
    let finished = try await PracticalProgram.run(["run", "bad file.md"], in: folder)
    try expectError(finished, at: "bad file.md:\(input.line):\(input.column): error: ")
    #expect(finished.errors.contains(input.word), "\(finished.errors)")
    #expect(try folder.names() == ["bad file.md"])
  }

  @Test func aMissingFile() async throws {
    let folder = try Workplace()
    let finished = try await PracticalProgram.run(["run", "nowhere.md"], in: folder)
    try expectError(finished, at: "nowhere.md:1:1: error: there is no such file")
    #expect(try folder.names() == [])
  }

  @Test func aFolder() async throws {
    let folder = try Workplace()
    try folder.write("x", to: "some/file.txt")
    let finished = try await PracticalProgram.run(["run", "some"], in: folder)
    try expectError(finished, at: "some:1:1: error: this is a folder")
    #expect(try folder.names() == ["some"])
  }

  @Test(arguments: ["99", "no-such-practical"])
  func anUnknownPractical(_ name: String) async throws {
    let folder = try Workplace()
    try folder.write("# One\n", to: "practicals/01-one.md")
    let finished = try await PracticalProgram.run(["run", name], in: folder)
    try expectError(finished, at: "\(name):1:1: error: there is no practical `\(name)`")
    #expect(finished.errors.contains("01-one"))
    #expect(try folder.names() == ["practicals"])
  }

  @Test func jsonKeepsErrorsOffStandardOutput() async throws {
    let folder = try Workplace()
    try folder.write("```swift {.exercize}\n```\n", to: "bad.md")
    let finished = try await PracticalProgram.run(["run", "bad.md", "--json"], in: folder)
    try expectError(finished, at: "bad.md:1:11: error: ")
  }

  private func expectError(_ finished: Finished, at place: String) throws {
    #expect(finished.status == 2)
    #expect(finished.output.isEmpty, "\(finished.output)")
    #expect(finished.errors.hasPrefix(place), "\(finished.errors)")
    let help = finished.errors.split(separator: "\n").filter { $0.hasPrefix("  help: ") }
    #expect(help.count == 1, "\(finished.errors)")
    #expect(!finished.folder.has(".practical"))
  }
}
