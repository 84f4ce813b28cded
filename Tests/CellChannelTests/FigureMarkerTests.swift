import CellChannel
import Testing

@Suite("Markers of figures in the output")
struct FigureMarkerTests {
  private func split(_ parts: [[UInt8]]) -> [FigureMarker.Piece] {
    var splitter = FigureMarker.Splitter()
    var pieces = parts.flatMap { splitter.split($0[...]) }
    let rest = splitter.finish()
    if !rest.isEmpty { pieces.append(.text(rest)) }
    return pieces
  }

  @Test func aMarkerStandsBetweenTexts() {
    let output = Array("before\n".utf8) + FigureMarker.bytes + Array("after\n".utf8)
    #expect(
      split([output]) == [.text(Array("before\n".utf8)), .figure, .text(Array("after\n".utf8))])
  }

  @Test func aMarkerMayBeSpreadOverReads() {
    for cut in 1..<FigureMarker.bytes.count {
      let parts = [Array(FigureMarker.bytes[..<cut]), Array(FigureMarker.bytes[cut...])]
      #expect(split(parts) == [.figure])
    }
  }

  @Test func otherEscapesStayText() {
    let red = Array("\u{1B}[31mred\u{1B}[0m \u{1B}_other\u{1B}\\".utf8)
    #expect(split([red]) == [.text(red)])
    let begun = Array(FigureMarker.bytes.prefix(5))
    #expect(split([begun]) == [.text(begun)])
  }
}
