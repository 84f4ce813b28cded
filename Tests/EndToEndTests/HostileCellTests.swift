import Testing

/// Cells that attack the runner: the run ends in order whatever they do, and no cell gains a verdict by it.
@Suite("Hostile cells")
struct HostileCellTests {
  @Test func garbageOnEveryDescriptorIsIgnored() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#garbage .cell}
      var bytes = [UInt8](repeating: 0, count: 300)
      for round in 0..<300 {
        for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &random) }
        for descriptor in Int32(3)...20 { _ = write(descriptor, bytes, 1 + round % 300) }
      }
      print("sent")
      ```

      ```swift {#check .check points=1}
      check("a check", 1, .equals(1))
      ```

      ```swift {#after .cell}
      print("after")
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(try run.result.cell("garbage").output == "sent\n")
    #expect(try run.result.check("a check").status == .passed)
    #expect(try run.result.cell("after").output == "after\n")
  }

  @Test func closingTheChannelEndsTheCellAlone() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#before .cell}
      let kept = 5
      ```

      ```swift {#closes .cell timeout=2s}
      for descriptor in Int32(0)...20 { close(descriptor) }
      ```

      ```swift {#after .cell}
      print("after", kept)
      ```
      """)
    #expect(run.status == 1)
    #expect(try run.result.cell("closes").status == .failed)
    #expect(try run.result.cell("after").output == "after 5\n")
  }

  @Test func killingTheParentEndsTheRunInOrder() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#before .cell}
      print("before")
      ```

      ```swift {#kills .cell timeout=3s}
      kill(getppid(), SIGKILL)
      usleep(100_000)
      print("alone")
      ```

      ```swift {#after .cell}
      print("after")
      ```

      ```swift {#check .check points=1}
      check("a check", 1, .equals(1))
      ```
      """)
    #expect(run.status == 1)
    #expect(try run.result.cell("before").status == .ok)
    #expect(try run.result.cell("kills").status == .failed)
    #expect(try run.result.cell("kills").error != nil)
    // What comes after may be lost with the state, but it is told, and the report is written.
    for cell in run.result.cells.dropFirst(2) where cell.status != .ok {
      #expect(cell.error?.kind == .missing)
    }
    #expect(run.result.checks.count == 1)
    #expect(try run.file("report.html").isEmpty == false)
  }

  @Test func killingEverythingInReachEndsTheRunInOrder() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#group .cell timeout=3s}
      kill(0, SIGKILL)
      ```

      ```swift {#forks .cell timeout=2s}
      for _ in 0..<5 {
        if fork() == 0 {
          setsid()
          while true { usleep(10_000) }
        }
      }
      print("forked")
      ```

      ```swift {#stops .cell timeout=1s}
      kill(getpid(), SIGSTOP)
      ```

      ```swift {#after .cell}
      print("after")
      ```
      """)
    #expect(run.status == 1)
    #expect(try run.result.cell("group").status == .failed)
    #expect(try run.result.cell("stops").status == .failed)
    #expect(try run.result.failure("stops").kind == .timeout)
    #expect(try run.result.cell("after").output == "after\n")
    #expect(
      try await ProcessTable.survivors(
        of: ProcessTable.now().working(in: run.folder.url.path)
      ).isEmpty)
  }

  @Test func namesOfTheKitThatAreDeclaredAgainDecideNothing() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#answer .exercise}
      func answer() -> Int { 41 }
      struct Expectation { static func equals(_ x: Int) -> Expectation { Expectation() } }
      func abs(_ x: Double) -> Double { 0 }
      func assert(_ x: Bool) {}
      ```

      ```swift {#check-answer .check for=answer points=1}
      check("the answer", answer(), .equals(42))
      ```
      """)
    #expect(run.status == 1)
    #expect(run.result.score == 0)
    #expect(run.result.checks.allSatisfy { $0.status != .passed })
  }

  @Test func whatACellPrintsCannotCommandTheTerminal() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#escapes .cell}
      print("\\u{1B}[2J\\u{1B}]0;title\\u{07}red\\u{9B}31m \\u{202E}turned\\rback\\u{0}")
      fputs("\\u{1B}[31mon stderr\\n", stderr)
      ```

      ```swift {#check .check points=1}
      check("name \\u{1B}[31m", "value \\u{1B}[31m", .equals("other"))
      ```
      """)
    let harmful: Set<UInt32> = [0, 7, 13, 0x1B, 0x9B, 0x202E]
    #expect(!run.output.unicodeScalars.contains { harmful.contains($0.value) })
    #expect(run.output.contains("red"))
    // The document keeps what was printed, as JSON may.
    #expect(try run.result.cell("escapes").output.contains("\u{1B}[2J"))
  }
}
