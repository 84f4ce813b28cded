import Glibc

/// How far the open files of this process have been read or written.
///
/// A copy shares these positions with its snapshot: what a cell reads on would be missing when another
/// cell, or the same one once more, goes on from the snapshot.
struct FileOffsets {
  private var offsets: [(descriptor: Int32, offset: off_t)] = []

  /// Notes the positions of all open files that have one, but for the streams that lead to the runner.
  static func now(keeping kept: Set<Int32>) -> FileOffsets {
    var result = FileOffsets()
    guard let folder = opendir("/proc/self/fd") else { return result }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let descriptor = Int32(name), descriptor > 2, descriptor != dirfd(folder),
        !kept.contains(descriptor)
      else { continue }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      result.offsets.append((descriptor, lseek(descriptor, 0, SEEK_CUR)))
    }
    return result
  }

  /// Puts the positions back.
  func restore() {
    for (descriptor, offset) in offsets where offset >= 0 { lseek(descriptor, offset, SEEK_SET) }
  }
}
