import Foundation
import Glibc
import Notebooks

/// Folders that a run writes to.
enum OutputFolder {
  /// What to do when what is kept between runs cannot be written.
  static let cacheHelp =
    "a run keeps what it compiles in .practical here; make this folder writable, or run in another"

  /// Makes a folder, and those above it.
  ///
  /// - Throws: `UsageError` when it cannot be made or written to.
  static func make(_ path: String, help: String) throws {
    let shown = Course.shortened(path)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      let reason = obstacle(to: path) ?? self.reason(for: error)
      throw UsageError("the folder `\(shown)` cannot be made: \(reason)", help: help)
    }
    try check(path, help: help)
  }

  /// Makes sure that a folder can be written to.
  ///
  /// - Throws: `UsageError` when it is not there or cannot be written to.
  static func check(_ path: String, help: String) throws {
    guard access(path, W_OK | X_OK) != 0 else { return }
    let reason = String(cString: strerror(errno))
    throw UsageError(
      "the folder `\(Course.shortened(path))` cannot be written to: \(reason)", help: help)
  }

  /// Runs something that writes below `.practical`, and tells a failure of that as wrong usage.
  static func keeping<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as CocoaError {
      let path = error.filePath ?? error.url?.path ?? ".practical"
      throw UsageError(
        "`\(Course.shortened(path))` cannot be used: \(reason(for: error))", help: cacheHelp)
    }
  }

  /// Why something could not be done, in words: those of the system where it has some.
  static func reason(for error: any Error) -> String {
    guard let error = error as? CocoaError else { return String(describing: error) }
    if let cause = error.underlying as? POSIXError {
      return String(cString: strerror(cause.code.rawValue))
    }
    return switch error.code {
    case .fileWriteNoPermission, .fileReadNoPermission: String(cString: strerror(EACCES))
    case .fileWriteVolumeReadOnly: String(cString: strerror(EROFS))
    case .fileWriteOutOfSpace: String(cString: strerror(ENOSPC))
    case .fileWriteFileExists: "there is something else of that name"
    case .fileNoSuchFile, .fileReadNoSuchFile: String(cString: strerror(ENOENT))
    default: error.localizedDescription
    }
  }

  /// What stands in the way of a folder: the nearest thing above it that exists, if that is no folder.
  private static func obstacle(to path: String) -> String? {
    var url = URL(fileURLWithPath: path)
    while url.path != "/" {
      var status = stat()
      if lstat(url.path, &status) == 0 {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        if exists && isFolder.boolValue { return nil }
        let kind = exists ? "a file, not a folder" : "a link to nothing"
        return "`\(Course.shortened(url.path))` is \(kind)"
      }
      url.deleteLastPathComponent()
    }
    return nil
  }
}
