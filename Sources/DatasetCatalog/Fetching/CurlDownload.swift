import Foundation
import Glibc

/// Downloads one address to a `.part` file with the program `curl`, from where an earlier download stopped.
///
/// The bytes come through a pipe and are written here: so no more of them is kept than the file may have, and `curl`
/// ends when this process does.
struct CurlDownload {
  /// How a download ended that nobody stopped.
  enum Outcome: Equatable {
    /// The server sent all that it had to send.
    case complete
    /// It did not; going on from what is there may help, now or later.
    case broken(String)
    /// This address does not have the file.
    case refused(String)
    /// The server cannot go on in the middle of the file.
    case cannotResume
  }

  /// The address.
  var address: String
  /// The file to write to, after the bytes that it has.
  var path: String
  /// The most bytes that the file may have.
  var maximumByteCount: Int
  /// Asked now and then; false stops.
  var isWanted: () -> Bool
  /// Told how many bytes are there, as they come.
  var report: (Int) -> Void

  /// Downloads what is missing; throws a `FetchError` when that is not for the network to decide.
  func run() throws -> Outcome {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw FetchError.writing(path, errno) }
    defer { close(descriptor) }
    let offset = Int(lseek(descriptor, 0, SEEK_END))
    guard offset >= 0 else { throw FetchError.writing(path, errno) }
    var byteCount = offset
    let program = try PipedProgram("curl", arguments(offset: offset))
    do {
      try program.read(while: isWanted) { bytes in
        guard byteCount + bytes.count <= maximumByteCount else { throw ContentFault.tooLong }
        try Self.write(bytes, to: descriptor, path: path)
        byteCount += bytes.count
        report(byteCount)
      }
    } catch ContentFault.tooLong {
      return .refused("the answer is longer than the \(maximumByteCount) bytes of the file")
    }
    let (status, errors) = program.finish()
    return outcome(status: status, errors: errors)
  }

  /// What `curl` is told. Nothing comes from a configuration file, and only from encrypted or named addresses.
  private func arguments(offset: Int) -> [String] {
    let protocols = address.hasPrefix("http://") ? "=http,https" : "=https"
    var arguments = [
      "--disable", "--silent", "--show-error", "--fail", "--globoff", "--no-buffer",
      "--location", "--max-redirs", "5", "--proto", protocols, "--proto-redir", protocols,
      "--max-filesize", "\(maximumByteCount)", "--connect-timeout", "20", "--speed-limit", "100",
      "--speed-time", "30", "--write-out", "%{stderr}\nstatus %{http_code}\n",
    ]
    if offset > 0 { arguments += ["--continue-at", "\(offset)"] }
    return arguments + ["--output", "-", "--url", address]
  }

  /// What the end of `curl` means; the numbers are in the section EXIT CODES of its manual.
  private func outcome(status: Int, errors: String) -> Outcome {
    let httpStatus = errors.split(separator: "\n").last { $0.hasPrefix("status ") }?.dropFirst(7)
    switch status {
    case 0: return .complete
    case 22 where httpStatus == "416", 33, 36: return .cannotResume
    case 22:
      let code = httpStatus.map { String($0) } ?? "an error"
      let words = "the server answers \(code)" + (code == "404" ? ", there is no such file" : "")
      let isPassing = ["408", "429", "500", "502", "503", "504"].contains(code)
      return isPassing ? .broken(words) : .refused(words)
    case 63: return .refused("the answer is longer than the \(maximumByteCount) bytes of the file")
    case 18, 52, 55, 56, 92: return .broken("the connection broke off")
    case 28: return .broken("the server does not answer in time")
    case 5, 6: return .refused("the name cannot be looked up: is there a network?")
    case 7: return .refused("the server cannot be reached")
    default: return .refused(Self.message(in: errors) ?? "curl ended with status \(status)")
    }
  }

  /// The message of `curl`, without its number. Part of it may come from a server, so only plain characters are kept.
  private static func message(in errors: String) -> String? {
    guard let line = errors.split(separator: "\n").first(where: { $0.hasPrefix("curl: (") }),
      let range = line.firstRange(of: ") ")
    else { return nil }
    let plain = line[range.upperBound...].utf8.prefix(200).map { byte in
      (0x20..<0x7F).contains(byte) ? byte : UInt8(ascii: "?")
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
  ) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FetchError.writing(path, errno) }
      rest = rest.dropFirst(count)
    }
  }
}
