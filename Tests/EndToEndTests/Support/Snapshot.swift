import Foundation
import Testing

/// Texts that the program prints, compared with those in the folder `Snapshots`.
///
/// With `PRACTICAL_RECORD_SNAPSHOTS=1` the files are written anew instead, and the tests that did so fail,
/// so that no recording passes for a comparison.
enum Snapshot {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Snapshots")

  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["PRACTICAL_RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name): look at it, and run again", sourceLocation: sourceLocation)
      return
    }
    let data = try #require(
      FileManager.default.contents(atPath: file.path),
      "there is no snapshot \(name): record it with PRACTICAL_RECORD_SNAPSHOTS=1",
      sourceLocation: sourceLocation)
    let expected = String(decoding: data, as: UTF8.self)
    if text == expected { return }
    let difference = zip(lines(text) + ["<end>"], lines(expected) + ["<end>"]).enumerated().first {
      $0.element.0 != $0.element.1
    }
    Issue.record(
      """
      the text differs from \(name)\(difference.map { " at line \($0.offset + 1)" } ?? ""):
        expected: \(difference?.element.1 ?? "")
        got:      \(difference?.element.0 ?? "")
      in full:
      \(text)
      """, sourceLocation: sourceLocation)
  }

  /// A text without what changes from run to run: times and the temporary folder.
  static func normalized(_ text: String, in folder: Workplace) -> String {
    text.replacing(folder.url.path, with: "<folder>")
      .replacing(/\d+\.\d+ (ms|s)\b/) { _ in "<time>" }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
