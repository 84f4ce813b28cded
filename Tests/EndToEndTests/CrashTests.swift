import Testing

/// A cell that crashes costs itself and is told with its place and the reason.
@Suite("Cells that crash")
struct CrashTests {
  static let markdown = """
    # Crashes

    ```swift {#data .cell}
    let numbers = [1, 2, 3]
    func pick(_ index: Int) -> Int {
      return numbers[index]
    }
    print("begun")
    ```

    ```swift {#range .cell}
    print("before")
    print(pick(numbers.count + 4))
    print("not reached")
    ```

    ```swift {#overflow .cell}
    var big = Int.max - 2
    big += numbers.count
    print(big)
    ```

    ```swift {#unwrap .cell}
    let nothing = Int("x" + String(numbers.count))
    print(nothing!)
    ```

    ```swift {#division .cell}
    print(7 / (numbers.count - 3))
    ```

    ```swift {#precondition .cell}
    precondition(numbers.count == 4, "four numbers are needed, not \\(numbers.count)")
    ```

    ```swift {#fatal .cell}
    fatalError("there is no way on from here")
    ```

    ```swift {#assertion .cell}
    assert(numbers.isEmpty, "they should be gone")
    ```

    ```swift {#segfault .cell}
    let address = UnsafeMutablePointer<Int>(bitPattern: 16)!
    address.pointee = numbers.count
    ```

    ```swift {#recursion .cell}
    func deep(_ n: Int) -> Int { n < 0 ? 0 : deep(n + 1) &+ deep(n + 2) &+ 1 }
    print(deep(numbers.count))
    ```

    ```swift {#exit-0 .cell}
    print("leaving", terminator: "")
    exit(0)
    ```

    ```swift {#exit-1 .cell}
    _exit(1)
    ```

    ```swift {#abort .cell}
    abort()
    ```

    ```swift {#kill .cell}
    kill(getpid(), SIGKILL)
    ```

    ```swift {#nested .cell}
    struct Box {
      var items: [Int] = []
      func last() -> Int { items[items.count - 1] }
    }
    print([Box()].map { $0.last() })
    ```

    ```swift {#after .cell}
    print("still here with", numbers)
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func run() async throws -> PracticalRun { try await Self.shared.value }

  @Test func everyOtherCellRuns() async throws {
    let run = try await run()
    #expect(run.status == 1)
    #expect(run.result.ids(.ok) == ["data", "after"])
    #expect(run.result.ids(.skipped) == [])
    #expect(try run.result.cell("after").output == "still here with [1, 2, 3]\n")
    #expect(try run.result.cell("after").error == nil)
  }

  @Test(
    arguments: [
      // The place is where the fault lies, not where the function was called.
      ("range", "Index out of range", "numbers[index]"),
      ("overflow", "arithmetic overflow: the result does not fit the type", "big += numbers.count"),
      (
        "unwrap", "Unexpectedly found nil while unwrapping an Optional value", "print(nothing!)"
      ),
      ("division", "Division by zero", "7 / (numbers.count - 3)"),
      (
        "precondition", "four numbers are needed, not 3", "precondition(numbers.count == 4"
      ),
      ("fatal", "there is no way on from here", "fatalError("),
      ("assertion", "they should be gone", "assert(numbers.isEmpty"),
      ("nested", "Index out of range", "items[items.count - 1]"),
    ])
  func aTrapHasAReasonAndAPlace(_ id: String, _ message: String, _ code: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .trap)
    #expect(failure.message == message)
    #expect(failure.line == (try run.line(code)))
  }

  @Test func theColumnIsThatOfTheFault() async throws {
    let run = try await run()
    let range = try run.place("numbers[index]")
    let columns = range.column..<(range.column + "numbers[index]".count)
    #expect(columns.contains(try run.result.failure("range").column))
    let unwrap = try run.place("nothing!)")
    let columnsOfUnwrap = unwrap.column..<(unwrap.column + "nothing!".count)
    #expect(columnsOfUnwrap.contains(try run.result.failure("unwrap").column))
  }

  @Test(
    arguments: [
      ("segfault", "SIGSEGV", "address.pointee = numbers.count"),
      ("recursion", "stack", "func deep("),
      ("abort", "SIGABRT", "abort()"),
    ])
  func aSignalIsNamedWithItsPlace(_ id: String, _ word: String, _ code: String) async throws {
    let run = try await run()
    let failure = try run.result.failure(id)
    #expect(failure.kind == .trap)
    #expect(failure.message.contains(word), "the message is: \(failure.message)")
    #expect(failure.line == (try run.line(code)))
  }

  @Test(
    arguments: [
      ("exit-0", "exit(0)"), ("exit-1", "exit(1)"), ("kill", "SIGKILL"),
    ])
  func aProcessThatEndsItselfIsAFailedCell(_ id: String, _ word: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .trap)
    #expect(failure.message.contains(word), "the message is: \(failure.message)")
  }

  @Test func whatWasPrintedBeforeIsKept() async throws {
    let run = try await run()
    #expect(try run.result.cell("range").output == "before\n")
    #expect(try run.result.cell("exit-0").output == "leaving")
    #expect(try run.result.cell("fatal").output == "")
    #expect(try run.result.cell("precondition").output == "")
  }

  @Test func theTerminalShowsTheCodeUnderTheMessage() async throws {
    let run = try await run()
    let (line, column) = try run.place("numbers[index]")
    _ = column
    #expect(run.output.contains("small.md:\(line):"))
    #expect(run.output.contains(": crashed: Index out of range"))
    #expect(run.output.contains("\(line) |   return numbers[index]"))
    // The runtime's own words are told once, and not as something that the cell printed.
    #expect(!run.output.contains("Fatal error"))
    #expect(run.finished.errors.isEmpty)
  }
}
