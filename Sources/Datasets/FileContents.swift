internal import FileUses
internal import Glibc

/// Reads whole files.
enum FileContents {
  /// The largest file that is read: 512 MB.
  static let maximumByteCount = 512_000_000

  /// Whether there is a file or a folder at a path.
  static func exists(_ path: String) -> Bool {
    let isThere = unsafe access(path, F_OK) == 0
    FileUseObserver.note(path, isThere ? .present : .absent)
    return isThere
  }

  /// The bytes of a regular file.
  ///
  /// Throws when the file is missing, is a folder or a device, cannot be read, or is larger than the limit.
  static func read(
    _ path: String, maximumByteCount: Int = maximumByteCount
  ) throws(DatasetError) -> [UInt8] {
    // Not blocking matters for a named pipe, which would otherwise wait for a writer for ever.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = errno
      FileUseObserver.note(path, .absent)
      throw .damaged(path, reason == ENOENT ? "the file is missing" : cannotRead(reason))
    }
    defer { close(descriptor) }

    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .damaged(path, cannotRead(errno)) }
    FileUseObserver.note(path, .read, FileStamp(status))
    guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged(path, "this is not a file") }
    guard Int(status.st_size) <= maximumByteCount else {
      throw .damaged(
        path,
        "the file has \(status.st_size) bytes, more than the \(maximumByteCount) that are read")
    }
    return try read(descriptor, byteCount: Int(status.st_size), path: path)
  }

  private static func read(
    _ descriptor: Int32, byteCount: Int, path: String
  ) throws(DatasetError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var filled = 0
    while filled < byteCount {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, byteCount - filled)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .damaged(path, cannotRead(errno)) }
      guard got > 0 else { throw .damaged(path, "the file became shorter while it was read") }
      filled += got
    }
    return bytes
  }

  private static func cannotRead(_ code: Int32) -> String {
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return "the file cannot be read: \(reason)"
  }
}
