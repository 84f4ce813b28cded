import Foundation
import Testing

/// A temporary folder with a practical in it; removed with the last reference, or when the tests end.
final class Workplace: Sendable {
  /// The folder of all these folders.
  private static let root: URL = {
    // Some runs are kept for all tests that look at them, and so to the end.
    atexit { try? FileManager.default.removeItem(at: Workplace.root) }
    // Without symbolic links, so that paths in messages are the ones written here.
    return FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(
      path: "practical-tests-\(getpid())")
  }()

  let url: URL

  init() throws {
    url = Self.root.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file.
  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes a file.
  func write(_ bytes: [UInt8], to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// The bytes of a file, or nil when there is none.
  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: url.appending(path: name).path).map { Array($0) }
  }

  /// The text of a file, or nil when there is none.
  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// Whether there is such a file or folder.
  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: name).path)
  }

  /// The names of what is in the folder, but for what the tests themselves keep there.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path)
      .filter { !$0.hasPrefix(".terminal-") }.sorted()
  }
}
