import Testing

/// Errors that are thrown, cells that are not finished, and errors that the author wants to show.
@Suite("Thrown errors, todo and expect-error")
struct ErrorTests {
  static let markdown = """
    # Errors

    ```swift {#types .cell}
    struct Bad: Error, CustomStringConvertible {
      var why: String
      var description: String { "bad: \\(why)" }
    }
    enum Plain: Error { case noSuchFile(name: String) }
    func fail(_ why: String) throws -> Int { throw Bad(why: why) }
    ```

    ```swift {#thrown .cell}
    print("first")
    let fine = 1
    throw Plain.noSuchFile(name: "data.csv")
    ```

    ```swift {#call .cell}
    for step in 1...3 {
      if step == 2 { _ = try fail("step \\(step)") }
      print("step", step)
    }
    ```

    ```swift {#initialiser .cell}
    print("about to load")
    let loaded = try fail("cannot load")
    print("not reached")
    ```

    ```swift {#dependant .cell}
    print(loaded + 1)
    ```

    ```swift {#caught .cell}
    do { _ = try fail("inside") } catch { print("caught", error) }
    ```

    ```swift {#relu .exercise}
    func relu(_ x: Double) -> Double {
      todo("relu")
    }
    ```

    ```swift {#whole .exercise}
    todo("whole")
    ```

    ```swift {#uses-relu .cell}
    print(relu(-1))
    ```

    ```swift {#check-relu .check for=relu points=2}
    check("negative", relu(-1), .equals(0))
    check("fine", 1, .equals(1))
    ```

    ```swift {#announced .cell expect-error=true}
    print([1, 2, 3][7])
    ```

    ```swift {#announced-throw .cell expect-error=true}
    throw Bad(why: "on purpose")
    ```

    ```swift {#announced-compile .cell expect-error=true}
    let wrong: Int = "text"
    ```

    ```swift {#announced-none .cell expect-error=true}
    print("nothing happens")
    ```

    ```swift {#end .cell}
    print("the end")
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func run() async throws -> PracticalRun { try await Self.shared.value }

  @Test(
    arguments: [
      ("thrown", "noSuchFile(name: \"data.csv\")", "throw Plain"),
      ("call", "bad: step 2", "for step in"),
      ("initialiser", "bad: cannot load", "let loaded"),
    ])
  func aThrownErrorIsToldInItsWords(_ id: String, _ message: String, _ code: String) async throws {
    let run = try await run()
    #expect(run.status == 1)
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .thrown)
    #expect(failure.message == message)
    #expect(failure.line == (try run.line(code)))
  }

  @Test func whatCameBeforeIsKept() async throws {
    let run = try await run()
    #expect(try run.result.cell("thrown").output == "first\n")
    #expect(try run.result.cell("call").output == "step 1\n")
    #expect(try run.result.cell("initialiser").output == "about to load\n")
    #expect(try run.result.cell("caught").output == "caught bad: inside\n")
    #expect(try run.result.cell("end").status == .ok)
  }

  @Test func aCellThatNeedsAFailedOneIsSkippedAndSaysWhy() async throws {
    let run = try await run()
    #expect(try run.result.cell("dependant").status == .skipped)
    let failure = try run.result.failure("dependant")
    #expect(failure.kind == .missing)
    #expect(failure.message.contains("`loaded`"))
    #expect(failure.message.contains("`initialiser`"))
    #expect(failure.line == (try run.line("print(loaded + 1)")))
  }

  @Test(arguments: ["relu", "whole", "uses-relu"])
  func whatIsNotImplementedIsNoCrash(_ id: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .todo)
    let exercise = id == "whole" ? "whole" : "relu"
    #expect(failure.message == "`\(exercise)` is not implemented yet")
  }

  @Test func aTodoIsShownWhereItStands() async throws {
    let run = try await run()
    #expect(try run.result.failure("relu").line == (try run.line("todo(\"relu\")")))
    #expect(try run.result.failure("whole").line == (try run.line("todo(\"whole\")")))
  }

  @Test func aCheckOfWhatIsNotImplementedIsNotGradable() async throws {
    let run = try await run()
    let open = try run.result.check("negative")
    #expect(open.status == .notGradable)
    #expect(open.message == "`relu` is not implemented yet")
    #expect(open.score == 0 && open.maxScore == 1)
    #expect(try run.result.check("fine").status == .passed)
    #expect(try run.result.cell("check-relu").status == .ok)
  }

  @Test(
    arguments: [
      ("announced", RunDocument.Cell.Failure.Kind.trap), ("announced-throw", .thrown),
      ("announced-compile", .compile),
    ])
  func anAnnouncedErrorIsNoFailure(_ id: String, _ kind: RunDocument.Cell.Failure.Kind) async throws
  {
    let run = try await run()
    #expect(try run.result.cell(id).status == .ok)
    #expect(try run.result.failure(id).kind == kind)
  }

  @Test func anAnnouncedErrorThatDoesNotComeIsAFailure() async throws {
    let run = try await run()
    #expect(try run.result.cell("announced-none").status == .failed)
    #expect(try run.result.failure("announced-none").message.contains("expect-error"))
  }

  @Test func announcedErrorsAloneExitWithZero() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#index .cell expect-error=true}
      print([1, 2, 3][7])
      ```

      ```swift {#compile .cell expect-error=true}
      let wrong: Int = "text"
      ```
      """)
    #expect(run.status == 0)
    #expect(run.result.ids(.ok) == ["index", "compile"])
  }
}
