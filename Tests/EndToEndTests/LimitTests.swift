import Testing

/// Time, memory and output have bounds, and a cell that breaks them costs itself.
@Suite("Cells without measure")
struct LimitTests {
  static let markdown = """
    ---
    title: Limits
    timeout: 60s
    memory: 400MB
    ---
    # Limits

    ```swift {#loop .cell timeout=1s}
    var steps = 0
    print("looping")
    while true {
      steps &+= 1
    }
    ```

    ```swift {#sleep .cell timeout=500ms}
    sleep(100)
    ```

    ```swift {#storm .cell}
    var hoard: [[UInt8]] = []
    while true {
      hoard.append([UInt8](repeating: UInt8(hoard.count % 200), count: 1_000_000))
    }
    ```

    ```swift {#huge .cell}
    let block = [Double](repeating: 1, count: 1_000_000_000)
    print(block.count)
    ```

    ```swift {#own-limit .cell memory=100MB}
    let more = [UInt8](repeating: 7, count: 200_000_000)
    print(more.count)
    ```

    ```swift {#within .cell}
    let enough = [UInt8](repeating: 7, count: 150_000_000)
    print(enough.count)
    ```

    ```swift {#flood .cell}
    let line = String(repeating: "flood ", count: 20)
    for _ in 0..<100_000 { print(line) }
    ```

    ```swift {#ignores .cell timeout=500ms}
    signal(SIGXCPU, SIG_IGN)
    signal(SIGTERM, SIG_IGN)
    while true {}
    ```

    ```swift {#after .cell}
    print("the rest runs")
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func run() async throws -> PracticalRun { try await Self.shared.value }

  @Test func theOthersRun() async throws {
    let run = try await run()
    #expect(run.status == 1)
    #expect(run.result.ids(.ok) == ["within", "flood", "after"])
    #expect(run.result.ids(.skipped) == [])
    #expect(try run.result.cell("after").output == "the rest runs\n")
    #expect(try run.result.cell("within").output == "150000000\n")
  }

  @Test(
    arguments: [
      ("loop", "ran longer than 1 s"), ("sleep", "ran longer than 0.5 s"),
      ("ignores", "ran longer than 0.5 s"),
    ])
  func aCellOutOfTimeIsEnded(_ id: String, _ message: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .timeout)
    #expect(failure.message == message)
    #expect(try run.result.cell(id).seconds >= 0.5)
    #expect(try run.result.cell(id).seconds < 20)
  }

  @Test func aTimeoutNamesTheLoop() async throws {
    let run = try await run()
    let first = try run.line("while true {")
    #expect((first...first + 2).contains(try run.result.failure("loop").line))
    #expect(try run.result.failure("sleep").line == (try run.line("sleep(100)")))
    #expect(try run.result.cell("loop").output == "looping\n")
  }

  @Test(arguments: ["storm", "huge", "own-limit"])
  func aCellOutOfMemoryIsEnded(_ id: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .memory, "\(failure)")
    let limit = id == "own-limit" ? "100 MB" : "400 MB"
    #expect(failure.message == "took more memory than the \(limit) that it may")
  }

  @Test func aFloodOfOutputIsCut() async throws {
    let run = try await run()
    let output = try run.result.cell("flood").output
    #expect(output.utf8.count < 1_100_000)
    #expect(output.hasPrefix("flood flood "))
    #expect(output.hasSuffix("… the output was cut after 1 MB\n"))
    #expect(run.output.utf8.count < 2_000_000)
    #expect(run.folder.text(".practical/small/report.html")?.contains("flood flood") == true)
  }

  @Test func theMemoryOfACellIsTold() async throws {
    let run = try await run()
    let peak = try run.result.cell("within").peakMemoryBytes
    #expect(peak > 150_000_000 && peak < 400_000_000)
  }
}
