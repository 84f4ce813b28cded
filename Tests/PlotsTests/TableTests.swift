import Testing
import Wire

@testable import Plots

struct TableTests {
  @Test func columnsAreAligned() {
    let table = Table(columns: ["model", "parameters", "accuracy"])
      .row("logistic regression", 7_850, 0.9213)
      .row("two layers", 101_770, 0.98)
    #expect(
      table.plainText == """
        model                parameters  accuracy
        ───────────────────  ──────────  ────────
        logistic regression        7850    0.9213
        two layers               101770    0.9800
        """)
  }

  @Test func numbersHaveSensibleDigits() {
    let table = Table(
      title: "Rates", columns: ["rate", "loss", "done"],
      rows: [[1e-5, 2.302585093, true], [0.1, Double.nan, false], [1.0, 0.5, String?.none]])
    #expect(
      table.plainText == """
        Rates
        rate   loss  done
        ────  ─────  ────
        1e-5  2.303  yes
         0.1    NaN  no
           1  0.500
        """)
  }

  @Test func longTablesAreFolded() {
    var table = Table(columns: ["n"])
    for number in 0..<100 { table.append([number]) }
    let lines = table.plainText(maximumRows: 8).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        " n", "──", " 0", " 1", " 2", " 3", " 4", " 5", "… 92 more rows …", "98", "99",
      ])
    #expect(table.plainText.split(separator: "\n").count == 43)
  }

  @Test func cellsCannotSteerATerminal() {
    let table = Table(columns: ["a\u{1B}[31m"]).row("x\ny\u{7}")
    #expect(!table.plainText.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(table.plainText.split(separator: "\n").count == 3)
  }

  @Test func tablesSurviveTheWire() throws {
    let table = Table(title: "t", columns: ["a", "b"], rows: [["x", 1], [2.5, Int?.none]])
    var writer = WireWriter()
    table.encode(into: &writer)
    var reader = WireReader(writer.bytes)
    #expect(try Table(from: &reader) == table)
  }

  @Test func damagedTablesNeverTrap() {
    let table = Table(title: "t", columns: ["a", "b"], rows: [["x", 1], [2.5, Int?.none]])
    var writer = WireWriter()
    table.encode(into: &writer)
    var generator = SplitMix(state: 7)
    for _ in 0..<5_000 {
      var bytes = writer.bytes
      let index = Int.random(in: bytes.indices, using: &generator)
      bytes[index] = UInt8.random(in: 0...255, using: &generator)
      var reader = WireReader(bytes)
      guard let decoded = try? Table(from: &reader) else { continue }
      #expect(decoded.rows.allSatisfy { $0.count == decoded.columns.count })
      _ = decoded.plainText
    }
  }

  @Test func rowsOfTheWrongLengthEndTheCell() async {
    await #expect(processExitsWith: .failure) { _ = Table(columns: ["a"]).row(1, 2) }
  }
}
