import CLinux
import Foundation
import Glibc

/// Tells when files are written, replaced or removed.
///
/// What is watched are the folders of the files: editors write a new file and give it the name of the old
/// one, which a watch on the file itself would lose.
public final class FolderWatch: @unchecked Sendable {
  /// Becomes readable when something has happened in one of the folders.
  public let descriptor: Int32
  // Guarded by the lock.
  private var files: [String: String] = [:]
  private let lock = NSLock()

  /// Makes a watch on nothing.
  public init() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
  }

  deinit { close(descriptor) }

  /// Watches a file, and where it is a link what that leads to.
  public func add(_ path: String) {
    watch(path, as: path)
    if let target = realpath(path, nil) {
      watch(String(cString: target), as: path)
      free(target)
    }
  }

  private func watch(_ path: String, as file: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let name = parts.last else { return }
    var folder = String(path.dropLast(name.utf8.count))
    if folder.isEmpty { folder = "./" }
    let mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE
    let number = inotify_add_watch(descriptor, folder, UInt32(mask))
    guard number >= 0 else { return }
    lock.withLock { files["\(number)/\(name)"] = file }
  }

  /// Takes in what has happened; returns the files that it has happened to.
  public func takeIn() -> Set<String> {
    let files = lock.withLock { self.files }
    var hits: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { return hits }
      var start = 0
      while start + 16 <= count {
        let (number, length) = buffer.withUnsafeBytes {
          (
            $0.loadUnaligned(fromByteOffset: start, as: Int32.self),
            Int($0.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
          )
        }
        let name = String(
          decoding: buffer[(start + 16)..<min(start + 16 + length, count)].prefix { $0 != 0 },
          as: UTF8.self)
        // Without a name the queue ran over, or a folder is gone.
        if name.isEmpty { hits.formUnion(files.values) }
        if let file = files["\(number)/\(name)"] { hits.insert(file) }
        start += 16 + length
      }
    }
  }
}
