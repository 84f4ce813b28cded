import Testing

/// An error in one cell costs that cell and those that need it.
@Suite("Cells that do not compile")
struct CompilationTests {
  static let markdown = """
    # Compilation

    ```swift {#first .cell}
    let base = 2
    print("first")
    ```

    ```swift {#type-error .cell}
    // ü: columns count characters, not bytes
    func broken(_ x: Int) -> Int {
      /* äöü */ let text: String = x
      return text.count
    }
    let result = 5
    ```

    ```swift {#dependant .cell}
    print(broken(3))
    ```

    ```swift {#dependant-of-dependant .cell}
    let chained = result + 1
    ```

    ```swift {#third-hand .cell}
    print(chained)
    ```

    ```swift {#unknown-name .cell}
    print(bass)
    ```

    ```swift {#unbalanced .cell}
    func open(_ x: Int) -> Int {
      if x > 0 {
        return x
    }
    print("never")
    ```

    ```swift {#stray .cell}
    print("a")
    }
    ```

    ```swift {#check-broken .check}
    check("broken", broken(1), .equals(1))
    ```

    ```swift {#two-errors .cell}
    let one: Int = "a"
    let two: Int = "b"
    ```

    ```swift {#middle .cell}
    let after = base * 21
    print("after:", after)
    ```

    - An indented one:

      ```swift {#indented .cell}
      print(after)
      let alsoWrong: Bool = after
      ```

    ```swift {#last .cell}
    print("last", after + base)
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  private func run() async throws -> PracticalRun { try await Self.shared.value }

  @Test func whatCompilesRuns() async throws {
    let run = try await run()
    #expect(run.status == 1)
    #expect(run.result.ids(.ok) == ["first", "middle", "last"])
    #expect(try run.result.cell("last").output == "last 44\n")
  }

  @Test(
    arguments: [
      ("type-error", "let text: String = x"), ("unknown-name", "print(bass)"),
      ("two-errors", "let one: Int = \"a\""), ("indented", "let alsoWrong"),
    ])
  func anErrorHasItsPlaceInTheMarkdown(_ id: String, _ code: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .compile)
    #expect(failure.line == (try run.line(code)))
  }

  @Test func theCompilersWordsAndColumnAreKept() async throws {
    let run = try await run()
    let failure = try run.result.failure("type-error")
    #expect(failure.message == "cannot convert value of type 'Int' to specified type 'String'")
    let place = try run.place("x", after: "let text: String = ")
    #expect(failure.column == place)
    let indented = try run.result.failure("indented")
    #expect(indented.column == (try run.place("after", after: "let alsoWrong: Bool = ")))
    #expect(try run.result.failure("unknown-name").message == "cannot find 'bass' in scope")
  }

  @Test(arguments: ["unbalanced", "stray"])
  func aSyntaxErrorStaysInItsCell(_ id: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .failed)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .compile)
    let cell = try run.result.cell(id)
    #expect((cell.line...cell.line + 7).contains(failure.line))
  }

  @Test(
    arguments: [
      ("dependant", "`broken`", "`type-error`"),
      ("dependant-of-dependant", "`result`", "`type-error`"),
      ("third-hand", "`chained`", "`dependant-of-dependant`"),
      ("check-broken", "`broken`", "`type-error`"),
    ])
  func whatNeedsABrokenCellIsSkipped(_ id: String, _ name: String, _ cell: String) async throws {
    let run = try await run()
    #expect(try run.result.cell(id).status == .skipped)
    let failure = try run.result.failure(id)
    #expect(failure.kind == .missing)
    #expect(failure.message.contains(name) && failure.message.contains(cell), "\(failure.message)")
  }

  @Test func checksOfASkippedCellAreNotGradable() async throws {
    let run = try await run()
    let check = try run.result.check("broken")
    #expect(check.status == .notGradable)
    #expect(check.message.contains("`type-error`"))
    #expect(check.score == 0 && check.maxScore == 1)
  }

  @Test func nothingButBrokenCellsIsStillARun() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#one .cell}
      let a: Int = "text"
      ```

      ```swift {#two .cell}
      let b = 1
      func (
      ```

      ```swift {#three .cell}
      }
      ```
      """)
    #expect(run.status == 1)
    #expect(run.result.ids(.failed) == ["one", "two", "three"])
    #expect(try run.file("report.html").isEmpty == false)
  }

  @Test func aPracticalWithoutCellsIsFine() async throws {
    let run = try await PracticalRun.of("# Only words\n\nNothing to run.\n")
    #expect(run.status == 0)
    #expect(run.result.cells.isEmpty && run.result.checks.isEmpty)
    #expect(run.result.title == "Only words")
  }
}

extension PracticalRun {
  /// The column of a text that follows another one on a line.
  fileprivate func place(_ text: String, after prefix: String) throws -> Int {
    let place = try place(prefix + text)
    return place.column + prefix.count
  }
}
