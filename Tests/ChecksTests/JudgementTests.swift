import Checks
import Testing

/// A value, what is expected of it, and the whole message; nil for the message of a right value.
struct JudgementCase: Sendable, CustomTestStringConvertible {
  var value: CheckValue
  var expectation: Expectation
  var reference: CheckValue?
  var isRight: Bool
  var message: String

  var testDescription: String { "\(expectation) of \(value)" }

  static func right(
    _ value: some Checkable, _ expectation: Expectation, reference: (any Checkable)? = nil,
    _ message: String = ""
  ) -> JudgementCase {
    JudgementCase(
      value: value.checkValue, expectation: expectation, reference: reference?.checkValue,
      isRight: true, message: message)
  }

  static func wrong(
    _ value: some Checkable, _ expectation: Expectation, reference: (any Checkable)? = nil,
    _ message: String
  ) -> JudgementCase {
    JudgementCase(
      value: value.checkValue, expectation: expectation, reference: reference?.checkValue,
      isRight: false, message: message)
  }

  func expect(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let judgement = try #require(
      expectation.judge(value, reference: reference), sourceLocation: sourceLocation)
    #expect(judgement.isRight == isRight, sourceLocation: sourceLocation)
    #expect(judgement.message == message, sourceLocation: sourceLocation)
  }
}

@Suite("Judging values")
struct JudgementTests {
  @Test(
    arguments: [
      .right(0.62, .equals(0.62)),
      .right(0.620_000_5, .equals(0.62, tolerance: 1e-6)),
      .wrong(0.62, .equals(0.5, tolerance: 1e-6), "expected 0.5 ± 1e-6, got 0.62"),
      .wrong(0.62, .equals(0.5), "expected 0.5 ± 1e-5, got 0.62"),
      .right(Float(0.1), .equals(0.1)),
      .right(1_000_009, .equals(1_000_000)),
      .wrong(1_000_011, .equals(1_000_000), "expected 1000000, got 1000011"),
      .wrong(4, .equals(3), "expected 3, got 4"),
      .wrong(4, .equals(3, tolerance: 0), "expected 3, got 4"),
      .wrong(4, .equals(3, tolerance: 0.5), "expected 3 ± 0.5, got 4"),
      .right(3.5, .equals(3, tolerance: 0.5)),
      .right(Double.nan, .equals(Double.nan)),
      .wrong(Double.nan, .equals(1), "expected 1, got NaN"),
      .wrong(1, .equals(Double.nan), "expected NaN, got 1"),
      .wrong(Double.nan, .equals(0.5, tolerance: .infinity), "expected 0.5 ± ∞, got NaN"),
      .right(Double.infinity, .equals(Double.infinity)),
      .wrong(-Double.infinity, .equals(Double.infinity), "expected ∞, got -∞"),
      .wrong(1e300, .equals(Double.infinity), "expected ∞, got 1e300"),
      .wrong(Double.infinity, .equals(2), "expected 2, got ∞"),
      .wrong(0.62, .equals(0.5, tolerance: -1), "expected 0.5 ± -1, got 0.62"),
      .right(true, .equals(true)),
      .wrong(true, .equals(false), "expected false, got true"),
      .wrong(1, .equals(true), "expected true, got 1"),
      .right("relu", .equals("relu")),
      .wrong("Relu", .equals("relu"), "expected \"relu\", got \"Relu\""),
      .right(Int?.none, .equals(Int?.none)),
      .wrong(Int?.none, .equals(2), "expected 2, got nothing"),
      .right(["a", "b"], .equals(["a", "b"])),
      .wrong(["a"], .equals(["a", "b"]), "expected 2 values, got 1; [1] is missing: \"b\""),
      .wrong(
        ["a", "b", "c"], .equals(["a", "b"]),
        "expected 2 values, got 3; [2] is one too many: \"c\""),
      .wrong(
        ["a", "x", "c"], .equals(["a", "b"]),
        "expected 2 values, got 3; at [1]: expected \"b\", got \"x\""),
      .wrong(["a", "c"], .equals(["a", "b"]), "at [1]: expected \"b\", got \"c\""),
      .wrong(3, .equals([3]), "expected [3], got 3"),
    ] as [JudgementCase])
  func equals(_ row: JudgementCase) throws { try row.expect() }

