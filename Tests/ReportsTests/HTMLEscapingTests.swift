import Testing

@testable import Reports

@Suite("Escaping for HTML")
struct HTMLEscapingTests {
  @Test(
    "What HTML gives a meaning is escaped, and the rest stays",
    arguments: [
      ("a < b && c > \"d\" 'e'", "a &lt; b &amp;&amp; c &gt; &quot;d&quot; &#39;e&#39;"),
      ("line\n\ttab — naïve 日本 🙂", "line\n\ttab — naïve 日本 🙂"),
      ("", ""), ("plain", "plain"), ("&", "&amp;"), ("tail<", "tail&lt;"),
    ])
  func escapes(_ text: String, _ expected: String) {
    #expect(HTMLEscaping.escape(text) == expected)
  }

  @Test("Control characters show as pictures")
  func controls() {
    #expect(HTMLEscaping.escape("a\u{0}b\u{1B}c\u{7F}d\u{85}e") == "a␀b␛c␡d\u{FFFD}e")
  }

  @Test("Characters that turn the direction of text show as their code")
  func direction() {
    #expect(HTMLEscaping.escape("a\u{202E}b\u{2069}c") == "a⟨U+202E⟩b⟨U+2069⟩c")
    #expect(HTMLEscaping.escape("‘…’ — \u{200F}") == "‘…’ — \u{200F}")
  }
}
