import Testing

@testable import Datasets

struct CSVTableTests {
  private let format = CSVFormat(
    columns: [.init(name: "a"), .init(name: "b c"), .init(name: "label", codes: 0...1)],
    rowCount: 2)

  private func parse(_ text: String) throws -> CSVTable {
    try CSVTable(parsing: Array(text.utf8), path: "sets/toy/toy.csv", as: format)
  }

  @Test(arguments: [
    "a,b c,label\n1,-2.5,0\n+3e2,4.25E-1,1\n", "a,b c,label\n1,-2.5,0\n+3e2,4.25E-1,1",
    "a,b c,label\r\n1,-2.5,0\r\n+3e2,4.25E-1,1\r\n",
  ])
  func readsRows(_ text: String) throws {
    let table = try parse(text)
    #expect(table.values == [1, -2.5, 0, 300, 0.425, 1])
    #expect(table.column(1) == [-2.5, 0.425])
    #expect(table.columns(0..<2) == [1, -2.5, 300, 0.425])
  }

  @Test(arguments: [
    ("", "", "the file is empty"),
    ("a,x,label\n", ":1:3", "the header should name `b c` here, not `x`"),
    ("1,2,0\n", ":1:1", "the header should name `a` here, not `1`"),
    ("a,b c\n", ":1:6", "the line ends after 2 of 3 fields"),
    ("a,b c,label,d\n", ":1:12", "the line has more than 3 fields"),
    ("a,b c,label\n1,2\n", ":2:4", "the line ends after 2 of 3 fields"),
    ("a,b c,label\n1,2,0,5\n", ":2:6", "the line has more than 3 fields"),
    ("a,b c,label\n\n1,2,0\n", ":2:1", "the line is empty"),
    ("a,b c,label\n1,two,0\n", ":2:3", "`b c` should be a number, but is `two`"),
    ("a,b c,label\n1,,0\n", ":2:3", "`b c` should be a number, but is empty"),
    ("a,b c,label\n1,nan,0\n", ":2:3", "`b c` should be a number, but is `nan`"),
    ("a,b c,label\n1,0x1p3,0\n", ":2:3", "`b c` should be a number, but is `0x1p3`"),
    ("a,b c,label\n1,1e39,0\n", ":2:3", "`b c` should be a number, but is `1e39`"),
    ("a,b c,label\n1,2.,0\n", ":2:3", "`b c` should be a number, but is `2.`"),
    ("a,b c,label\n1, 2,0\n", ":2:3", "`b c` should be a number, but is ` 2`"),
    ("a,b c,label\n1,\u{1B}[31m,0\n", ":2:3", "`b c` should be a number, but is `\u{FFFD}[31m`"),
    (
      "a,b c,label\n1,2,2\n", ":2:5", "`label` should be a whole number from 0 to 1, but is `2`"
    ),
    (
      "a,b c,label\n1,2,0.5\n", ":2:5",
      "`label` should be a whole number from 0 to 1, but is `0.5`"
    ),
    ("a,b c,label\n1,\"2\",0\n", ":2:3", "quotes are not supported in this file"),
    ("a,b c,label\n1,2,0\n", ":3:1", "the file ends after 1 of 2 rows"),
    ("a,b c,label\n1,2,0\n1,2,0\n1,2,0\n", ":4:1", "there are more than 2 rows"),
  ])
  func namesTheFirstFault(_ text: String, place: String, message: String) {
    #expect {
      try parse(text)
    } throws: { error in
      "\(error)" == """
        sets/toy/toy.csv\(place): \(message)
          help: `practical datasets verify toy` compares the files with their checksums
        """
    }
  }

  @Test func showsTheStartOfALongField() {
    let text = "a,b c,label\n\(String(repeating: "x", count: 1000)),2,0\n"
    let shown = String(repeating: "x", count: 40) + "…"
    #expect {
      try parse(text)
    } throws: { error in
      (error as? DatasetError)?.message == "`a` should be a number, but is `\(shown)`"
    }
  }

  @Test func refusesBytesThatAreNoText() {
    let bytes = Array("a,b c,label\n1,".utf8) + [0xFF, 0x00] + Array(",0\n".utf8)
    #expect {
      try CSVTable(parsing: bytes, path: "toy.csv", as: format)
    } throws: { error in
      "\(error)" == """
        toy.csv:2:3: `b c` should be a number, but is `\u{FFFD}\u{FFFD}`
          help: `practical datasets verify` compares the files with their checksums
        """
    }
  }

  @Test(arguments: ["0.1", "16777217", "3.4028235e38", "1e-45", "-0", "007", "0.00000012345678901"])
  func roundsToTheNearestNumber(_ text: String) {
    #expect(DecimalNumber.parse(Array(text.utf8)[...]) == Float(text))
  }
}
