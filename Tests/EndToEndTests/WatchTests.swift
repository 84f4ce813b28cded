import Foundation
import Testing

/// What `practical watch` does for someone who edits a file.
@Suite(.serialized) struct WatchTests {
  private static let practical = """
    # Watched

    ```swift {#first .cell}
    var total = 1
    print("first \\(total)")
    ```

    ```swift {#second .cell}
    total += 1
    print("second \\(total)")
    ```

    ```swift {#third .exercise points=1}
    func next(_ x: Int) -> Int { x + total }
    ```

    ```swift {#fourth .check for=third}
    check("next", next(1), .equals(3))
    ```
    """

  /// An event of `--json`.
  private struct Event: Decodable {
    struct Failure: Decodable {
      var kind: String
      var line: Int
    }
    struct Result: Decodable {
      var line: Int
      var output: String
      var error: Failure?
    }
    var event: String
    var cell: String?
    var kept: Int?
    var text: String?
    var result: Result?
    var score: Double?
  }

  /// A watch on a practical in a folder of its own.
  private struct Watch {
    let folder: Workplace
    let running: Running

    init(_ text: String = WatchTests.practical) throws {
      folder = try Workplace()
      try folder.write(text, to: "w.md")
      running = try Running.start(["watch", "w.md", "--json"], in: folder)
    }

    var events: [Event] {
      running.output.split(separator: "\n").compactMap {
        try? JSONDecoder().decode(Event.self, from: Data($0.utf8))
      }
    }

    /// The events of an update, from its beginning to its report; the first has the number 1.
    func update(_ number: Int) async throws -> [Event] {
      let limit = ContinuousClock.now + .seconds(600)
      while events.count(where: { $0.event == "report" }) < number {
        try #require(ContinuousClock.now < limit, "update \(number) did not come")
        try await Task.sleep(for: .milliseconds(10))
      }
      return Array(events.split { $0.event == "report" }[number - 1])
    }

    /// Writes a new file and gives it the name of the old one, as editors do.
    func save(_ text: String) throws {
      try folder.write(text, to: "w.md.new")
      let path = folder.url.appending(path: "w.md").path
      #expect(rename(path + ".new", path) == 0)
    }

    var processes: Set<ProcessTable.Entry> {
      ProcessTable.now().descendants(of: running.processID)
    }
  }

  @Test func onlyWhatChangedRuns() async throws {
    let watch = try Watch()
    let first = try await watch.update(1)
    #expect(first.last?.score == 1)
    try watch.save(Self.practical.replacing("total += 1", with: "total += 2"))
    let second = try await watch.update(2)
    #expect(second.first?.kept == 1)
    #expect(
      second.compactMap { $0.event == "cellStarted" ? $0.cell : nil } == [
        "second", "third", "fourth",
      ])
    #expect(
      second.first { $0.cell == "second" && $0.result != nil }?.result?.output == "second 3\n")
    #expect(second.last?.score == 0)
    kill(watch.running.processID, SIGINT)
    #expect(try await watch.running.finish().status == 130)
  }

  @Test func proseRunsNothingAndMovesLines() async throws {
    let text = Self.practical.replacing("total += 1", with: "let wrong: Int = \"x\"")
    let watch = try Watch(text)
    _ = try await watch.update(1)
    try watch.save(text.replacing("# Watched", with: "# Watched\n\nOne line more.\n"))
    let second = try await watch.update(2)
    #expect(!second.contains { $0.event == "cellStarted" })
    let saved = try #require(watch.folder.text(".practical/w/result.json"))
    let result = try JSONDecoder().decode(RunDocument.self, from: Data(saved.utf8))
    let moved = text.replacing("# Watched", with: "# Watched\n\nOne line more.\n")
    #expect(try result.failure("second").line == line(holding: "let wrong", in: moved))
    kill(watch.running.processID, SIGTERM)
    _ = try await watch.running.finish()
  }

  @Test func aMalformedFileWaitsForTheNextSave() async throws {
    let watch = try Watch()
    _ = try await watch.update(1)
    try watch.save(Self.practical.replacing(".exercise", with: ".exercize"))
    try await watch.running.waits(for: "\"event\":\"error\"")
    #expect(watch.events.last?.text?.contains("w.md:13:18: error: ") ?? false)
    try watch.save(Self.practical.replacing("first \\(", with: "one \\("))
    let second = try await watch.update(2)
    #expect(second.first { $0.event == "began" }?.kept == 0)
    kill(watch.running.processID, SIGHUP)
    _ = try await watch.running.finish()
  }

  @Test func savingBreaksALongCellOff() async throws {
    let text = Self.practical.replacing("total += 1", with: "while total > 0 { total |= 1 }")
    let watch = try Watch(text)
    try await watch.running.waits(for: "\"cell\":\"second\",\"event\":\"cellStarted\"")
    try watch.save(Self.practical)
    let update = try await watch.update(1)
    #expect(update.last?.score == 1)
    kill(watch.running.processID, SIGINT)
    _ = try await watch.running.finish()
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
  func nothingStaysBehind(signal: Int32) async throws {
    let watch = try Watch()
    _ = try await watch.update(1)
    let processes = watch.processes
    #expect(processes.count >= 4)
    kill(watch.running.processID, signal)
    _ = try await watch.running.finish()
    #expect(try await ProcessTable.survivors(of: processes).isEmpty)
  }
}
