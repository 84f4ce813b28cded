import ArchiveFiles
import Foundation
import Glibc
import Notebooks
import Wire

/// Reads and writes archives by way of `practical-archiver`, the program beside this one: what a student's
/// archive does to its reader, it does to a process that has nothing to lose.
public struct ArchiveProgram: Sendable {
  private let path: String

  /// How long the program may take, in seconds; its processor time is bounded to less.
  private static let longestTime = 900.0

  /// Finds the program.
  ///
  /// - Returns: the program.
  /// - Throws: `Toolchain.Missing` when it is not there.
  public static func find() throws -> ArchiveProgram {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = URL(fileURLWithPath: own ?? CommandLine.arguments[0]).deletingLastPathComponent()
    return try ArchiveProgram(path: folder.path + "/practical-archiver")
  }

  /// Takes the program at a path.
  ///
  /// - Parameter path: the path.
  /// - Throws: `Toolchain.Missing` when it is not there.
  public init(path: String) throws {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Toolchain.Missing(
        message: "the program that reads and writes archives is missing: \(path)",
        help: "build everything with `swift build -c release`, or start `./practical`")
    }
    self.path = path
  }

  /// Reads the archive at a path; no link is followed.
  ///
  /// - Parameters:
  ///   - path: the path of the archive.
  ///   - task: whose archive it is.
  /// - Returns: what is in it.
  /// - Throws: why it is not read.
  public func read(at path: String, as task: ArchiveTask) throws(ArchiveFault) -> ArchiveContents {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .reader(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .reader("it is no regular file")
    }
    return try contents(run(task, input: descriptor))
  }

  /// Reads an archive in memory.
  ///
  /// - Parameters:
  ///   - bytes: the archive.
  ///   - task: whose archive it is.
  /// - Returns: what is in it.
  /// - Throws: why it is not read.
  public func read(_ bytes: [UInt8], as task: ArchiveTask) throws(ArchiveFault) -> ArchiveContents {
    let descriptor = try Self.file(holding: bytes)
    defer { close(descriptor) }
    return try contents(run(task, input: descriptor))
  }

  /// Packs files into a zip archive; the same files give the same bytes.
  ///
  /// - Parameter files: the files.
  /// - Returns: the archive.
  /// - Throws: why it cannot be written.
  public func zip(_ files: [ArchivedFile]) throws(ArchiveFault) -> [UInt8] {
    var writer = WireWriter()
    writer.write(list: files) { $1.write($0) }
    let descriptor = try Self.file(holding: writer.bytes)
    defer { close(descriptor) }
    switch try run(.write, input: descriptor) {
    case .written(let bytes): return bytes
    case .fault(let fault): throw fault
    case .contents: throw .reader("its program answered something else")
    }
  }

  private func contents(_ answer: ArchiveAnswer) throws(ArchiveFault) -> ArchiveContents {
    switch answer {
    case .contents(let contents): return contents
    case .fault(let fault): throw fault
    case .written: throw .reader("its program answered something else")
    }
  }

  /// A file without a name that holds bytes, open at its start.
  private static func file(holding bytes: [UInt8]) throws(ArchiveFault) -> Int32 {
    var template =
      Array(FileManager.default.temporaryDirectory.path.utf8CString.dropLast())
      + Array("/practical-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .reader(String(cString: strerror(errno))) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let words = String(cString: strerror(errno))
        close(descriptor)
        throw .reader(words)
      }
      sent += count
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private func run(_ task: ArchiveTask, input: Int32) throws(ArchiveFault) -> ArchiveAnswer {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .reader(String(cString: strerror(errno))) }
    defer { close(ends[0]) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let child: ChildProcess
    do {
      defer { close(ends[1]) }
      child = try ChildProcess.start(
        [path, task.rawValue], environment: [:], descriptors: [(input, 0), (ends[1], 1)])
    } catch {
      throw .reader("\(error)")
    }
    let bytes = Self.collect(from: ends[0], limit: task.limits.totalBytes * 2 + (8 << 20))
    if bytes == nil { child.end() }
    let status = child.wait()
    var reader = WireReader(bytes ?? [])
    guard status == 0, let answer = try? ArchiveAnswer(from: &reader) else {
      throw .reader(
        status == 0 || bytes == nil
          ? "its program took too long or said too much" : "its program ended with \(status)")
    }
    return answer
  }

  /// Everything that comes through a pipe, or nil when it is too much or does not end.
  private static func collect(from descriptor: Int32, limit: Int) -> [UInt8]? {
    let deadline = Date().addingTimeInterval(longestTime)
    var collected: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let rest = deadline.timeIntervalSinceNow
      guard rest > 0 else { return nil }
      poll(&polled, 1, Int32(rest * 1000))
      if polled.revents == 0 { continue }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return collected }
      guard collected.count + count <= limit else { return nil }
      collected.append(contentsOf: buffer.prefix(count))
    }
  }
}