  @Test(
    arguments: [
      .right([0, 0, 2], .equals([0, 0, 2])),
      .wrong([0, 1, 2], .equals([0, 0, 2]), "at [1]: expected 0, got 1 (1 of 3 values differ)"),
      .wrong(
        [0.5, 0.62], .equals([0.5, 0.5], tolerance: 1e-6),
        "at [1]: expected 0.5 ± 1e-6, got 0.62 (1 of 2 values differ)"),
      .wrong([5], .equals([4]), "at [0]: expected 4, got 5"),
      .wrong(
        [[1, 2, 3], [4, 9, 9]], .equals([[1, 2, 3], [4, 5, 6]]),
        "at [1, 1]: expected 5, got 9 (2 of 6 values differ)"),
      .wrong([1, 2], .equals([1, 2, 3]), "expected shape [3], got [2]"),
      .wrong(
        [[1, 2, 3], [4, 5, 6]], .equals([[1, 4], [2, 5], [3, 6]]),
        "expected shape [3, 2], got [2, 3] (rows and columns exchanged?)"),
      .wrong([[1], [2]], .equals([1, 2]), "expected shape [2], got [2, 1]"),
      .right([Double.nan, .infinity], .equals([Double.nan, .infinity])),
      .wrong(
        [Double.nan, 1], .equals([0.0, 1]), "at [0]: expected 0, got NaN (1 of 2 values differ)"),
      .right([Int](), .equals([Int]())),
      .wrong(["a"], .equals([1]), "expected [1], got [\"a\"]"),
    ] as [JudgementCase])
  func equalsArray(_ row: JudgementCase) throws { try row.expect() }

  @Test(
    arguments: [
      .right(0.62, .matchesReference(), reference: 0.62),
      .wrong(0.62, .matchesReference(), reference: 0.5, "expected 0.5 ± 1e-5, got 0.62"),
      .wrong(
        0.62, .matchesReference(tolerance: 1e-6), reference: 0.5, "expected 0.5 ± 1e-6, got 0.62"),
      .right(0.62, .matchesReference(tolerance: 0.2), reference: 0.5),
      .wrong(
        [[1, 2]], .matchesReference(), reference: [[1], [2]],
        "expected shape [2, 1], got [1, 2] (rows and columns exchanged?)"),
    ] as [JudgementCase])
  func reference(_ row: JudgementCase) throws { try row.expect() }

  @Test func withoutReferenceThereIsNoJudgement() {
    #expect(Expectation.matchesReference().judge(.number(1), reference: nil) == nil)
    #expect(Expectation.equals(1).judge(.number(1), reference: nil) != nil)
  }

  @Test(
    arguments: [
      .right(0.97, .atLeast(0.97), "got 0.97"),
      .wrong(0.96, .atLeast(0.97), "expected at least 0.97, got 0.96"),
      .wrong(Double.nan, .atLeast(0.97), "expected at least 0.97, got NaN"),
      .right([3, 4], .atLeast(3)),
      .wrong([3, 2, 1], .atLeast(3), "at [1]: expected at least 3, got 2"),
      .wrong([[3, 4], [5, 2]], .atLeast(3), "at [1, 1]: expected at least 3, got 2"),
      .wrong("many", .atLeast(3), "expected at least 3, got \"many\""),
      .wrong([Int](), .atLeast(3), "expected at least 3, got []"),
      .right(0.1, .atMost(0.2), "got 0.1"),
      .wrong(0.3, .atMost(0.2), "expected at most 0.2, got 0.3"),
      .wrong(Double.infinity, .atMost(0.2), "expected at most 0.2, got ∞"),
      .right(1, .within(0...1), "got 1"),
      .right([0, 0.5], .within(0...1)),
      .wrong(1.5, .within(0...1), "expected a number from 0 to 1, got 1.5"),
      .wrong([0, -0.5], .within(0...1), "at [1]: expected a number from 0 to 1, got -0.5"),
      .wrong(Double.nan, .within(0...1), "expected a number from 0 to 1, got NaN"),
    ] as [JudgementCase])
  func bounds(_ row: JudgementCase) throws { try row.expect() }

