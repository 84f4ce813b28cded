import Testing

@testable import Notebooks

/// What is said about solution regions.
@Suite struct SolutionErrorTests {
  @Test func anOpenRegion() {
    expectMessage(
      of: """
        ```swift {#a .exercise}
        func f() {
          // BEGIN SOLUTION
        }
        ```

        """,
      """
      practicals/test.md:3:3: error: the solution is not closed
          3 |   // BEGIN SOLUTION
            |   ^
        help: write `// END SOLUTION` on the line where the solution ends
      """)
  }

  @Test func aNestedRegion() {
    expectMessage(
      of: """
        ```swift {#a .exercise}
        // BEGIN SOLUTION
        // BEGIN SOLUTION
        // END SOLUTION
        ```

        """,
      """
      practicals/test.md:3:1: error: the solution of line 2 is still open here
          3 | // BEGIN SOLUTION
            | ^
        help: write `// END SOLUTION` on a line above this one
      """)
  }

  @Test func anEndWithoutABeginning() {
    expectMessage(
      of: """
        ```swift {#a .exercise}
          // END SOLUTION
        ```

        """,
      """
      practicals/test.md:2:3: error: `// END SOLUTION` has no `// BEGIN SOLUTION`
          2 |   // END SOLUTION
            |   ^
        help: write `// BEGIN SOLUTION` on the line where the solution starts
      """)
  }

  @Test func aRegionInACell() {
    expectMessage(
      of: """
        ```swift {#a .cell}
        // BEGIN SOLUTION
        // END SOLUTION
        ```

        """,
      """
      practicals/test.md:2:1: error: `// BEGIN SOLUTION` stands in a `.cell` cell
          2 | // BEGIN SOLUTION
            | ^
        help: only exercises hold solutions; give the cell the class .exercise
      """)
  }

  @Test func aRegionInACheck() {
    expectMessage(
      of: """
        ```swift {#a .check}
        // BEGIN SOLUTION
        // END SOLUTION
        ```

        """,
      """
      practicals/test.md:2:1: error: `// BEGIN SOLUTION` stands in a `.check` cell
          2 | // BEGIN SOLUTION
            | ^
        help: only exercises hold solutions; give the cell the class .exercise
      """)
  }

  @Test func aMarkerWithASlip() {
    expectMessage(
      of: """
        ```swift {#a .exercise}
        //Begin solution:
        // END SOLUTION
        ```

        """,
      """
      practicals/test.md:2:1: error: `//Begin solution:` looks like `// BEGIN SOLUTION`, but is not the same
          2 | //Begin solution:
            | ^
        help: write `// BEGIN SOLUTION`, nothing else
      """)
  }
}
