import Testing

@testable import Reports

@Suite("Formulas as plain signs")
struct FormulaTextTests {
  @Test(arguments: [
    (#"\sigma(z)"#, "σ(z)"), (#"1 + e^{-z}"#, "1 + e^(-z)"),
    (#"\tfrac{1}{2}(y - \hat y)"#, "1/2(y - ŷ)"),
    (#"D_{k+1} = \sigma(E_k)"#, "Dₖ₊₁ = σ(Eₖ)"), (#"\partial L/\partial Y"#, "∂ L/∂ Y"),
    (#"2 \cdot \text{error} \cdot x / n"#, "2 · error · x / n"), (#"\sqrt{a^T a}"#, "√(aᵀ a)"),
    (#"\alpha\, e\,(1 - \bar y)"#, "α  e (1 - ȳ)"), (#"W_{hh}^T"#, "W_(hh)ᵀ"),
    (#"\frac{a+b}{2}"#, "(a+b)/2"), (#"\log x \le \unknown y"#, "log x ≤ unknown y"),
    ("x^", "x^"), (#"\"#, #"\"#), ("{{{", ""), ("a}b", "a}b"), (#"\frac"#, "/"),
  ])
  func formula(_ tex: String, _ text: String) {
    // The marks above letters may be written in two ways that are equal.
    #expect(FormulaText.text(of: tex) == text)
  }

  @Test func nestingWithoutEndEnds() {
    let deep = String(repeating: "{", count: 100_000)
    _ = FormulaText.text(of: deep)
    _ = FormulaText.text(of: String(repeating: "\\sqrt", count: 10_000))
  }
}
