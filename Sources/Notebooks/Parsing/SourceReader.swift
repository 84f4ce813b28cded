import Glibc

/// Reads the text of a file, or says why it cannot be read.
package enum SourceReader {
  /// The most bytes of a practical.
  static let maximumSize = 4_000_000

  /// Reads a file.
  package static func read(path: String) throws(Diagnostic) -> SourceFile {
    try source(path: path, bytes: try contents(path: path))
  }

  /// Makes a source of the bytes of a file.
  static func source(path: String, bytes: [UInt8]) throws(Diagnostic) -> SourceFile {
    if let index = bytes.firstIndex(of: 0) {
      let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      throw diagnostic(
        isUTF16 ? "the file is UTF-16, not UTF-8" : "the file is binary, not text", path: path,
        at: isUTF16 ? 0 : index, of: bytes,
        help: isUTF16
          ? "save it as UTF-8" : "name a Markdown file, such as practicals/01-….md")
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw diagnostic(
        "the file is not UTF-8", path: path, at: error.byteOffsets.lowerBound, of: bytes,
        help: "save it as UTF-8; the byte here is 0x"
          + String(bytes[error.byteOffsets.lowerBound], radix: 16, uppercase: true))
    }
    let source = SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    guard source.lines.contains(where: { !$0.trimmed.isEmpty }) else {
      throw unreadable(path, "the file is empty", help: "write the practical into it")
    }
    return source
  }

  private static func contents(path: String) throws(Diagnostic) -> [UInt8] {
    // Without `O_NONBLOCK` the opening of a pipe waits for someone to write into it.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno, path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw unreadable(path, "this is a folder, not a file", help: "name a Markdown file in it")
    default:
      throw unreadable(path, "this is no regular file", help: "name a Markdown file")
    }
    var bytes = [UInt8](repeating: 0, count: maximumSize + 1)
    var count = 0
    while count < bytes.count {
      let received = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if received < 0, errno == EINTR { continue }
      guard received >= 0 else { throw failure(errno, path: path) }
      if received == 0 { break }
      count += received
    }
    guard count <= maximumSize else {
      throw unreadable(
        path, "the file is larger than 4 MB", help: "keep data and pictures in files of their own")
    }
    return Array(bytes[..<count])
  }

  private static func failure(_ code: Int32, path: String) -> Diagnostic {
    switch code {
    case ENOENT, ENOTDIR:
      unreadable(
        path, "there is no such file", help: "check the path; it starts from the current folder")
    case EACCES, EPERM:
      unreadable(
        path, "the file may not be read", help: "give yourself the right: chmod u+r on the file")
    default:
      unreadable(
        path, "the file cannot be read: \(String(cString: strerror(code)))", help: "check the path")
    }
  }

  private static func unreadable(_ path: String, _ message: String, help: String) -> Diagnostic {
    Diagnostic(path: path, line: 1, column: 1, message, help: help, sourceLine: nil)
  }

  /// Points at a byte of a text that is no good as a whole.
  private static func diagnostic(
    _ message: String, path: String, at offset: Int, of bytes: [UInt8], help: String
  ) -> Diagnostic {
    let before = SourceFile(path: path, text: String(decoding: bytes[..<offset], as: UTF8.self))
    let column = (before.lines.last?.count ?? 0) + 1
    let rest = bytes[offset...].prefix { $0 != 0x0A && $0 != 0x0D }.prefix(160)
    let line = (before.lines.last ?? "") + String(decoding: rest, as: UTF8.self)
    return Diagnostic(
      path: path, line: before.lines.count, column: column, message, help: help, sourceLine: line)
  }
}
