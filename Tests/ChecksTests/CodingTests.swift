import Checks
import Testing
import Wire

@Suite("Values and expectations on the wire")
struct CodingTests {
  static let values: [CheckValue] = [
    .nothing, .truth(true), .truth(false), .number(-0.0), .number(.infinity),
    .numbers(shape: [2, 1], scalars: [1, 2]), .numbers(shape: [0, 7], scalars: []),
    .numbers(shape: [], scalars: [4]), .text(""), .text("ä\u{0}😀"), .list([]),
    .list([.list([.list([.text("deep")])]), .number(1)]),
    .figure(title: "t", series: ["a", "a"], counts: [0, 9]),
    .figure(title: "", series: [], counts: []),
  ]

  @Test(arguments: values)
  func value(_ value: CheckValue) throws { #expect(try decoded(CheckValue.self, value) == value) }

  @Test(
    arguments: [
      .equals("x"), .equals(1, tolerance: 0.5), .equals(1, mistakes: [2: "a", [3, 4]: "b"]),
      .matchesReference(),
      .matchesReference(tolerance: 1e-3), .atLeast(-1), .atMost(.infinity), .within(-1...1),
      .shape([]), .shape([3, 4]), .decreasing, .decreasing(strictly: true), .contains("a"),
      .accuracy(against: [1, 0], atLeast: 0.9), .figure(series: ["a", "b"]),
    ] as [Expectation] + values.map { Expectation.equals($0) })
  func expectation(_ expectation: Expectation) throws {
    #expect(try decoded(Expectation.self, expectation) == expectation)
  }

  @Test func notANumberKeepsBeingNone() throws {
    let value = try decoded(CheckValue.self, CheckValue.number(.nan))
    guard case .number(let number) = value else {
      Issue.record("\(value) is no number")
      return
    }
    #expect(number.isNaN)
  }

  @Test func listsNestUpToALimit() throws {
    func nested(_ depth: Int) -> CheckValue {
      (0..<depth).reduce(CheckValue.nothing) { value, _ in .list([value]) }
    }
    #expect(try decoded(CheckValue.self, nested(15)) == nested(15))
    #expect(throws: WireError.malformed("lists nested too deep")) {
      try decoded(CheckValue.self, nested(16))
    }
    // As deep as a frame can be: an honest decoder would run out of stack.
    var bytes: [UInt8] = []
    for _ in 0..<200_000 { bytes += [5, 1, 0, 0, 0, 0, 0, 0, 0] }
    var reader = WireReader(bytes)
    #expect(throws: WireError.malformed("lists nested too deep")) { try CheckValue(from: &reader) }
  }

  @Test(
    arguments: [
      ([2, 2], [1, 2, 3]), ([-1], []), ([-1, -2], [1, 2]), ([.max, .max], []), ([.max, 2], [1]),
      ([.min, 0], []),
    ] as [([Int], [Double])])
  func shapesMustFit(_ shape: [Int], _ scalars: [Double]) {
    #expect(throws: WireError.malformed("shape and count")) {
      try decoded(CheckValue.self, CheckValue.numbers(shape: shape, scalars: scalars))
    }
  }

  @Test func figuresMustFit() {
    #expect(throws: WireError.malformed("series and counts")) {
      try decoded(CheckValue.self, CheckValue.figure(title: "t", series: ["a"], counts: []))
    }
  }

  @Test func unknownTagsAreRefused() {
    for tag in UInt8(7)...255 {
      var reader = WireReader([tag, 0, 0, 0])
      #expect(throws: WireError.malformed("check value tag \(tag)")) {
        try CheckValue(from: &reader)
      }
    }
    for tag in UInt8(10)...255 {
      var reader = WireReader([tag, 0, 0, 0])
      #expect(throws: WireError.malformed("expectation tag \(tag)")) {
        try Expectation(from: &reader)
      }
    }
  }

  @Test func damagedFramesAreReadOrRefused() throws {
    var state: UInt64 = 17
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<20_000 {
      var writer = WireWriter()
      Expectation.equals(Self.values[random(below: Self.values.count)]).encode(into: &writer)
      var bytes = writer.bytes
      for _ in 0...random(below: 3) {
        bytes[random(below: bytes.count)] = UInt8(random(below: 256))
      }
      var reader = WireReader(Array(bytes.prefix(1 + random(below: bytes.count))))
      guard let expectation = try? Expectation(from: &reader) else { continue }
      // What was read can be judged with, whatever it is.
      for value in Self.values { _ = expectation.judge(value, reference: value)?.message }
    }
  }
}
