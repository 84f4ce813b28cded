import Foundation
import Testing

/// `practical watch` in a terminal, and with a reader that does not read, or goes.
@Suite("Watch and its terminal", .serialized)
struct WatchTerminalTests {
  private static let practical = """
    # Watched

    ```swift {#first .cell}
    print("one")
    ```

    ```swift {#second .cell}
    print("two")
    show(Figure(title: "Line").line([1, 2, 3], [1, 4, 9]))
    ```

    ```swift {#third .exercise points=1}
    func next(_ x: Int) -> Int { todo("third") }
    ```

    ```hint {for=third}
    Add something.
    ```

    ```swift {#fourth .check for=third}
    check("next", next(1), .equals(3))
    ```
    """

  private static let finished = "\r\nreport: .practical"

  /// Saves as editors do, under another name first.
  private func save(_ text: String, in folder: Workplace) throws {
    try folder.write(text, to: "w.md.new")
    let path = folder.url.appending(path: "w.md").path
    try #require(rename(path + ".new", path) == 0)
  }

  @Test func keysDoWhatTheHelpSays() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "w.md")
    // A browser that only notes what it is to open.
    try folder.write(
      "#!/bin/sh\nprintf %s \"$1\" > opened.new && mv opened.new opened\n", to: "bin/xdg-open")
    chmod(folder.url.appending(path: "bin/xdg-open").path, 0o755)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let terminal = try PseudoTerminal()
    async let end = terminal.run(
      ["watch", "w.md"], in: folder, as: .plain,
      environment: ["PATH": "\(folder.url.path)/bin:\(path)"])
    func count(_ text: String) -> Int { terminal.output.ranges(of: text).count }

    try await terminal.waits(for: Self.finished)
    #expect(count("rerun all") == 1)
    #expect(count("│ one") == 1 && count("│ two") == 1)
    // Arrows and letters without a meaning do nothing; the next key still works.
    terminal.press("\u{1B}[A")
    terminal.press("x?")
    try await terminal.waits(for: "rerun all", times: 2)
    terminal.press("r")
    try await terminal.waits(for: Self.finished, times: 2)
    #expect(count("│ one") == 2 && count("│ two") == 2)
    try save(Self.practical.replacing("\"two\"", with: "\"zwei\""), in: folder)
    try await terminal.waits(for: Self.finished, times: 3)
    terminal.press("e")
    try await terminal.waits(for: Self.finished, times: 4)
    #expect(count("│ one") == 2 && count("│ zwei") == 2)
    terminal.press("h")
    try await terminal.waits(for: "Add something.")
    terminal.press("o")
    let limit = ContinuousClock.now + .seconds(600)
    while !folder.has("opened"), ContinuousClock.now < limit {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(folder.text("opened")?.hasPrefix("http://127.0.0.1:") == true)
    #expect(!terminal.output.contains("\u{1B}_Ga=T"))
    terminal.press("q")
    #expect(try await end.status == 0)
  }

  @Test func aKeyEndsACellThatWouldRunForEver() async throws {
    let folder = try Workplace()
    try folder.write(
      Self.practical.replacing("print(\"two\")", with: "while true { usleep(1000) }"), to: "w.md")
    let terminal = try PseudoTerminal()
    async let end = terminal.run(["watch", "w.md"], in: folder, as: .plain)
    try await terminal.waits(for: "│ one")
    try await terminal.waits(for: "second")
    terminal.press("q")
    #expect(try await end.status == 0)
    #expect(ProcessTable.now().working(in: folder.url.path).isEmpty)
  }

  @Test func picturesAreShownAgainAfterAnEdit() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "w.md")
    let terminal = try PseudoTerminal()
    async let end = terminal.run(["watch", "w.md"], in: folder, as: .kitty)
    try await terminal.waits(for: Self.finished)
    let picture = "\u{1B}_Ga=T,f=100"
    #expect(terminal.output.ranges(of: picture).count == 1)
    #expect(terminal.output.contains("plots/second-1.png\u{1B}\\plots/second-1.png"))
    // What is kept is not shown again.
    try save(Self.practical.replacing("todo(\"third\")", with: "x + 2"), in: folder)
    try await terminal.waits(for: Self.finished, times: 2)
    #expect(terminal.output.ranges(of: picture).count == 1)
    try save(Self.practical.replacing("[1, 4, 9]", with: "[9, 4, 1]"), in: folder)
    try await terminal.waits(for: Self.finished, times: 3)
    let pictures = terminal.output.components(separatedBy: picture).dropFirst().map {
      $0.components(separatedBy: "\u{1B}\\")[0]
    }
    #expect(Set(pictures).count == 2)
    terminal.press("q")
    #expect(try await end.status == 0)
  }

  /// A watch whose output goes to a pipe.
  private func start(_ text: String, in folder: Workplace) throws -> (Process, Pipe) {
    try folder.write(text, to: "w.md")
    let pipe = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: try PracticalProgram.path())
    process.arguments = ["watch", "w.md"]
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, pipe)
  }

  private func waits(until condition: () -> Bool) async throws {
    let limit = ContinuousClock.now + .seconds(600)
    while !condition() {
      try #require(ContinuousClock.now < limit)
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test func aReaderThatDoesNotReadDoesNotKeepItFromEnding() async throws {
    let folder = try Workplace()
    let (process, pipe) = try start(
      "```swift {#a .cell}\nfor i in 0..<30_000 { print(\"line\", i) }\n```\n", in: folder)
    defer { process.terminate() }
    // A pipe takes 64 KiB at most, less when pieces are small: once it takes no more, the program waits.
    var (waiting, last, times): (Int32, Int32, Int) = (0, 0, 0)
    try await waits {
      ioctl(pipe.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &waiting)
      times = waiting == last ? times + 1 : 0
      last = waiting
      return waiting > 16_000 && times > 100
    }
    kill(process.processIdentifier, SIGTERM)
    try await waits { !process.isRunning }
    #expect(process.terminationStatus == 130)
    #expect(process.terminationReason == .exit)
  }

  @Test func itEndsWithWhoeverReadsIt() async throws {
    let folder = try Workplace()
    let (process, pipe) = try start(Self.practical, in: folder)
    defer { process.terminate() }
    try await waits { folder.has(".practical/w/report.html") }
    try pipe.fileHandleForReading.close()
    try await waits { !process.isRunning }
    #expect(process.terminationStatus == 0)
    #expect(process.terminationReason == .exit)
  }
}
