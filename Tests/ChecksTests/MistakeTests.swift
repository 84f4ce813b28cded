import Checks
import Testing
import Wire

@Suite("Known mistakes")
struct MistakeTests {
  static let deviation = Expectation.equals(
    2,
    mistakes: [4: "the root is missing", 2.138: "divided by n − 1", .nan: "nothing to divide by"])

  @Test(
    arguments: [
      .wrong(4, deviation, "expected 2, got 4: the root is missing"),
      // Three digits tell, so that the author need not write more.
      .wrong(2.1381, deviation, "expected 2, got 2.1381: divided by n − 1"),
      .wrong(2.16, deviation, "expected 2, got 2.16"),
      .wrong(Double.nan, deviation, "expected 2, got NaN: nothing to divide by"),
      .wrong("4", deviation, "expected 2, got \"4\""),
      .right(2, deviation),
      // What is right is right, whatever else is said of it.
      .right(2, .equals(2, mistakes: [2: "not a mistake"])),
      // The first that fits is said.
      .wrong(3, .equals(2, mistakes: [3: "first", 3.001: "second"]), "expected 2, got 3: first"),
      .wrong(
        Double.infinity, .equals(0, mistakes: [.infinity: "too large"]),
        "expected 0, got ∞: too large"),
      .wrong(1e9, .equals(0, mistakes: [.infinity: "too large"]), "expected 0, got 1000000000"),
    ] as [JudgementCase])
  func numbers(_ judgement: JudgementCase) throws { try judgement.expect() }

  @Test(
    arguments: [
      .wrong(
        [-1.0, -2], .equals([1, 2], mistakes: [[-1, -2]: "uphill", [2, 4]: "twice"]),
        "at [0]: expected 1, got -1 (2 of 2 values differ): uphill"),
      .wrong(
        [-1.0, 4], .equals([1, 2], mistakes: [[-1, -2]: "uphill", [2, 4]: "twice"]),
        "at [0]: expected 1, got -1 (2 of 2 values differ)"),
      .wrong(
        [[0.0, 1], [2, 3]],
        .equals([[0, 2], [1, 3]], mistakes: [[[0, 1], [2, 3]]: "transposed"]),
        "at [0, 1]: expected 2, got 1 (2 of 4 values differ): transposed"),
      .wrong(
        [1.0], .equals([1, 2], mistakes: [[1]: "one is missing"]),
        "expected shape [2], got [1]: one is missing"),
      .wrong(
        false, .equals(true, mistakes: [false: "the wrong way round"]),
        "expected true, got false: the wrong way round"),
      .wrong(
        "ab", .equals("ba", mistakes: ["ab": "back to front"]),
        "expected \"ba\", got \"ab\": back to front"),
      .wrong(
        ["a", "b"], .equals(["b", "a"], mistakes: [["a", "b"]: "unsorted"]),
        "at [0]: expected \"b\", got \"a\": unsorted"),
    ] as [JudgementCase])
  func otherValues(_ judgement: JudgementCase) throws { try judgement.expect() }

  @Test func aToleranceHoldsForMistakesToo() throws {
    let expectation = Expectation.equals(6.2e-7, tolerance: 2e-9, mistakes: [9.7e-7: "no bias"])
    try JudgementCase.wrong(9.71e-7, expectation, "expected 6.2e-7 ± 2e-9, got 9.71e-7: no bias")
      .expect()
    try JudgementCase.wrong(8e-7, expectation, "expected 6.2e-7 ± 2e-9, got 8e-7").expect()
  }

  @Test func theyCrossTheWire() throws {
    let expectation = Expectation.equals([1, 2], mistakes: [[2, 4]: "twice", .infinity: "none"])
    #expect(try decoded(Expectation.self, expectation) == expectation)
  }

  @Test func longCausesAreCut() throws {
    let expectation = Expectation.equals(1, mistakes: [2: String(repeating: "ä", count: 1000)])
    guard case .value(_, _, let mistakes) = expectation else { return }
    #expect(mistakes.map(\.cause) == [String(repeating: "ä", count: 200)])
    #expect(try decoded(Expectation.self, expectation) == expectation)
  }

  @Test func aHostileListIsRefused() {
    func frame(_ mistakes: [(CheckValue, String)]) -> [UInt8] {
      var writer = WireWriter()
      writer.write(UInt8(0))
      writer.write(CheckValue.number(1))
      writer.write(false)
      writer.write(list: mistakes) {
        $1.write($0.0)
        $1.write($0.1)
      }
      return writer.bytes
    }
    func refusal(_ mistakes: [(CheckValue, String)]) -> WireError? {
      var reader = WireReader(frame(mistakes))
      do {
        _ = try Expectation(from: &reader)
        return nil
      } catch { return error }
    }
    #expect(refusal([(.number(2), "fine")]) == nil)
    #expect(
      refusal([(.number(2), String(repeating: "a", count: 401))])
        == .malformed("the cause of a mistake"))
    #expect(
      refusal((0..<17).map { (.number(Double($0)), "a") }) == .malformed("too many mistakes"))
  }
}
