import Testing

@testable import Notebooks

@Suite("The points of checks")
struct CheckPointsTests {
  private func shares(_ explicit: [Double?], of id: String, in text: String) throws -> [Double] {
    let practical = try practical(of: text)
    let cell = try #require(practical.cells.first { $0.id == id })
    return CheckPoints.share(explicit, of: cell, in: practical)
  }

  private func text(exercise: String, checks: String...) -> String {
    let exercise = "```swift {#e .exercise\(exercise)}\nfunc e() {}\n```\n"
    return checks.enumerated().reduce(exercise) { text, check in
      text + "\n```swift {#c\(check.offset) .check for=e\(check.element)}\ncheck(\"x\", 1)\n```\n"
    }
  }

  @Test func theCellsPointsAreSharedEqually() throws {
    let text = text(exercise: "", checks: " points=3")
    #expect(try shares([nil], of: "c0", in: text) == [3])
    #expect(try shares([nil, nil], of: "c0", in: text) == [1.5, 1.5])
  }

  @Test func checksWithoutPointsShareWhatIsLeft() throws {
    let text = text(exercise: "", checks: " points=4")
    #expect(try shares([1, nil, nil], of: "c0", in: text) == [1, 1.5, 1.5])
    #expect(try shares([4, nil], of: "c0", in: text) == [4, 0])
  }

  @Test func namedPointsBeyondTheCellsLeaveNothingNegative() throws {
    let text = text(exercise: "", checks: " points=2")
    #expect(try shares([5, nil], of: "c0", in: text) == [5, 0])
  }

  @Test func withoutPointsACheckIsWorthOne() throws {
    let text = text(exercise: "", checks: "")
    #expect(try shares([nil, nil, nil], of: "c0", in: text) == [1, 1, 1])
  }

  @Test func theExercisesPointsAreSharedByItsCheckCells() throws {
    let text = text(exercise: " points=6", checks: "", "")
    #expect(try shares([nil], of: "c0", in: text) == [3])
    #expect(try shares([nil, nil], of: "c1", in: text) == [1.5, 1.5])
  }

  @Test func cellsWithPointsOfTheirOwnComeOffTheExercises() throws {
    let text = text(exercise: " points=6", checks: " points=4", "", "")
    #expect(try shares([nil], of: "c0", in: text) == [4])
    #expect(try shares([nil], of: "c1", in: text) == [1])
    #expect(try shares([nil], of: "c2", in: text) == [1])
  }

  @Test func checksOutsideCheckCellsGiveNothing() throws {
    let text = "```swift {#plain .cell}\ncheck(\"x\", 1)\n```\n"
    #expect(try shares([nil], of: "plain", in: text) == [0])
  }

  @Test func declaredPointsAreTheSumOfAll() throws {
    let text = text(exercise: " points=6", checks: " points=4", "")
    #expect(try practical(of: text).declaredPoints == 6)
    #expect(
      try practical(of: self.text(exercise: "", checks: "", " points=0.5")).declaredPoints == 1.5)
  }
}
