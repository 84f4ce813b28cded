import Checks
import Testing

@Suite("What a value is to the autograder")
struct CheckableTests {
  @Test(
    arguments: [
      (true, .truth(true)), (0.5, .number(0.5)), (Float(0.5), .number(0.5)), (3, .number(3)),
      (UInt8(200), .number(200)), (UInt64(7), .number(7)), ("a", .text("a")),
      ("ab".dropFirst(), .text("b")), (Character("é"), .text("é")), (Int?.none, .nothing),
      (Int?.some(2), .number(2)),
      ([1, 2, 3], .numbers(shape: [3], scalars: [1, 2, 3])),
      ([Float(0.5), 0.25], .numbers(shape: [2], scalars: [0.5, 0.25])),
      ([1, 2, 3][1...], .numbers(shape: [2], scalars: [2, 3])),
      ([[1, 2], [3, 4], [5, 6]], .numbers(shape: [3, 2], scalars: [1, 2, 3, 4, 5, 6])),
      ([[[1.0], [2]]], .numbers(shape: [1, 2, 1], scalars: [1, 2])),
      (["a", "b"], .list([.text("a"), .text("b")])),
      ([true, false], .list([.truth(true), .truth(false)])),
      ([1, nil, 3], .list([.number(1), .nothing, .number(3)])),
      ([Int](), .numbers(shape: [0], scalars: [])),
      ([[Int]]([[], []]), .numbers(shape: [2, 0], scalars: [])),
      (
        [[1], [2, 3]],
        .list([.numbers(shape: [1], scalars: [1]), .numbers(shape: [2], scalars: [2, 3])])
      ),
      (CheckValue.text("x"), .text("x")),
    ] as [(any Checkable & Sendable, CheckValue)])
  func value(_ value: any Checkable & Sendable, _ expected: CheckValue) {
    #expect(value.checkValue == expected)
  }
}
