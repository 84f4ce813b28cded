import Foundation
import Testing

/// The archive for Gradescope, unpacked into a folder that stands for `/autograder`, and run there.
@Suite("Autograder")
struct AutograderTests {
  /// `results.json`, declared from Gradescope's documentation.
  struct Results: Decodable {
    struct Test: Decodable {
      var name: String
      var score: Double
      var maxScore: Double
      var status: String
      var output: String
      var visibility: String
    }
    var score: Double
    var output: String
    var visibility: String
    var stdoutVisibility: String
    var tests: [Test]
  }

  @Test func theArchiveMarksASubmission() async throws {
    let marks = try Marks([:])
    let made = try await PracticalProgram.run(
      ["gradebook", "autograder", "course/target.md", "--out", "autograder.zip"], in: marks.folder)
    #expect(made.status == 0, "\(made.errors)")
    let root = marks.folder.url.appending(path: "autograder").path
    #expect(try shell("unzip -q autograder.zip -d autograder/source", in: marks) == 0)
    for name in ["setup.sh", "practical/Package.swift", "course/practicals/target.md"] {
      #expect(marks.folder.has("autograder/source/\(name)"), "\(name)")
    }
    // No other practical, with its solutions, is in it.
    #expect(!marks.folder.has("autograder/source/practical/practicals"))
    #expect(
      try shell("bash -n autograder/source/setup.sh autograder/source/run_autograder", in: marks)
        == 0)

    try marks.folder.write(CourseTests.partly, to: "autograder/submission/my work.md")
    try FileManager.default.createSymbolicLink(
      atPath: root + "/submission/link", withDestinationPath: "../source/course/practicals")
    try marks.folder.write(
      """
      {"id": 1, "created_at": "2026-09-18T23:59:01.123456-04:00", "users": [{"name": "=Ada", "id": 2,
        "email": "ada@example.org"}], "assignment": {"total_points": "9.0"}}
      """, to: "autograder/submission_metadata.json")
    let program = try PracticalProgram.path()
    let command =
      "AUTOGRADER_ROOT='\(root)' PRACTICAL='\(program)' bash autograder/source/run_autograder"
    #expect(try shell(command, in: marks) == 0)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = try #require(marks.folder.text("autograder/results/results.json"))
    let results = try decoder.decode(Results.self, from: Data(text.utf8))
    #expect(results.score == 3 && results.visibility == "visible")
    #expect(results.tests.map(\.score) == [0, 0, 0, 0, 3])
    #expect(results.tests.map(\.maxScore).reduce(0, +) == 9)
    #expect(results.tests.filter { $0.status == "passed" }.map(\.name) == ["squares numbers"])
    #expect(results.stdoutVisibility == "hidden")
    #expect(!text.contains("48151623") && !text.contains("96303246"))

    // Without a submission there is a result; with a broken file of Gradescope's there is none.
    try FileManager.default.removeItem(atPath: root + "/submission/my work.md")
    try FileManager.default.removeItem(atPath: root + "/results")
    #expect(try shell(command, in: marks) == 0)
    let missing = try #require(marks.folder.text("autograder/results/results.json"))
    #expect(try decoder.decode(Results.self, from: Data(missing.utf8)).score == 0)
    try FileManager.default.removeItem(atPath: root + "/results")
    try marks.folder.write("{", to: "autograder/submission_metadata.json")
    #expect(try shell(command, in: marks) != 0)
    #expect(!marks.folder.has("autograder/results/results.json"))
  }

  /// Runs a command of the shell in the folder.
  private func shell(_ command: String, in marks: Marks) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = marks.folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
