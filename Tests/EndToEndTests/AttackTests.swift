import Foundation
import Testing

/// Submissions that attack the grader, marked together with honest ones.
///
/// Each file in `Attacks` says in its first comment what it attacks, and what must come out: the points of
/// the exercise that it attacks with, those of the other one (`any` where the attack is on its own process),
/// and words of the reason.
@Suite("Attacks on the grader")
struct AttackTests {
  /// What must come out of an attack.
  struct Attack: Sendable {
    var name: String
    var text: String
    var double: Double
    /// Nil where the attack may or may not cost the rest of its own submission.
    var square: Double?
    var says: String

    init(_ url: URL) throws {
      name = url.deletingPathExtension().lastPathComponent
      text = try String(contentsOf: url, encoding: .utf8)
      var fields: [Substring: Substring] = [:]
      for line in text.split(separator: "\n").prefix(6) {
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2 { fields[parts[0]] = parts[1].drop { $0 == " " } }
      }
      double = try #require(fields["double"].flatMap { Double($0) }, "\(url) says no points")
      let other = try #require(fields["square"], "\(url) says nothing of the other exercise")
      square = other == "any" ? nil : try #require(Double(other), "\(url) says no points")
      says = String(fields["says"] ?? "")
    }
  }

  private static let isSlowRun =
    ProcessInfo.processInfo.environment["PRACTICAL_SLOW_TESTS"] == "1"

  /// The attacks of an ordinary test run; all others take seconds each, by their nature.
  private static let quick = [
    "exit-zero", "forged-expectation", "hidden-inputs", "interposed-symbols", "network", "ptrace",
  ]

  static func attacks() throws -> [Attack] {
    let folder = PracticalProgram.package.appending(path: "Tests/EndToEndTests/Attacks")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "md" }.map(Attack.init)
      .filter { isSlowRun || quick.contains($0.name) }
  }

  @Test func noAttackGainsLeaksOrHarmsAnything() async throws {
    let attacks = try Self.attacks()
    #expect(attacks.count >= (Self.isSlowRun ? 40 : Self.quick.count))
    var files = Dictionary(uniqueKeysWithValues: attacks.map { ("\($0.name).md", $0.text) })
    // Neighbours before, between and after.
    for name in ["aa-honest.md", "honest.md", "zz-honest.md"] { files[name] = Marks.right }
    let marks = try Marks(files)
    let course = marks.folder.text("course/target.md")
    let run = try await marks.grade(
      ["--jobs", "2"], environment: ["GRADER_TOKEN": "LEAK"], seconds: 3000)
    #expect(run.status == 0, "\(run.errors)")
    for attack in attacks {
      let result = try marks.document(attack.name)
      #expect(
        try marks.points(attack.name, "double") == attack.double, "\(attack.name)")
      if let square = attack.square {
        #expect(try marks.points(attack.name, "square") == square, "\(attack.name)")
      }
      #expect(result.status != "graderError", "\(attack.name): \(result.words)")
      #expect(
        attack.says.isEmpty || result.words.contains(attack.says),
        "\(attack.name): \(result.words)")
      let feedback = try #require(marks.folder.text("marks/\(attack.name)/feedback.json"))
      for secret in ["LEAK", "48151623", "96303246", "4.81516", "9.63032", "secretInput"] {
        #expect(!feedback.contains(secret), "\(attack.name) gives away \(secret)")
      }
      // JSON spells out what could command a terminal.
      #expect(!feedback.utf8.contains(0x1B))
    }
    #expect(!run.output.utf8.contains(0x1B) && !run.errors.utf8.contains(0x1B))
    for name in ["aa-honest", "honest", "zz-honest"] {
      #expect(try marks.document(name).score == 9, "\(name)")
    }
    #expect(marks.folder.text("course/target.md") == course)
    #expect(try marks.folder.names() == ["course", "marks", "submissions"])
    let left = marks.folder.url.appending(path: "marks/.grading/cache").path
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: left).sorted()
        == ["headers", "in-use", "interfaces", "parsed", "plans", "plots", "units"])
    #expect(Self.processes(naming: marks.folder.url.path).isEmpty)
  }

  /// The processes that have a text in their command line or environment.
  static func processes(naming text: String) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.filter { Int($0) != nil && Int($0) != Int(getpid()) }.filter { process in
      ["cmdline", "environ"].contains { file in
        let data = FileManager.default.contents(atPath: "/proc/\(process)/\(file)") ?? Data()
        return String(decoding: data, as: UTF8.self).contains(text)
      }
    }
  }
}
