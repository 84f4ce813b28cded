import CLinux
import Foundation
import Glibc
import LiveChannel
import Notebooks

/// The program that serves the page, seen from the run.
struct HelperProcess: Sendable {
  /// The port that it listens on.
  let port: UInt16

  /// What the program serves.
  enum Mode {
    /// A report that changes: the page into which its pieces are written, and its policy.
    case report(html: [UInt8], policy: String)
    /// Pages with forms, which come from this program one by one.
    case forms

    fileprivate var arguments: [String] { if case .forms = self { ["forms"] } else { [] } }
  }

  private let process: ChildProcess
  private let input: Int32
  private let replies: Int32

  /// Starts the program and waits until it listens.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for a free one.
  ///   - token: the secret in the address, told where no other process can see it.
  ///   - mode: what it serves.
  /// - Returns: the program.
  /// - Throws: `LiveReportServer.StartFailure` when it cannot be started or cannot listen.
  static func start(port: UInt16, token: String, mode: Mode) throws -> HelperProcess {
    let program = try path()
    // A socket, because writing to a pipe that nobody reads any more would end this program.
    guard let (toHelper, fromRun) = socketPair(), let (toRun, fromHelper) = pipe() else {
      throw LiveReportServer.StartFailure(reason: "no pipe to be had")
    }
    let errors = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { for descriptor in [fromRun, toRun, errors] { close(descriptor) } }
    let process: ChildProcess
    do {
      process = try ChildProcess.start(
        [program] + mode.arguments, environment: ChildProcess.inheritedEnvironment(),
        descriptors: [(fromRun, 0), (toRun, 1), (errors, 2)])
    } catch {
      for descriptor in [toHelper, fromHelper] { close(descriptor) }
      throw LiveReportServer.StartFailure(reason: error.description)
    }
    write(LiveMessage.listen(port: Int(port), token: token), to: toHelper)
    if case .report(let html, let policy) = mode {
      write(LiveMessage.shell(html: html, policy: policy), to: toHelper)
    }
    switch firstReply(from: fromHelper) {
    case .listening(let port):
      return HelperProcess(
        port: UInt16(port), process: process, input: toHelper, replies: fromHelper)
    case .failure(let reason): throw ended(process, [toHelper, fromHelper], reason)
    default: throw ended(process, [toHelper, fromHelper], "`\(program)` ended without an answer")
    }
  }

  /// Sends a message; waits while the program reads what came before.
  func send(_ message: LiveMessage) { Self.write(message, to: input) }

  /// Sends bytes.
  func send(_ frame: [UInt8]) { Self.write(frame, to: input) }

  /// Whether there is something to read, waiting for it for some milliseconds at most.
  func hasRequest(within milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: replies, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) == 1
  }

  /// Reads one message with its length before it; nil when the program has ended.
  func frame() -> [UInt8]? { LengthPrefix.read(from: replies, limit: 1 << 20) }

  /// Reads replies on a thread of its own, until there are none any more; then nil.
  func listen(_ notify: @escaping @Sendable (LiveReply?) -> Void) {
    let replies = replies
    Thread {
      while let line = Self.line(from: replies) {
        if let reply = LiveReply(line: line) { notify(reply) }
      }
      close(replies)
      notify(nil)
    }.start()
  }

  /// Lets the program end, and ends it when it takes longer.
  func end(within seconds: Double) {
    close(input)
    let limit = ContinuousClock.now + .seconds(seconds)
    var status: Int32 = 0
    while waitpid(process.processID, &status, WNOHANG) == 0 {
      if ContinuousClock.now > limit {
        process.end()
        break
      }
      usleep(2000)
    }
    process.wait()
  }

  private static func ended(
    _ process: ChildProcess, _ descriptors: [Int32], _ reason: String
  ) -> LiveReportServer.StartFailure {
    for descriptor in descriptors { close(descriptor) }
    process.end()
    process.wait()
    return LiveReportServer.StartFailure(reason: reason)
  }

  /// The program beside this one.
  private static func path() throws(LiveReportServer.StartFailure) -> String {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = own.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path } ?? "."
    let path = folder + "/practical-live-server"
    guard access(path, X_OK) == 0 else {
      throw LiveReportServer.StartFailure(
        reason: "`practical-live-server` is not beside this program; build it again")
    }
    return path
  }

  private static func pipe() -> (write: Int32, read: Int32)? {
    var ends: [Int32] = [-1, -1]
    return linux_pipe(&ends) == 0 ? (ends[1], ends[0]) : nil
  }

  private static func socketPair() -> (ours: Int32, other: Int32)? {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    return socketpair(AF_UNIX, kind, 0, &ends) == 0 ? (ends[0], ends[1]) : nil
  }

  private static func firstReply(from descriptor: Int32) -> LiveReply? {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, 10_000) == 1 else { return nil }
    return line(from: descriptor).flatMap { LiveReply(line: $0) }
  }

  private static func line(from descriptor: Int32) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1, bytes.count < 4096 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
  }

  private static func write(_ message: LiveMessage, to descriptor: Int32) {
    write(message.frame, to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start,
          Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      start += count
    }
  }
}
