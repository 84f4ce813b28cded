import Foundation

/// Where a host finds the compiled cells.
///
/// In a sandbox the host sees a folder into which each library is put when its turn comes; those of hidden
/// checks are not there while students' cells run. Without a sandbox it loads them from where they are.
struct LibraryShelf {
  /// The folder, or an empty text where there is none.
  let folder: String

  /// Makes the folder, where one is needed.
  init(_ options: RunOptions) throws {
    guard options.confinement != nil else {
      folder = ""
      return
    }
    folder = "\(options.cache)/shelf/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// The path under which the host finds a library.
  func place(_ library: String) -> String {
    guard !folder.isEmpty else { return library }
    return "\(folder)/\(URL(fileURLWithPath: library).lastPathComponent)"
  }

  /// Puts a library there, and gives the path under which the host finds it.
  func put(_ library: String) throws -> String {
    let place = place(library)
    if place != library, !FileManager.default.fileExists(atPath: place) {
      try FileManager.default.copyItem(atPath: library, toPath: place)
    }
    return place
  }

  /// Takes everything away.
  func remove() {
    if !folder.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
  }
}
