import Testing

@testable import Notebooks

@Suite("Which cells are run")
struct RunPlanTests {
  static let text = """
    # Plan

    ```swift {#unused .cell}
    let other = 1
    func noise() { print("noise") }
    ```

    ```swift {#values .cell}
    var values = [1.0, 2, 3]
    ```

    ```swift {#scale .exercise}
    func scale(_ x: Double) -> Double { x * 2 }
    ```

    ```swift {#hint-cell .cell}
    print(other)
    ```

    ```swift {#change .cell}
    values.append(4)
    ```

    ```swift {#check-scale .check for=scale}
    check("two", scale(1), .equals(2))
    ```

    ```swift {#use .cell}
    let scaled = values.map(scale)
    print("first: \\(scaled[0])")
    ```

    ```swift {#last .cell}
    print(\"the sum is \\(scaled.reduce(0, +))\")
    ```
    """

  private func ids(until: String? = nil, only: String? = nil, of text: String = text) throws
    -> [String]
  {
    let practical = try practical(of: text)
    var options = RunOptions(cache: "", datasets: "")
    options.until = until
    options.only = only
    return try RunPlan(practical, options).indices.map { practical.cells[$0].id }
  }

  private static let all = [
    "unused", "values", "scale", "hint-cell", "change", "check-scale", "use", "last",
  ]

  @Test func everythingRunsByDefault() throws { #expect(try ids() == Self.all) }

  @Test func untilStopsAfterTheCell() throws {
    #expect(try ids(until: "unused") == ["unused"])
    #expect(try ids(until: "hint-cell") == ["unused", "values", "scale", "hint-cell"])
    #expect(try ids(until: "last") == Self.all)
  }

  @Test func onlyTakesWhatTheCellNeedsAndNoMore() throws {
    #expect(try ids(only: "unused") == ["unused"])
    #expect(try ids(only: "hint-cell") == ["unused", "hint-cell"])
    // The variable is changed in between, and the exercise is used; checks are not needed.
    #expect(try ids(only: "use") == ["values", "scale", "change", "use"])
  }

  @Test func namesInInterpolationsAreNeededToo() throws {
    #expect(try ids(only: "last") == ["values", "scale", "change", "use", "last"])
  }

  @Test func anExerciseComesWithItsChecks() throws {
    #expect(try ids(only: "scale") == ["scale", "check-scale"])
    #expect(try ids(only: "check-scale") == ["scale", "check-scale"])
  }

  @Test func importsAndExtensionsAreAlwaysNeeded() throws {
    let text = """
      ```swift {#import .cell}
      import Foundation
      ```

      ```swift {#extension .cell}
      extension Int { var doubled: Int { self * 2 } }
      ```

      ```swift {#else .cell}
      let x = 1
      ```

      ```swift {#use .cell}
      print(3.doubled)
      ```
      """
    #expect(try ids(only: "use", of: text) == ["import", "extension", "use"])
  }

  @Test func aNameDeclaredTwiceIsNeededTwice() throws {
    let text = """
      ```swift {#one .cell}
      let base = 1
      ```

      ```swift {#two .cell}
      let base = 2
      ```

      ```swift {#use .cell}
      print(base)
      ```
      """
    // The later one is what counts; the earlier one may come along.
    #expect(try ids(only: "use", of: text).suffix(2) == ["two", "use"])
  }

  @Test func onlyBelowUntilIsRefused() {
    #expect(
      throws: UsageError(
        "the cell `use` stands after the cell `values`",
        help: "leave out --until, or name a later cell")
    ) { try ids(until: "values", only: "use") }
    #expect(throws: Never.self) { try ids(until: "use", only: "use") }
  }

  @Test func anUnknownCellIsRefused() {
    let error = UsageError(
      "there is no cell `nowhere` in this practical",
      help: "its cells are \(Self.all.joined(separator: ", "))")
    #expect(throws: error) { try ids(only: "nowhere") }
    #expect(throws: error) { try ids(until: "nowhere") }
  }
}

@Suite("The names in a cell")
struct CellNamesTests {
  @Test(
    arguments: [
      ("let a = b", ["a"]), ("var a = 1, b = 2", ["a", "b"]), ("let (a, b) = f()", ["a", "b"]),
      ("func f(x: Int) { let inner = 1 }", ["f"]), ("struct S { var a = 1 }", ["S"]),
      ("enum E { case one }", ["E"]), ("protocol P {}", ["P"]), ("typealias T = Int", ["T"]),
      ("final class C {}", ["C"]), ("print(x)", []),
    ] as [(String, [String])])
  func declared(_ code: String, _ names: [String]) {
    #expect(CellNames(cell(code)).declared.isSuperset(of: names))
    #expect(!CellNames(cell(code)).declared.contains("inner"))
  }

  @Test func onlyVariablesChange() {
    let names = CellNames(cell("let a = 1\nvar b = 2\nfunc c() {}\n"))
    #expect(names.variables == ["b"])
  }

  @Test func wordsOfCommentsAndTextsDoNotCount() {
    let names = CellNames(cell("// alpha\nprint(\"beta \\(gamma)\") /* delta */\n"))
    #expect(names.words.contains("gamma"))
    #expect(names.words.isDisjoint(with: ["alpha", "delta"]))
    #expect(!CellNames(cell("print(\"beta\")")).words.contains("beta"))
  }

  @Test func reachingOut() {
    #expect(CellNames(cell("import Foundation")).reachesOut)
    #expect(CellNames(cell("extension Int {}")).reachesOut)
    #expect(CellNames(cell("infix operator **")).reachesOut)
    #expect(!CellNames(cell("func f() {}")).reachesOut)
    #expect(CellNames(cell("print(1)")).needs(CellNames(cell("extension Int {}"))))
  }

  @Test func needs() {
    let earlier = CellNames(cell("let base = 1\n"))
    #expect(CellNames(cell("print(base)")).needs(earlier))
    #expect(CellNames(cell("print(\"\\(base)\")")).needs(earlier))
    #expect(!CellNames(cell("print(bases)")).needs(earlier))
  }
}
