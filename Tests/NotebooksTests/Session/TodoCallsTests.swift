import Testing

@testable import Notebooks

@Suite("Calls of todo in a cell")
struct TodoCallsTests {
  @Test(
    arguments: [
      ("todo(\"e\")", 4), ("func e() {\n  todo( \"e\" )\n}", 5), ("// todo(\"e\")\ntodo(\"e\")", 5),
      ("todo(\"other\")\n\ntodo(\"e\")", 6), ("// todo(\"e\")", nil), ("todo(e)", nil),
      ("let s = \"todo(\\\"e\\\")\"", nil), ("", nil),
    ] as [(String, Int?)])
  func lines(_ code: String, _ line: Int?) {
    #expect(TodoCalls.line(of: "e", in: cell(code, .exercise)) == line)
  }
}
