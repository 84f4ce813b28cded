import CZlib
import Foundation
import Glibc

/// Reads a file of a data set out of what was downloaded or copied: the file itself, packed by gzip, or one entry of
/// a zip archive.
///
/// Nothing is written but to the file that is handed in, and no more than that takes: an archive decides neither
/// where something goes nor how much it is.
struct Unpacking {
  /// The file to read from.
  var source: String
  /// The name of the file to get.
  var name: String
  /// Asked now and then; false stops.
  var isWanted: () -> Bool

  private enum Form {
    case plain
    case gzip
    case zip
  }

  /// Hands over the contents piece by piece; throws a `ContentFault` or a `FetchError`, and what `body` throws.
  func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch try form() {
    case .plain: try readPlain(body)
    case .gzip: try readGzip(body)
    case .zip: try readZip(body)
    }
  }

  /// How the source is packed, by its first bytes.
  private func form() throws -> Form {
    let descriptor = open(source, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(errno) }
    defer { close(descriptor) }
    var start = [UInt8](repeating: 0, count: 4)
    guard Glibc.read(descriptor, &start, start.count) >= 0 else { throw unreadable(errno) }
    if start.starts(with: [0x1F, 0x8B]) { return name.hasSuffix(".gz") ? .plain : .gzip }
    return start == [0x50, 0x4B, 3, 4] && !name.hasSuffix(".zip") ? .zip : .plain
  }

  private func readGzip(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard let stream = gzopen(source, "rb") else { throw unreadable(errno) }
    defer { gzclose(stream) }
    gzbuffer(stream, 1 << 17)
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      guard isWanted() else { throw FetchError.interrupted }
      let count = Int(gzread(stream, &buffer, UInt32(buffer.count)))
      guard count >= 0 else {
        throw ContentFault.notUnpacked("it is cut short or changed, and gzip cannot unpack it")
      }
      guard count > 0 else { return }
      try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  private func readPlain(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let descriptor = open(source, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(errno) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      guard isWanted() else { throw FetchError.interrupted }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(errno) }
      guard count > 0 else { return }
      try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  /// Has `unzip` write one entry to a pipe. The password keeps it from asking for one.
  private func readZip(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let path = URL(fileURLWithPath: source).path
    let program = try PipedProgram("unzip", ["-P", "none", "-p", path, name])
    try program.read(while: isWanted, body)
    let status = program.finish().status
    guard status <= 1 else {
      throw ContentFault.notUnpacked("it is no sound zip archive with a file `\(name)`")
    }
  }

  private func unreadable(_ code: Int32) -> FetchError {
    FetchError(
      cause: .input, message: "\(source) cannot be read: \(String(cString: strerror(code)))",
      help: "make it readable, or take another copy")
  }
}
