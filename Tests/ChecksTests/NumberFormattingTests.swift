import Testing

@testable import Checks

@Suite("Numbers in messages")
struct NumberFormattingTests {
  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (-3, "-3"), (0.5, "0.5"), (0.62, "0.62"), (0.1 + 0.2, "0.3"),
      (1 / 3.0, "0.333333"), (2 / 3.0, "0.666667"), (-2 / 3.0, "-0.666667"),
      (1234.5678, "1234.57"), (123_456.7, "123457"), (999_999.7, "1000000"), (12.29, "12.29"),
      (0.999_999_4, "0.999999"), (0.0421, "0.0421"), (0.000_123_456_7, "0.000123457"),
      (1e-6, "1e-6"), (1.5e-7, "1.5e-7"), (-2.5e-5, "-2.5e-5"), (9.999_999e-5, "1e-4"),
      (1e-5, "1e-5"), (1_000_000, "1000000"), (1e14, "100000000000000"), (1e15, "1e15"),
      (1.5e20, "1.5e20"), (6.022_140_76e23, "6.02214e23"), (1_234_567.8, "1.23457e6"),
      (.infinity, "∞"), (-.infinity, "-∞"), (.nan, "NaN"), (5e-324, "4.94066e-324"),
      (.greatestFiniteMagnitude, "1.79769e308"), (99.999_999, "100"), (0.099_999_999, "0.1"),
    ] as [(Double, String)])
  func number(_ number: Double, _ text: String) { #expect(formatted(number) == text) }

  @Test func singlePrecisionDoesNotShowItsRounding() {
    #expect(formatted(Double(Float(0.1))) == "0.1")
    #expect(formatted(Double(Float(0.62))) == "0.62")
    #expect(formatted(Double(Float(16_777.21))) == "16777.2")
  }

  @Test(
    arguments: [
      (.nothing, "nothing"), (.truth(true), "true"), (.truth(false), "false"),
      (.number(0.25), "0.25"),
      (.numbers(shape: [3], scalars: [1, 2.5, .nan]), "[1, 2.5, NaN]"),
      (.numbers(shape: [0], scalars: []), "[]"),
      (
        .numbers(shape: [9], scalars: [1, 2, 3, 4, 5, 6, 7, 8, 9]), "[1, 2, 3, 4, …] of shape [9]"
      ),
      (.numbers(shape: [2, 2], scalars: [1, 2, 3, 4]), "[1, 2, 3, 4] of shape [2, 2]"),
      (.text("relu"), "\"relu\""),
      (.text(String(repeating: "x", count: 81)), "\"" + String(repeating: "x", count: 80) + "…\""),
      (.list([.truth(true), .text("a")]), "[true, \"a\"]"),
      (
        .list(Array(repeating: .nothing, count: 7)),
        "[nothing, nothing, nothing, nothing, nothing, nothing, …]"
      ),
      (
        .figure(title: "Loss", series: ["train", "test"], counts: [3, 4]),
        "the figure \"Loss\" with series [\"train\", \"test\"]"
      ),
    ] as [(CheckValue, String)])
  func summary(_ value: CheckValue, _ text: String) { #expect(value.summary == text) }
}
