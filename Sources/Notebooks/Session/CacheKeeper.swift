import Foundation
import Glibc

/// Keeps the folder of what was compiled and drawn within bounds.
///
/// Whoever uses the folder holds a lock on it that others can hold too; removing needs it alone. So nothing
/// that another program uses is removed, and what this one has used lately stays in any case.
public final class CacheKeeper {
  private let folder: String
  private let limit: Int
  private let lock: Int32

  /// Begins to use a folder, which is there.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - limit: the most bytes that are to be in it.
  public init(folder: String, limit: Int = 500_000_000) {
    self.folder = folder
    self.limit = limit
    lock = open(folder + "/in-use", O_RDONLY | O_CREAT | O_CLOEXEC, 0o644)
    flock(lock, LOCK_SH | LOCK_NB)
  }

  deinit { close(lock) }

  private struct Entry {
    var path: String
    var bytes: Int
    var used: Int
  }

  /// Removes what was used longest ago, if there is too much, and what ended programs have left unfinished.
  ///
  /// - Parameter recent: what was used in this many seconds stays.
  public func trim(sparing recent: Int = 600) {
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      flock(lock, LOCK_SH | LOCK_NB)
      return
    }
    defer { flock(lock, LOCK_SH | LOCK_NB) }
    var entries: [Entry] = []
    for kind in ["units", "interfaces", "parsed", "plans", "plots"] {
      for name in Self.names(in: "\(folder)/\(kind)") {
        let path = "\(folder)/\(kind)/\(name)"
        if name.hasPrefix("work-") {
          // Nobody else uses the folder: who began this is gone, or is this program.
          if !name.hasPrefix("work-\(getpid())-") {
            try? FileManager.default.removeItem(atPath: path)
          }
        } else if let entry = Self.entry(at: path) {
          entries.append(entry)
        }
      }
    }
    var total = entries.reduce(0) { $0 + $1.bytes }
    guard total > limit else { return }
    let now = time(nil)
    for entry in entries.sorted(by: { $0.used < $1.used }) {
      if total <= limit / 5 * 4 || entry.used > now - recent { return }
      try? FileManager.default.removeItem(atPath: entry.path)
      total -= entry.bytes
    }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func entry(at path: String) -> Entry? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    var bytes = Int(status.st_blocks) * 512
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in names(in: path) {
        var part = stat()
        if lstat("\(path)/\(name)", &part) == 0 { bytes += Int(part.st_blocks) * 512 }
      }
    }
    return Entry(
      path: path, bytes: bytes, used: max(status.st_mtim.tv_sec, status.st_atim.tv_sec))
  }

  /// Notes that something in the folder was used.
  static func touch(_ path: String) { utimensat(AT_FDCWD, path, nil, 0) }
}
