import Foundation
import Glibc

/// A program whose output is read piece by piece.
final class PipedProgram {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// Starts a program that is looked for on the `PATH`; throws a `FetchError` when it is not there.
  init(_ name: String, _ arguments: [String]) throws {
    guard let path = Self.path(of: name) else { throw FetchError.missing(name) }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw FetchError(
        cause: .environment, message: "\(path) cannot be started",
        help: "check the installation with `practical doctor`")
    }
  }

  /// Where a program is, if it is on the `PATH`.
  static func path(of name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first {
      access($0, X_OK) == 0
    }
  }

  /// Hands over the output as it comes, until its end; ends the program when something is thrown.
  func read(
    while isWanted: () -> Bool, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    do {
      let descriptor = output.fileHandleForReading.fileDescriptor
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        guard isWanted() else { throw FetchError.interrupted }
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, 100) > 0 else { continue }
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { break }
        try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      }
      // An interrupt from the terminal may have ended the program before this one heard of it.
      guard isWanted() else { throw FetchError.interrupted }
    } catch {
      process.terminate()
      process.waitUntilExit()
      throw error
    }
  }

  /// Waits for the end; the exit status and what the program wrote to standard error.
  func finish() -> (status: Int, errors: String) {
    let data = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = Int(process.terminationStatus)
    return (
      process.terminationReason == .exit ? status : 128 + status,
      String(decoding: data.prefix(2000), as: UTF8.self)
    )
  }
}
