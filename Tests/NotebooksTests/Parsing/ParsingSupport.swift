import Foundation

@testable import Notebooks

/// Parses a text as the file `practicals/test.md`.
func practical(_ text: String) throws(Diagnostic) -> Practical {
  try PracticalParser.parse(SourceFile(path: "practicals/test.md", text: text), slug: "test")
}

/// What is printed for a text: the error, or a note that there is none.
func message(of text: String) -> String {
  do {
    let practical = try practical(text)
    return "no error in \(practical.blocks.count) blocks"
  } catch {
    return error.description
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
