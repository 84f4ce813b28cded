import Glibc

/// What the file of the running program was when something began.
struct ProgramStamp {
  private let path: String
  private let begun: [Int]?

  init() {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &bytes, bytes.count - 1)
    path = String(
      decoding: bytes.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    begun = Self.read(path)
  }

  /// Whether there is another file, or none, in its place now.
  var isReplaced: Bool { Self.read(path) != begun || begun == nil }

  private static func read(_ path: String) -> [Int]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return [
      Int(status.st_dev), Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec),
      Int(status.st_mtim.tv_nsec),
    ]
  }
}
