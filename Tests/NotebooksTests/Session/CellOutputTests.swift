import Testing

@testable import Notebooks

@Suite("What a cell prints")
struct CellOutputTests {
  @Test func whatIsPrintedIsKeptAndShown() {
    var output = CellOutput()
    #expect(append("one\n", to: &output) == "one\n")
    #expect(append("two", to: &output) == "two")
    #expect(output.text == "one\ntwo")
    #expect(output.fatalError == nil)
  }

  @Test func theLimitCutsOnceAndSaysSo() {
    var output = CellOutput()
    let half = String(repeating: "x", count: CellOutput.limit / 2)
    let notice = "\n… the output was cut after 1 MB\n"
    #expect(append(half, to: &output) == half)
    #expect(append(half, to: &output) == half)
    #expect(output.text == half + half)
    #expect(append("y", to: &output) == notice)
    #expect(append("z", to: &output) == "")
    #expect(append(half, to: &output) == "")
    #expect(output.text == half + half + notice)
  }

  @Test func aPartIsCutAtTheLimit() {
    var output = CellOutput()
    let text = String(repeating: "x", count: CellOutput.limit + 5)
    let shown = append(text, to: &output)
    #expect(shown == text.dropLast(5) + "\n… the output was cut after 1 MB\n")
    #expect(output.text == shown)
  }

  @Test func theLineOfTheRuntimeIsTakenOutAndItsWordsKept() {
    var output = CellOutput()
    _ = append(
      "before\nSwift/Array.swift:12: Fatal error: Index out of range\nafter\n", to: &output)
    #expect(output.text == "before\nafter\n")
    #expect(output.fatalError == "Index out of range")
  }

  @Test func theLastFatalErrorCounts() {
    var output = CellOutput()
    _ = append("a.swift:1: Fatal error: first\nb.md:2: Fatal error: second: why\n", to: &output)
    #expect(output.fatalError == "second: why")
    #expect(output.text == "")
  }

  @Test(
    arguments: [
      "Fatal error: said by the student\n", "the words : Fatal error: in a sentence\n",
      "Fatal error: \n", "x: Fatal error: no line number\n",
    ])
  func aStudentsOwnWordsStay(_ text: String) {
    var output = CellOutput()
    _ = append(text, to: &output)
    #expect(output.text == text)
    #expect(output.fatalError == nil)
  }

  @Test func bytesThatAreNotUTF8AreReplaced() {
    var output = CellOutput()
    #expect(output.append([0x61, 0xFF, 0x0A]) == "a\u{FFFD}\n")
    #expect(output.text == "a\u{FFFD}\n")
  }

  @Test func aCharacterSplitOverTwoReadsIsWholeInTheText() {
    var output = CellOutput()
    let bytes = Array("ä€😀".utf8)
    for byte in bytes { _ = output.append([byte]) }
    #expect(output.text == "ä€😀")
  }

  @Test func aCharacterSplitOverTwoReadsIsShownWhole() {
    var output = CellOutput()
    let bytes = Array("ä€😀".utf8)
    let shown = bytes.map { output.append([$0]) }.joined()
    #expect(shown == "ä€😀")
  }

  private func append(_ text: String, to output: inout CellOutput) -> String {
    output.append(Array(text.utf8)[...])
  }
}
