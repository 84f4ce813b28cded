import Testing

/// All that a person sees of a run with a bit of everything in it.
@Suite("The terminal, word for word")
struct SnapshotTests {
  static let markdown = """
    ---
    title: A bit of everything
    seed: 389
    settings:
      epochs: 3
    ---
    # A bit of everything

    ```swift {#data .cell title="The data"}
    let values = [1.0, 2, 3]
    print("three values:", values)
    print("no line end", terminator: "")
    ```

    ```swift {#double .exercise points=4}
    //| title: Doubling
    func double(_ x: Double) -> Double {
      todo("double")
    }
    ```

    ```swift {#half .exercise points=4}
    func half(_ x: Double) -> Double { x / 2.5 }
    ```

    ```swift {#check-double .check for=double}
    check("of one", double(1), .equals(2))
    check("of two", double(2), .equals(4))
    ```

    ```swift {#check-half .check for=half}
    check("of one", half(1), .equals(0.5, tolerance: 1e-6))
    check("of zero", half(0), .equals(0))
    ```

    ```swift {#hidden-half .check .hidden for=half points=1}
    check("of many", values.map(half), .equals([0.5, 1, 1.5]))
    ```

    ```swift {#training .cell}
    for epoch in (1...setting("epochs", default: 10)).withProgress("training") { _ = epoch; usleep(60_000) }
    usleep(100_000)
    print("trained")
    ```

    ```swift {#figure .cell}
    show(Figure(title: "Values").line(values, label: "values"))
    show(Table(columns: ["name", "value"], rows: [["first", 1.5], ["second", 22.25]]))
    ```

    ```swift {#wrong .cell}
    let text: String = values.count
    ```

    ```swift {#needs-wrong .cell}
    print(text)
    ```

    ```swift {#thrown .cell}
    struct NotFound: Error { var name = "data.csv" }
    throw NotFound()
    ```

    ```swift {#crash .cell}
    print("before the crash")
    print(values[values.count])
    ```

    ```swift {#slow .cell timeout=1s}
    sleep(10)
    ```

    ```swift {#last .cell}
    print("the end")
    ```

    ```quiz {#question points=1}
    Which?

    - [ ] this
    - [x] that
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown, named: "01-mixed") }

  @Test func aRun() async throws {
    let run = try await Self.shared.value
    #expect(run.status == 1)
    try Snapshot.expect(Snapshot.normalized(run.output, in: run.folder), is: "mixed.txt")
    #expect(run.finished.errors.isEmpty)
  }

  @Test func aQuietRun() async throws {
    let first = try await Self.shared.value
    let run = try await PracticalRun.again(
      Self.markdown, ["run", "01-mixed.md", "--quiet", "--out", "elsewhere"], named: "01-mixed",
      in: first.folder)
    try Snapshot.expect(Snapshot.normalized(run.output, in: run.folder), is: "mixed-quiet.txt")
    #expect(run.finished.errors.isEmpty)
  }

  @Test func errorsOfTheCommandLine() async throws {
    let folder = try Workplace()
    try folder.write(Self.markdown, to: "practicals/01-mixed.md")
    try folder.write("```swift {#a .exercize}\n```\n", to: "bad.md")
    var text = ""
    for arguments in [
      ["run"], ["frobnicate"], ["run", "1", "--seed", "abc"], ["run", "7"], ["run", "bad.md"],
      ["run", "nowhere.md"], ["run", "practicals"], ["run", "1", "--until", "nowhere"],
      ["run", "1", "--set", "speed=3"], ["run", "1", "--set", "speed"],
      ["run", "1", "--only", "last", "--until", "data"],
    ] {
      let finished = try await PracticalProgram.run(arguments, in: folder)
      text += "$ practical \(arguments.joined(separator: " "))\n"
      text += "\(finished.output)\(finished.errors)[\(finished.status)]\n\n"
    }
    try Snapshot.expect(Snapshot.normalized(text, in: folder), is: "errors.txt")
  }
}
