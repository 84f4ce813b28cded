internal import FileUses
internal import Glibc

/// Reads whole files.
internal enum FileContents {
  /// The largest file that is read: 8 GB.
  private static let maximumByteCount = 8_000_000_000

  /// The bytes of a regular file.
  internal static func read(_ path: String) throws(TensorFileError) -> [UInt8] {
    // Not blocking matters for a named pipe, which would otherwise wait for a writer for ever.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      FileUseObserver.note(path, .absent)
      if errno == ENOENT {
        throw TensorFileError(
          path: path, message: "the file is missing",
          help: "look at the path, and at the folder that the program runs in")
      }
      throw .system(path, "the file cannot be read")
    }
    defer { close(descriptor) }

    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .system(path, "the file cannot be read")
    }
    FileUseObserver.note(path, .read, FileStamp(status))
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw TensorFileError(
        path: path, message: "this is not a file", help: "give the path of a file with tensors")
    }
    let size = Int(status.st_size)
    guard size <= maximumByteCount else {
      throw TensorFileError(
        path: path, message: "the file has \(size) bytes",
        help: "at most \(maximumByteCount) are read: split it")
    }
    var bytes = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < size {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, size - filled)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .system(path, "the file cannot be read") }
      guard got > 0 else {
        throw TensorFileError(
          path: path, message: "the file became shorter while it was read",
          help: "another program is writing it: try again")
      }
      filled += got
    }
    return bytes
  }
}

extension TensorFileError {
  /// The mistake that the last call to the system reported.
  internal static func system(_ path: String, _ message: String) -> TensorFileError {
    let code = errno
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    let help =
      switch code {
      case ENOSPC, EDQUOT: "free some space on the disk"
      case EACCES, EPERM, EROFS: "look at who may use the file and its folder"
      case ENOENT, ENOTDIR: "make the folder first"
      default: "look at the path"
      }
    return TensorFileError(path: path, message: "\(message): \(reason)", help: help)
  }
}
