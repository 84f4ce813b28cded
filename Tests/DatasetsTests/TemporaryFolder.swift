import Foundation

/// A folder for one test, removed when the test lets go of it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "DatasetsTests-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path without a final slash.
  var path: String { String(url.path.trimmingSuffix { $0 == "/" }) }

  /// Writes bytes at a path below the folder, with the folders that it needs.
  func write(_ bytes: [UInt8], to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Writes a text at a path below the folder, with the folders that it needs.
  func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }
}

extension String {
  fileprivate func trimmingSuffix(while drop: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !drop($0) }.map { index(after: $0) } ?? startIndex)]
  }
}
