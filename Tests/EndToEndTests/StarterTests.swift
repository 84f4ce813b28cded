import Foundation
import Testing

/// The practicals of the course, as their authors have them and as students get them.
@Suite("The practicals")
struct StarterTests {
  /// The file of a practical of the course.
  private static func author(_ number: String) throws -> (name: String, text: String) {
    let folder = PracticalProgram.package.appending(path: "practicals")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first { $0.hasPrefix("\(number)-") && $0.hasSuffix(".md") })
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return (name, text)
  }

  /// What release makes of a file: no solutions, and no hidden checks.
  static func starter(of text: String) -> (text: String, exercises: [String]) {
    var lines: [Substring] = []
    var exercises: [String] = []
    var id = ""
    var isInSolution = false
    var hiddenFence: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let fence = hiddenFence {
        if line.hasPrefix(fence) { hiddenFence = nil }
        continue
      }
      if line.hasPrefix("```swift {"), line.contains(".hidden") {
        hiddenFence = line.prefix { $0 == "`" }
        continue
      }
      if line.hasPrefix("```swift {"), let start = line.firstIndex(of: "#") {
        id = String(line[line.index(after: start)...].prefix { !" }".contains($0) })
        if line.contains(".exercise") { exercises.append(id) }
      }
      let content = line.drop { $0 == " " }
      if content.hasPrefix("// BEGIN SOLUTION") {
        let indentation = line.prefix(line.count - content.count)
        lines += ["\(indentation)// YOUR CODE HERE", "\(indentation)todo(\"\(id)\")"]
        isInSolution = true
      } else if content.hasPrefix("// END SOLUTION") {
        isInSolution = false
      } else if !isInSolution {
        lines.append(line)
      }
    }
    return (lines.joined(separator: "\n"), exercises)
  }

  @Test(arguments: ["01", "02", "03", "04", "05"])
  func theAuthorsVersionGetsFullMarks(_ number: String) async throws {
    let (name, text) = try Self.author(number)
    let run = try await PracticalRun.of(text, named: String(name.dropLast(3)))
    #expect(run.status == 0)
    #expect(run.result.ids(.ok) == run.result.cells.map(\.id))
    for check in run.result.checks {
      #expect(check.status == .passed, "\(check.name): \(check.message)")
    }
    #expect(run.result.maxScore > 0)
    #expect(run.result.score == run.result.maxScore)
    #expect(run.result.cells.contains { !$0.plots.isEmpty })
    for plot in run.result.cells.flatMap(\.plots) { _ = try run.file(plot) }
    #expect(run.finished.errors.isEmpty)
  }

  @Test(arguments: ["01", "02", "03", "04", "05"])
  func theStarterReportsEveryExerciseAndRunsTheRest(_ number: String) async throws {
    let (name, text) = try Self.author(number)
    let (starter, exercises) = Self.starter(of: text)
    #expect(!starter.contains("SOLUTION"))
    #expect(exercises.count >= 3)
    let run = try await PracticalRun.of(starter, named: String(name.dropLast(3)))
    #expect(run.status == 1)
    for id in exercises {
      let cell = try run.result.cell(id)
      #expect(cell.status == .failed, "\(id) is \(cell.status)")
      #expect(cell.error?.kind == .todo, "\(id): \(cell.error?.message ?? "no error")")
    }
    // Nothing else goes wrong: a cell ends well, or meets something that is not implemented.
    for cell in run.result.cells where !exercises.contains(cell.id) {
      let kind = cell.error?.kind
      #expect(
        kind == nil || kind == .todo || kind == .missing,
        "\(cell.id): \(cell.error?.message ?? "")")
    }
    for check in run.result.checks where exercises.contains(check.for) {
      #expect(check.status != .passed, "\(check.name) passes without a solution")
    }
    #expect(run.result.checks.allSatisfy { !$0.hidden })
    #expect(run.result.score < run.result.maxScore)
    #expect(run.finished.errors.isEmpty)
  }

  @Test func anExerciseThatStopsInAnEarlierOneIsNotImplementedEither() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#half .exercise}
      func half(_ x: Double) -> Double {
        todo("half")
      }
      ```

      ```swift {#quarter .exercise}
      func quarter(_ x: Double) -> Double {
        let half = half(x)
        // YOUR CODE HERE
        todo("quarter")
      }
      ```

      ```swift {#eighth .exercise}
      func eighth(_ x: Double) -> Double {
        half(half(half(x)))
      }
      ```

      ```swift {#check-quarter .check for=quarter}
      check("a quarter of 4", quarter(4), .equals(1))
      ```

      ```swift {#check-eighth .check for=eighth}
      check("an eighth of 8", eighth(8), .equals(1))
      ```
      """)
    let half = try run.result.failure("half")
    #expect(half.kind == .todo)
    #expect(try half.line == run.place("todo(\"half\")").line)
    let quarter = try run.result.failure("quarter")
    #expect(quarter.kind == .todo)
    #expect(try quarter.line == run.place("todo(\"quarter\")").line)
    // This one is written, and only waits for the first.
    let eighth = try run.result.cell("eighth")
    #expect(eighth.error == nil)
    #expect(run.result.checks.map(\.status) == [.notGradable, .notGradable])
  }

  @Test func theStarterIsWhatReleaseWouldMake() {
    let text = """
      ```swift {#a .exercise}
      func a() {
        // BEGIN SOLUTION
        secret()
        // END SOLUTION
      }
      ```

      ```swift {#h .check .hidden for=a}
      check("hidden", 1)
      ```

      after
      """
    let (starter, exercises) = Self.starter(of: text)
    #expect(exercises == ["a"])
    #expect(
      starter == """
        ```swift {#a .exercise}
        func a() {
          // YOUR CODE HERE
          todo("a")
        }
        ```


        after
        """)
  }
}
