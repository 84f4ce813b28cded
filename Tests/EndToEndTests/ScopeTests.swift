import Testing

/// What cells share: they read as one program, in which names may be declared again.
@Suite("Names across cells")
struct ScopeTests {
  @Test func aNameDeclaredAgainHidesTheEarlierOne() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#one .cell}
      let rate = 1
      func describe() -> String { "first \\(rate)" }
      struct Point { var x = 1 }
      func step() -> Int { 1 }
      func callsStep() -> Int { step() }
      let early = { rate }
      print(rate, describe())
      ```

      ```swift {#two .cell}
      let rate = 2.5
      func step() -> Int { 20 }
      func describeAgain() -> String { "second \\(rate)" }
      print(rate, describe(), describeAgain(), early(), callsStep(), step())
      ```

      ```swift {#between .cell}
      print(rate, Point().x)
      ```

      ```swift {#three .cell}
      let rate = "three"
      struct Point { var x = 3, y = 4 }
      print(rate, describe(), describeAgain(), early(), Point().y)
      ```

      ```swift {#four .cell}
      print(rate, describe(), describeAgain(), step(), callsStep(), Point().x)
      ```

      ```swift {#overload .cell}
      func step(_ by: Int) -> Int { step() + by }
      print(step(5), step())
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(try run.result.cell("one").output == "1 first 1\n")
    #expect(try run.result.cell("two").output == "2.5 first 1 second 2.5 1 1 20\n")
    #expect(try run.result.cell("between").output == "2.5 1\n")
    #expect(try run.result.cell("three").output == "three first 1 second 2.5 1 4\n")
    #expect(try run.result.cell("four").output == "three first 1 second 2.5 20 1 3\n")
    #expect(try run.result.cell("overload").output == "25 20\n")
  }

  @Test func aValueMayUseTheEarlierOneOfItsName() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#one .cell}
      let rate = 1.0
      let other = 7.0
      func scaled(rate: Double) -> Double { rate * 2 }
      func total() -> Int { 3 }
      ```

      ```swift {#label .cell}
      let rate = scaled(rate: 0.5) + rate
      print(rate)
      ```

      ```swift {#parameter .cell}
      let rate = [rate, 2.0].map { rate in rate * 2 }
      print(rate)
      ```

      ```swift {#choice .cell}
      let rate = rate.isEmpty ? rate : [scaled(rate: rate[0])]
      print(rate, "\\(rate)")
      ```

      ```swift {#beside .cell}
      let rate = 5.0, other = rate
      print(rate, other)
      ```

      ```swift {#function .cell}
      let total = total() + 1
      print(total)
      ```

      ```swift {#wrong .cell}
      let total = [1, 2].map { total in total +
        total.missing }
      ```
      """)
    let outputs = ["2.0\n", "[4.0, 4.0]\n", "[8.0] [8.0]\n", "5.0 5.0\n", "4\n"]
    for (cell, output) in zip(["label", "parameter", "choice", "beside", "function"], outputs) {
      #expect(try run.result.cell(cell).output == output)
    }
    // What is wrong is shown where it stands.
    let line = try line(holding: "total.missing", in: run.markdown)
    #expect(run.output.contains("small.md:\(line):9: does not compile: "))
  }

  @Test func whatIsPrivateHidesNothingFromLaterCells() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#one .cell}
      let secret = 1
      private let own = 10
      ```

      ```swift {#two .cell}
      private let secret = secret + 1
      private let own = 20
      private(set) var open = 3
      print(secret, own)
      ```

      ```swift {#three .cell}
      private(set) var open = open + 1
      print(secret, open)
      ```

      ```swift {#four .cell}
      print(secret, open)
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(try run.result.cell("two").output == "2 20\n")
    #expect(try run.result.cell("three").output == "1 4\n")
    #expect(try run.result.cell("four").output == "1 4\n")
  }

  /// A function of the kit's name, and of its types, is the cell's in whatever module it is called from.
  @Test(arguments: ["exercise", "cell"])
  func aFunctionMayHaveANameOfTheKit(_ kind: String) async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#own .\(kind)}
      func relu(_ x: Tensor) -> Tensor { x * 3 }
      func softmax(_ x: Tensor) -> Tensor { x * 2 }
      func sigmoid(_ x: Double) -> Double { -x }
      func variance(_ x: [Double]) -> Double { 42 }
      private func tanh(_ x: Tensor) -> Tensor { x * 5 }
      func square<Number: Numeric>(of x: Number) -> Number { x * x }
      @discardableResult func exp(_ x: Tensor, times count: Int = 1) throws -> Tensor { x }
      ```

      ```swift {#extends .cell}
      extension Int { var twice: Int { self * 2 } }
      ```

      ```swift {#uses .cell}
      print(relu([1, 2]).scalars, softmax([1, 2]).scalars, variance([1]), sigmoid(2.0))
      print(square(of: 3), try exp([1], times: 2).scalars)
      ```

      ```swift {#kits .cell}
      // What differs in its types, or is private, leaves the kit's as it is.
      print(sigmoid(Tensor([0])).scalars, tanh(Tensor([0])).scalars, square(Tensor([3])).scalars)
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(
      try run.result.cell("uses").output
        == "[3.0, 6.0] [2.0, 4.0] 42.0 -2.0\n9 [1.0]\n")
    #expect(try run.result.cell("kits").output == "[0.5] [0.0] [9.0]\n")
  }

  @Test func whatStandsInConditionsOfTheCompilerIsThere() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#own .cell}
      #if os(Linux)
      func platform() -> String { "Linux" }
      #else
      func platform() -> String { "elsewhere" }
      #endif
      ```

      ```swift {#extends .cell}
      extension Int { var twice: Int { self * 2 } }
      ```

      ```swift {#uses .cell}
      print(platform())
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(try run.result.cell("uses").output == "Linux\n")
  }

  @Test func aValueThatUsesItselfDoesNotCompile() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#circle .cell timeout=30s}
      let count = 1, gamma = 2 + gamma
      ```

      ```swift {#typed .cell timeout=30s}
      var delta: Int = delta * 2
      ```

      ```swift {#recursive .cell}
      let countdown: (Int) -> Int = { $0 == 0 ? 0 : countdown($0 - 1) }
      print(countdown(3))
      ```
      """)
    #expect(
      run.output.contains(
        "small.md:2:28: does not compile: no cell before this one has a `gamma`"), "\(run.output)")
    #expect(run.output.contains("small.md:6:18: does not compile: no cell before this one has a"))
    #expect(try run.result.cell("recursive").output == "0\n")
  }

  @Test func everyValueOfADeclarationIsComputed() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#mean .cell}
      let members = [1, 2]
      let mean =
        members.map { Double($0) }.reduce(0, +) / Double(members.count)
      print(mean)
      ```

      ```swift {#several .cell}
      func tenfold(_ x: Int) -> Int { 10 * x }
      let one = tenfold(1), two = 2, three = tenfold(3), (four, five) = (tenfold(4), 5)
      print(one, two, three, four, five)
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(try run.result.cell("mean").output == "1.5\n")
    #expect(try run.result.cell("several").output == "10 2 30 40 5\n")
  }

  @Test func aNameDeclaredAgainCanBeginWithTheEarlierOne() async throws {
    let run = try await PracticalRun.of(
      """
      ---
      timeout: 5s
      ---
      ```swift {#one .cell}
      var count = 1
      count += 1
      func bump() { count += 1 }
      ```

      ```swift {#two .cell}
      var count = count * 10
      count += 1
      bump()
      print(count)
      ```

      ```swift {#three .cell}
      print(count)
      ```
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(try run.result.cell("two").output == "21\n")
    #expect(try run.result.cell("three").output == "21\n")
  }

  @Test func cellsWithNothingInThemRun() async throws {
    let run = try await PracticalRun.of(
      """
      ```swift {#empty .cell}
      ```

      ```swift {#words .cell}
      // nothing but words
      ```

      ```swift {#after .cell}
      print("after")
      ```
      """)
    #expect(run.status == 0)
    #expect(run.result.ids(.ok) == ["empty", "words", "after"])
  }

  static let markdown = """
    # Declarations

    ```swift {#throwing .cell}
    struct Missing: Error {}
    func load(_ name: String) throws -> [Double] {
      if name.isEmpty { throw Missing() }
      return [1, 2, 3]
    }
    let loaded = try load("data")
    let total = loaded.reduce(0, +)
    print(total)
    ```

    ```swift {#bindings .cell}
    let (first, rest) = (loaded[0], Array(loaded.dropFirst())), sum = loaded.reduce(0, +)
    var low = loaded.min(), high = loaded.max() ?? 0, count = 0
    let (one, (two, three)) = (1, (loaded.count, try load("again")))
    print(first, rest, sum, low ?? 0, high, count, one, two, three)
    ```

    ```swift {#closures .cell}
    let scale = { (x: Double) in x * total }
    var calls = 0
    let counted: () -> Int = {
      calls += 1
      return calls
    }
    print(loaded.map(scale), counted(), counted())
    ```

    ```swift {#generics .cell}
    protocol Shape { var area: Double { get } }
    struct Square<Side: BinaryFloatingPoint>: Shape {
      var side: Side
      var area: Double { Double(side * side) }
    }
    func largest<S: Shape>(_ shapes: [S]) -> Double { shapes.map(\\.area).max() ?? 0 }
    enum Tree { indirect case node(Tree, Tree), leaf(Int) }
    ```

    ```swift {#extensions .cell}
    extension Array where Element == Double {
      var mean: Double { reduce(0, +) / Double(count) }
    }
    extension Tree {
      var sum: Int {
        switch self {
        case .leaf(let value): value
        case .node(let left, let right): left.sum + right.sum
        }
      }
    }
    infix operator **: MultiplicationPrecedence
    func ** (base: Double, power: Int) -> Double { (0..<power).reduce(1) { value, _ in value * base } }
    ```

    ```swift {#uses .cell}
    print(largest([Square(side: Float(2)), Square(side: 3)]), loaded.mean, 2.0 ** 10)
    print(Tree.node(.leaf(1), .node(.leaf(2), .leaf(3))).sum, counted(), calls)
    ```

    ```swift {#observers .cell}
    var log: [String] = []
    var watched = loaded.count {
      willSet { log.append("to \\(newValue)") }
      didSet { log.append("from \\(oldValue)") }
    }
    var computed: Int {
      get { watched * 2 }
      set { watched = newValue / 2 }
    }
    ```

    ```swift {#observed .cell}
    watched = 10
    computed = 40
    print(log, watched, computed)
    ```

    ```swift {#guarded .cell}
    guard let positive = loaded.first(where: { $0 > 1 }) else { fatalError("none") }
    guard let last = loaded.last, last > 2 else { exit(3) }
    print(positive, last)
    ```

    ```swift {#foundation .cell}
    import Foundation
    print(String(format: "%.3f", 1.0 / 3))
    ```

    ```swift {#control .cell}
    defer { print("deferred") }
    outer: for i in 0... {
      for j in 0..<i where i * j == 6 {
        print(i, j)
        break outer
      }
    }
    if #available(macOS 10, *) { print("available") }
    switch loaded.count { case 3: print("three"); default: break }
    let size = if loaded.isEmpty { "none" } else { "some" }
    print(size)
    ```

    ```swift {#main-names .cell}
    let check1 = 1, x = 2, body = 3, main = 4, index = 5, random2 = 6, module = 7
    print(check1 + x + body + main + index + random2 + module)
    ```

    ```swift {#kit-names .cell}
    let show = 1
    func progress() -> Int { 2 }
    print(show + progress())
    ```

    ```swift {#order .cell}
    var trace: [Int] = []
    func note(_ x: Int) -> Int { trace.append(x); return x }
    let a1 = note(1)
    trace.append(100)
    let a2 = note(2)
    print(trace)
    ```

    ```swift {#semicolons .cell}
    let p = 1; let q = p + 1; print(p, q); var r = q; r += 1
    print(r) // a comment after it
    /* one before */ print("end") /* and one after */
    ```

    ```swift {#unicode .cell}
    let größe = "😀".count, π = 3.14
    print("\\(größe) \\(π)"); print("ä")
    ```

    ```swift {#attributes .cell}
    @inline(never) @discardableResult
    func attributed() -> Int { 7 }
    @propertyWrapper struct Clamped {
      var wrappedValue: Int { didSet { wrappedValue = min(wrappedValue, 10) } }
    }
    struct Holder { @Clamped var value = 3 }
    var holder = Holder()
    holder.value = 50
    attributed()
    print(holder.value)
    ```

    ```swift {#async-free .cell}
    let unused = loaded.lazy.map { $0 * 2 }.filter { $0 > 2 }
    for (index, value) in unused.enumerated() { print(index, value) }
    ```
    """

  private static let shared = Task { try await PracticalRun.of(markdown) }

  @Test func everyKindOfDeclarationIsUnderstood() async throws {
    let run = try await Self.shared.value
    for cell in run.result.cells {
      #expect(cell.status == .ok, "\(cell.id): \(cell.error?.message ?? "")")
    }
    #expect(run.status == 0)
  }

  @Test(
    arguments: [
      ("throwing", "6.0\n"),
      ("bindings", "1.0 [2.0, 3.0] 6.0 1.0 3.0 0 1 3 [1.0, 2.0, 3.0]\n"),
      ("closures", "[6.0, 12.0, 18.0] 1 2\n"),
      ("uses", "9.0 2.0 1024.0\n6 3 3\n"),
      ("observed", "[\"to 10\", \"from 3\", \"to 20\", \"from 10\"] 20 40\n"),
      ("guarded", "2.0 3.0\n"), ("foundation", "0.333\n"),
      ("control", "3 2\navailable\nthree\nsome\ndeferred\n"), ("main-names", "28\n"),
      ("kit-names", "3\n"), ("order", "[1, 100, 2]\n"), ("semicolons", "1 2\n3\nend\n"),
      ("unicode", "1 3.14\nä\n"), ("attributes", "10\n"), ("async-free", "0 4.0\n1 6.0\n"),
    ])
  func output(_ id: String, _ output: String) async throws {
    #expect(try await Self.shared.value.result.cell(id).output == output)
  }
}
