import Foundation
import Testing

@testable import Notebooks

/// What is said about files that cannot be read at all.
@Suite struct FileErrorTests {
  @Test func aMissingFile() throws {
    try expectMessage(
      ofFile: nil,
      """
      test.md:1:1: error: there is no such file
        help: check the path; it starts from the current folder
      """)
  }

  @Test func aFileBelowAFile() throws {
    try inFolder { folder in
      try Data("text\n".utf8).write(to: folder.appending(component: "test.md"))
      expectMessage(
        atPath: "test.md/other.md", in: folder,
        """
        test.md/other.md:1:1: error: there is no such file
          help: check the path; it starts from the current folder
        """)
    }
  }

  @Test func aFolder() throws {
    try inFolder { folder in
      expectMessage(
        atPath: ".", in: folder,
        """
        .:1:1: error: this is a folder, not a file
          help: name a Markdown file in it
        """)
    }
  }

  @Test func aPipe() throws {
    try inFolder { folder in
      #expect(mkfifo(folder.appending(component: "test.md").path, 0o600) == 0)
      expectMessage(
        atPath: "test.md", in: folder,
        """
        test.md:1:1: error: this is no regular file
          help: name a Markdown file
        """)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root reads every file"))
  func aFileThatMayNotBeRead() throws {
    try inFolder { folder in
      let file = folder.appending(component: "test.md")
      try Data("text\n".utf8).write(to: file)
      #expect(chmod(file.path, 0) == 0)
      expectMessage(
        atPath: "test.md", in: folder,
        """
        test.md:1:1: error: the file may not be read
          help: give yourself the right: chmod u+r on the file
        """)
    }
  }

  @Test func aPathThatIsTooLong() throws {
    try inFolder { folder in
      let name = String(repeating: "a", count: 300)
      expectMessage(
        atPath: name, in: folder,
        """
        \(name):1:1: error: the file cannot be read: File name too long
          help: check the path
        """)
    }
  }

  @Test(arguments: ["", "\n", " \t\r\n\r\n", "\u{FEFF}"])
  func anEmptyFile(text: String) throws {
    try expectMessage(
      ofFile: Array(text.utf8),
      """
      test.md:1:1: error: the file is empty
        help: write the practical into it
      """)
  }

  @Test func aBinaryFile() throws {
    try expectMessage(
      ofFile: Array("PNG\r\né:".utf8) + [0, 1, 2],
      """
      test.md:2:3: error: the file is binary, not text
          2 | é:  \u{20}
            |   ^
        help: name a Markdown file, such as practicals/01-….md
      """)
  }

  @Test func aUTF16File() throws {
    try expectMessage(
      ofFile: [0xFF, 0xFE, 0x23, 0, 0x20, 0, 0x41, 0],
      """
      test.md:1:1: error: the file is UTF-16, not UTF-8
          1 | \u{FFFD}\u{FFFD}#   A\u{20}
            | ^
        help: save it as UTF-8
      """)
  }

  @Test func aFileThatIsNotUTF8() throws {
    try expectMessage(
      ofFile: Array("# A\r\n\r\né 👩‍🔬 na".utf8) + [0xEF] + Array("ve\r\nb\r\n".utf8),
      """
      test.md:3:7: error: the file is not UTF-8
          3 | é 👩‍🔬 na\u{FFFD}ve
            |       ^
        help: save it as UTF-8; the byte here is 0xEF
      """)
  }

  @Test func anOversizedFile() throws {
    try expectMessage(
      ofFile: [UInt8](repeating: 0x61, count: 4_000_001),
      """
      test.md:1:1: error: the file is larger than 4 MB
        help: keep data and pictures in files of their own
      """)
  }

  @Test func theLargestFile() throws {
    try inFolder { folder in
      let file = folder.appending(component: "test.md")
      try Data(repeating: 0x61, count: 4_000_000).write(to: file)
      let practical = try PracticalParser.read(path: file.path)
      #expect(practical.slug == "test")
      #expect(practical.blocks.count == 1)
    }
  }

  private func expectMessage(
    ofFile bytes: [UInt8]?, _ expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try inFolder { folder in
      if let bytes { try Data(bytes).write(to: folder.appending(component: "test.md")) }
      expectMessage(atPath: "test.md", in: folder, expected, sourceLocation: sourceLocation)
    }
  }

  private func expectMessage(
    atPath path: String, in folder: URL, _ expected: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try PracticalParser.read(path: folder.path + "/" + path)
      Issue.record("no error", sourceLocation: sourceLocation)
    } catch {
      let message = error.description.replacing(folder.path + "/", with: "")
      #expect(message == expected, sourceLocation: sourceLocation)
    }
  }

  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      component: "practical-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
