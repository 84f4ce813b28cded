import Foundation
import Testing

@testable import Notebooks

/// Whether tests may take minutes.
let isSlowRun = ProcessInfo.processInfo.environment["PRACTICAL_SLOW_TESTS"] == "1"

/// Parses a text as the file `practicals/test.md`.
func practical(_ text: String) throws(Diagnostic) -> Practical {
  try PracticalParser.parse(SourceFile(path: "practicals/test.md", text: text), slug: "test")
}

/// Expects that a text is refused with this error, printed whole.
func expectMessage(
  of text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  do {
    let practical = try practical(text)
    Issue.record("no error: \(practical.blocks)", sourceLocation: sourceLocation)
  } catch {
    #expect(error.description == expected, sourceLocation: sourceLocation)
  }
}

/// The text of a practical in the folder `Fixtures`.
func fixture(_ name: String) throws -> String {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  return try String(
    contentsOf: folder.appending(components: "Fixtures", name), encoding: .utf8)
}

/// A small generator of the same numbers on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
