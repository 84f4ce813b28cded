import Testing

@testable import Plots

struct NumberTextTests {
  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (0.1 + 0.2, "0.3"), (1e-5, "1e-5"), (123456, "123456"),
      (0.00012345, "0.0001235"), (0.0012345, "0.001235"), (12345.678, "12346"), (-2.5, "-2.5"),
      (99999.6, "100000"), (1e7, "1e7"), (6.02214e23, "6.022e23"), (.nan, "NaN"),
      (-.infinity, "-∞"), (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.798e308"),
    ] as [(Double, String)])
  func significantDigits(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test(
    arguments: [
      (0, 2, "0.00"), (1, 0, "1"), (0.5, 0, "1"), (0.049, 1, "0.0"), (-0.049, 1, "0.0"),
      (0.05, 1, "0.1"), (9.999, 2, "10.00"), (-12.345, 2, "-12.35"), (1234.5, 1, "1234.5"),
      (1e-9, 3, "0.000"), (1e20, 1, "100000000000000000000.0"), (0.3, 3, "0.300"),
    ] as [(Double, Int, String)])
  func fixedDigits(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test func textsAreCleaned() {
    #expect("a\u{1B}[2Jb\tc\nd\u{0}e\u{202E}f".cleaned(limit: 100) == "a[2Jb c def")
    #expect("abcdef".cleaned(limit: 3) == "abc…")
    #expect("×10⁻³ Größe".cleaned(limit: 100) == "×10⁻³ Größe")
  }
}