  @Test(
    arguments: [
      .right([[1, 2, 3]], .shape([1, 3])),
      .right(4, .shape([])),
      .wrong([1, 2, 3], .shape([3, 1]), "expected shape [3, 1], got [3]"),
      .wrong(4, .shape([1]), "expected shape [1], got []"),
      .wrong("abc", .shape([3]), "expected an array of shape [3], got \"abc\""),
    ] as [JudgementCase])
  func shape(_ row: JudgementCase) throws { try row.expect() }

  @Test(
    arguments: [
      .right([3, 4, 1], .decreasing, "from 3 to 1"),
      .wrong([1, 0, 1], .decreasing, "expected falling numbers, got 1 first and 1 last"),
      .wrong([1.0, .nan], .decreasing, "expected falling numbers, got 1 first and NaN last"),
      .wrong([1], .decreasing, "expected two or more falling numbers, got [1]"),
      .wrong(1, .decreasing, "expected two or more falling numbers, got 1"),
      .wrong("falling", .decreasing, "expected two or more falling numbers, got \"falling\""),
      .right([3, 2, 1], .decreasing(strictly: true)),
      .wrong(
        [3, 2, 2, 1], .decreasing(strictly: true),
        "expected each number below the one before, got 2 then 2 at [2]"),
      .wrong(
        [3, .nan, 1], .decreasing(strictly: true),
        "expected each number below the one before, got 3 then NaN at [1]"),
    ] as [JudgementCase])
  func decreasing(_ row: JudgementCase) throws { try row.expect() }

  @Test(
    arguments: [
      .right("the loss falls", .contains("loss")),
      .right("anything", .contains("")),
      .wrong(
        "the loss", .contains("Loss"), "expected something that contains \"Loss\", got \"the loss\""
      ),
      .right([1, 2, 3], .contains(2)),
      .right([0.1, 0.2], .contains(Float(0.2))),
      .wrong([1, 2, 3], .contains(4), "expected something that contains 4, got [1, 2, 3]"),
      .right(["a", "b"], .contains("b")),
      .wrong(["ab"], .contains("b"), "expected something that contains \"b\", got [\"ab\"]"),
      .wrong(3, .contains(3), "expected something that contains 3, got 3"),
      .wrong([Int](), .contains(3), "expected something that contains 3, got []"),
    ] as [JudgementCase])
  func contains(_ row: JudgementCase) throws { try row.expect() }

  @Test(
    arguments: [
      .right(
        [1, 0, 1, 1], .accuracy(against: [1, 0, 1, 0], atLeast: 0.75),
        "3 of 4 right, an accuracy of 0.75"),
      .wrong(
        [1, 0, 0, 1], .accuracy(against: [1, 0, 1, 0], atLeast: 0.75),
        "expected an accuracy of at least 0.75, got 2 of 4 right, an accuracy of 0.5"),
      .wrong(
        [1, 0], .accuracy(against: [1, 0, 1], atLeast: 0.5),
        "expected 3 predicted labels, got [1, 0]"),
      .wrong(
        "all", .accuracy(against: [1, 0, 1], atLeast: 0.5),
        "expected 3 predicted labels, got \"all\""),
      .wrong(
        [Int](), .accuracy(against: [Int](), atLeast: 0), "expected 0 predicted labels, got []"),
      .wrong(
        [Double.nan], .accuracy(against: [Double.nan], atLeast: 1),
        "expected an accuracy of at least 1, got 0 of 1 right, an accuracy of 0"),
    ] as [JudgementCase])
  func accuracy(_ row: JudgementCase) throws { try row.expect() }

  private static let figure = CheckValue.figure(
    title: "Loss", series: ["train", "test"], counts: [3, 0])

  @Test(
    arguments: [
      .right(figure, .figure(series: ["train"])),
      .right(figure, .figure(series: [])),
      .wrong(
        figure, .figure(series: ["train", "test"]),
        "the series \"test\" of the figure has no points"),
      .wrong(
        figure, .figure(series: ["validation"]),
        "expected a series named \"validation\" in the figure, got the figure \"Loss\" with series "
          + "[\"train\", \"test\"]"),
      .wrong(1, .figure(series: ["a"]), "expected a figure with series [\"a\"], got 1"),
    ] as [JudgementCase])
  func series(_ row: JudgementCase) throws { try row.expect() }
}
