import Foundation
import Testing

/// Results that a run takes over from an earlier one: only where a run would give the same.
@Suite("Results that are kept")
struct ReuseTests {
  static let markdown = """
    ---
    title: Kept
    seed: 5
    settings:
      factor: 2
    ---

    ```swift {#numbers .cell}
    let values = (0..<4).map { Double($0) * setting("factor", default: 1) }
    print("values", values, Set(["red", "green", "blue", "white"]))
    print(Tensor(randomNormal: [3], using: &random))
    show(Figure(title: "Line").line(values, values))
    print("after the figure")
    ```

    Prose.

    ```swift {#twice .exercise points=2}
    func twice(_ x: Double) -> Double { todo("twice") }
    ```

    ```swift {#check-twice .check for=twice}
    check("of two", twice(2), .equals(4))
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  /// Runs a text in the folder of an earlier run.
  private func again(
    _ text: String = markdown, after run: PracticalRun, _ options: String...,
    environment: [String: String?] = [:]
  ) async throws -> PracticalRun {
    try run.folder.write(text, to: "small.md")
    return try await PracticalRun.again(
      text, ["run", "small.md"] + options, in: run.folder, environment: environment)
  }

  private func isKept(_ run: PracticalRun) -> Bool { run.result.cells.allSatisfy(\.cached) }
  private func isNew(_ run: PracticalRun) -> Bool { !run.result.cells.contains(where: \.cached) }

  /// What is shown between the first line of the first cell and the verdict.
  private func body(_ run: PracticalRun) throws -> Substring {
    let start = try #require(run.output.firstRange(of: "\nnumbers\n")).lowerBound
    let end = try #require(run.output.firstRange(of: "0 of 2 points")).lowerBound
    return run.output[start..<end]
  }

  @Test func theSameRunIsToldAgainAndSaysSo() async throws {
    let first = try await PracticalRun.of(Self.markdown)
    #expect(isNew(first))
    let plot = try first.file("plots/numbers-1.png")
    let second = try await again(after: first)
    #expect(isKept(second))
    #expect(second.status == first.status)
    #expect(try body(second) == body(first))
    #expect(second.output.contains("nothing has changed since an earlier run"))
    #expect(try second.file("plots/numbers-1.png") == plot)
    var (old, new) = (first.result, second.result)
    for index in old.cells.indices { old.cells[index].cached = true }
    (old.seconds, old.compileSeconds) = (new.seconds, new.compileSeconds)
    #expect(old == new)
    let report = String(decoding: try second.file("report.html"), as: UTF8.self)
    #expect(report.contains("No cell was run"))
    #expect(isNew(try await again(after: first, "--no-cache")))
    #expect(isKept(try await again(after: first, "--quiet")))
  }

  @Test func setsHaveTheSameOrderInEveryRun() async throws {
    let first = try await Self.shared.value
    let other = try await PracticalRun.of(Self.markdown)
    #expect(isNew(other))
    #expect(try other.result.cell("numbers").output == first.result.cell("numbers").output)
  }

  @Test func whateverDecidesAResultHasItRunAgain() async throws {
    let first = try await PracticalRun.of(Self.markdown)
    let edited = Self.markdown.replacing("after the figure", with: "behind the figure")
    #expect(isNew(try await again(edited, after: first)))
    #expect(isKept(try await again(after: first)), "the first text's run is still there")
    #expect(isNew(try await again(after: first, "--seed", "6")))
    #expect(isNew(try await again(after: first, "--set", "factor=3")))
    #expect(isNew(try await again(after: first, "--until", "twice")))
    #expect(isNew(try await again(after: first, environment: ["OPENBLAS_CORETYPE": "Haswell"])))
    let points = Self.markdown.replacing("points=2", with: "points=3")
    let more = try await again(points, after: first)
    #expect(isNew(more))
    #expect(more.result.maxScore == 3)
    #expect(isKept(try await again(after: first, "--seed", "6")))
  }

  @Test func proseMovesTheLinesOfARunWithoutErrors() async throws {
    let solved = Self.markdown.replacing("todo(\"twice\")", with: "2 * x")
    let first = try await PracticalRun.of(solved)
    #expect(isNew(first))
    let text = solved.replacing("Prose.", with: "Prose.\n\nMore of it.")
    let moved = try await again(text, after: first)
    #expect(isKept(moved))
    let line = try moved.line("#twice")
    #expect(try moved.result.cell("twice").line == line)
    // An error speaks of lines, so there the cells run.
    let unsolved = try await again(Self.markdown, after: first)
    #expect(isNew(unsolved))
    #expect(isNew(try await again("\n" + Self.markdown, after: first)) == false)
  }

  @Test func aFileThatWasReadIsComparedAgain() async throws {
    let folder = try Workplace()
    let text = """
      ```swift {#read .cell}
      print((try? Tensor(contentsOf: "numbers.npy")).map { "\\($0)" } ?? "no file")
      ```
      """
    try folder.write(text, to: "small.md")
    func run() async throws -> PracticalRun {
      try await PracticalRun.again(text, ["run", "small.md"], in: folder)
    }
    let missing = try await run()
    #expect(isNew(missing) && isKept(try await run()))
    try folder.write(Self.numpy([1, 2]), to: "numbers.npy")
    try await Task.sleep(for: .milliseconds(150))
    let found = try await run()
    #expect(isNew(found))
    #expect(try found.result.cell("read").output.contains("2"))
    #expect(isKept(try await run()))
    // The same contents in a new file are the same.
    try folder.write(Self.numpy([1, 2]), to: "numbers.npy")
    #expect(isKept(try await run()))
    try folder.write(Self.numpy([1, 7]), to: "numbers.npy")
    try await Task.sleep(for: .milliseconds(150))
    let changed = try await run()
    #expect(isNew(changed))
    #expect(try changed.result.cell("read").output.contains("7"))
  }

  /// Two numbers of the type float in NumPy's format.
  private static func numpy(_ numbers: [Float]) -> [UInt8] {
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(numbers.count),), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8)
      + numbers.flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(8 * $0)) }
      }
  }

  @Test(arguments: [
    "print(clock())",
    "print(getenv(\"HOME\") != nil)",
    "print(Int.random(in: 0..<9))",
    "print([1, 2, 3].shuffled())",
    "print(CommandLine.arguments.count)",
    "import Foundation\nprint(Date.now > Date.distantPast)",
    "try Tensor([1, 2]).save(to: \"out.npy\")",
    "print(ContinuousClock.now > .now)",
    "withUnsafePointer(to: 3) { print($0) }",
    "print(EpochTimes().run())",
  ])
  func aCellThatCanReachTheWorldRunsAgain(_ code: String) async throws {
    // The clock of a training is one too.
    let training = """
      struct EpochTimes {
        func run() -> Bool {
          var history = TrainingHistory()
          return history.epochs.contains { $0.seconds > 1 }
        }
      }
      """
    let first = try await PracticalRun.of("```swift {#a .cell}\n\(training)\n\(code)\n```\n")
    #expect(first.status == 0, "\(first.output)")
    let second = try await again(first.markdown, after: first)
    #expect(isNew(second))
  }

  @Test func aCrashIsNotKept() async throws {
    let first = try await PracticalRun.of(
      "```swift {#a .cell}\nlet numbers = [1]\nprint(numbers[numbers.count])\n```\n")
    #expect(try first.result.failure("a").kind == .trap)
    #expect(isNew(try await again(first.markdown, after: first)))
  }

  @Test func aDamagedStoreIsAsIfItWereEmpty() async throws {
    let first = try await PracticalRun.of(Self.markdown)
    let store = first.folder.url.appending(path: ".practical/cache/runs")
    func onlyFile() throws -> URL {
      let names = try FileManager.default.contentsOfDirectory(atPath: store.path)
      #expect(names.count == 1)
      return store.appending(path: try #require(names.first))
    }
    let whole = Array(try Data(contentsOf: onlyFile()))
    #expect(isKept(try await again(after: first)))
    var flipped = whole
    flipped[whole.count / 2] ^= 1
    for bytes in [[], Array("hello".utf8), Array(whole.dropLast(9)), flipped] {
      try Data(bytes).write(to: onlyFile())
      #expect(isNew(try await again(after: first)))
      #expect(isKept(try await again(after: first)))
    }
    try FileManager.default.removeItem(at: store)
    try Data("a file where a folder should be".utf8).write(to: store)
    let blocked = try await again(after: first)
    #expect(isNew(blocked) && blocked.status == first.status)
  }
}
