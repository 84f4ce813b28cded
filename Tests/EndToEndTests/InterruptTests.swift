import Foundation
import Testing

/// The end of a run from outside.
@Suite("Interrupts")
struct InterruptTests {
  static let markdown = """
    # Interrupted

    ```swift {#first .cell}
    print("first")
    ```

    ```swift {#hang .cell}
    print("hanging")
    while true { usleep(1000) }
    ```

    ```swift {#check .check points=1}
    check("a check", 1, .equals(1))
    ```
    """

  private func startHanging(
    blocked: [Int32] = []
  ) async throws -> (Running, Workplace, Set<ProcessTable.Entry>) {
    let folder = try Workplace()
    try folder.write(Self.markdown, to: "small.md")
    let running = try Running.start(["run", "small.md"], in: folder, blocked: blocked)
    try await running.waits(for: "hanging")
    let children = ProcessTable.now().descendants(of: running.processID)
    // The host that waits and the copy that runs the cell.
    #expect(children.count >= 2)
    return (running, folder, children)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func anInterruptEndsAtOnceAndLeavesAReport(_ signal: Int32) async throws {
    let (running, folder, children) = try await startHanging()
    kill(running.processID, signal)
    let finished = try await running.finish()
    #expect(finished.status == 130)
    let data = try #require(folder.bytes(".practical/small/result.json"))
    let result = try JSONDecoder().decode(RunDocument.self, from: Data(data))
    #expect(try result.cell("first").status == .ok)
    #expect(try result.cell("hang").status != .ok)
    #expect(try result.cell("hang").output == "hanging\n")
    #expect(try result.cell("check").status == .skipped)
    #expect(folder.text(".practical/small/report.html")?.contains("hanging") == true)
    #expect(folder.has(".practical/small/report.md"))
    #expect(finished.output.contains("interrupted"))
    #expect(try await ProcessTable.survivors(of: children).isEmpty)
  }

  @Test func anInterruptIsHeardWhereTheParentHadBlockedIt() async throws {
    let (running, _, children) = try await startHanging(blocked: [SIGINT, SIGTERM, SIGXCPU])
    kill(running.processID, SIGINT)
    let finished = try await running.finish()
    #expect(finished.status == 130)
    #expect(try await ProcessTable.survivors(of: children).isEmpty)
  }

  @Test func theDeathOfTheRunnerEndsItsProcesses() async throws {
    let (running, folder, children) = try await startHanging()
    kill(running.processID, SIGKILL)
    let finished = try await running.finish()
    #expect(finished.status == -9)
    #expect(try await ProcessTable.survivors(of: children).isEmpty)
    #expect(
      try await ProcessTable.survivors(
        of: ProcessTable.now().working(in: folder.url.path)
      ).isEmpty)
  }

  @Test func aReaderThatGoesAwayDoesNotStopTheRun() async throws {
    let folder = try Workplace()
    let cell = "```swift {#flood .cell}\nfor i in 0..<20_000 { print(\"line\", i) }\n```\n"
    try folder.write(cell, to: "small.md")
    let program = try PracticalProgram.path()
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "\"$0\" run small.md | head -n 1", program]
    shell.currentDirectoryURL = folder.url
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    // The pipe ends with `head`; the run goes on to its report.
    let limit = ContinuousClock.now + .seconds(600)
    while !folder.has(".practical/small/report.md"), ContinuousClock.now < limit {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(folder.has(".practical/small/result.json"))
    #expect(folder.has(".practical/small/report.md"))
  }
}
