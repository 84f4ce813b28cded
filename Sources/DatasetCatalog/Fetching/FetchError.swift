import Foundation

/// Why a data set could not be fetched.
public struct FetchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Who has to do something.
  public enum Cause: Sendable, Equatable {
    /// What the user named cannot be used: a folder, an address, a file.
    case input
    /// The machine lacks something: a program, the network, space on the disk.
    case environment
    /// The user interrupted.
    case interrupted
  }

  /// Who has to do something.
  public var cause: Cause
  /// What is wrong; further lines give the details.
  public var message: String
  /// What to do, in one line.
  public var help: String

  /// The message as it is printed, without a final newline.
  public var description: String { "error: \(message)\n  help: \(help)" }
}

extension FetchError {
  /// The user interrupted; what is there is kept.
  static let interrupted = FetchError(
    cause: .interrupted, message: "interrupted",
    help: "run the same command again: it goes on where it was stopped")

  /// Something could not be written, for the reason that the system gives.
  static func writing(_ path: String, _ code: Int32) -> FetchError {
    let reason = String(cString: strerror(code))
    switch code {
    case ENOSPC, EDQUOT, EFBIG:
      return FetchError(
        cause: .environment, message: "\(path) cannot be written: \(reason)",
        help: "make room and run the same command again, which goes on where it was stopped; "
          + "or set PRACTICAL_DATASETS to a folder on another disk")
    default:
      return FetchError(
        cause: .input, message: "\(path) cannot be written: \(reason)",
        help: "make the folder writable, or set PRACTICAL_DATASETS to one that is")
    }
  }

  /// A program that is not there.
  static func missing(_ program: String) -> FetchError {
    FetchError(
      cause: .environment, message: "there is no program `\(program)`, which fetching needs",
      help: "sudo apt-get install \(program)")
  }
}

/// Why what was read is not the file that was wanted.
enum ContentFault: Error, Equatable {
  /// It is longer than the file.
  case tooLong
  /// It ends early, after so many bytes.
  case tooShort(Int)
  /// It has the right length and other contents.
  case wrongChecksum
  /// It cannot be unpacked, for a reason.
  case notUnpacked(String)

  /// A few words, for a file that should have a number of bytes.
  func words(expected: Int) -> String {
    switch self {
    case .tooLong: "it holds more than the \(expected) bytes of the file"
    case .tooShort(let found): "it holds \(found) of the \(expected) bytes of the file"
    case .wrongChecksum: "its contents are not those of the file: the checksum is wrong"
    case .notUnpacked(let reason): reason
    }
  }
}
