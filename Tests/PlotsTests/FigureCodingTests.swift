import Testing
import Wire

@testable import Plots

struct FigureCodingTests {
  @Test(arguments: SampleFigures.all.map(\.name))
  func everyKindSurvivesTheWire(name: String) throws {
    let figure = try #require(SampleFigures.all.first { $0.name == name }?.figure)
    let bytes = encoded(figure)
    var reader = WireReader(bytes)
    let copy = try Figure(from: &reader)
    #expect(reader.remaining == 0)
    // NaN is not equal to itself, so figures with gaps are compared by their bytes.
    #expect(encoded(copy) == bytes)
    #expect(copy.summary.series.map(\.label) == figure.summary.series.map(\.label))
  }

  @Test(arguments: SampleFigures.all.map(\.name))
  func everyTruncatedFrameIsRefused(name: String) throws {
    let figure = try #require(SampleFigures.all.first { $0.name == name }?.figure)
    let bytes = encoded(figure)
    for count in 0..<bytes.count {
      var reader = WireReader(Array(bytes[..<count]))
      #expect(throws: WireError.self) { try Figure(from: &reader) }
    }
  }

  @Test(arguments: SampleFigures.all.map(\.name))
  func damagedFramesNeverTrap(name: String) throws {
    let figure = try #require(SampleFigures.all.first { $0.name == name }?.figure)
    let bytes = encoded(figure)
    var generator = SplitMix(state: 389)
    var accepted = 0
    for _ in 0..<2_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: damaged.indices, using: &generator)
        damaged[index] = UInt8.random(in: 0...255, using: &generator)
      }
      var reader = WireReader(damaged)
      guard let decoded = try? Figure(from: &reader) else { continue }
      accepted += 1
      #expect(decoded.weight.excess == nil)
      #expect(decoded.altText.count <= 2_001)
      _ = decoded.summary
    }
    #expect(accepted < 2_000)
  }

  @Test func countsThatTheFrameCannotHoldAreRefused() {
    var writer = WireWriter()
    for text in ["title", "x"] { writer.write(text) }
    writer.write(Int.max)
    var reader = WireReader(writer.bytes)
    #expect(throws: WireError.self) { try Figure(from: &reader) }
  }

  @Test func gridsBeyondTheDepthAreRefused() {
    var figure = Figure()
    for _ in 0...FigureLimits.depth {
      var outer = Figure()
      outer.panels = [figure]
      figure = outer
    }
    var reader = WireReader(encoded(figure))
    #expect(throws: WireError.self) { try Figure(from: &reader) }
  }

  @Test func tooManyMarksAreRefused() throws {
    let mark = try #require(Figure().line([1.0]).marks.first)
    var figure = Figure()
    figure.marks = Array(repeating: mark, count: FigureLimits.marks + 1)
    var reader = WireReader(encoded(figure))
    #expect(throws: WireError.self) { try Figure(from: &reader) }
  }

  private func encoded(_ figure: Figure) -> [UInt8] {
    var writer = WireWriter()
    figure.encode(into: &writer)
    return writer.bytes
  }
}

/// A small generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
