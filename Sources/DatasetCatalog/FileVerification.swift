/// How one file of a data set compares with its checksum.
public struct FileVerification: Sendable, Equatable {
  /// What was found.
  public enum State: Sendable, Equatable, CustomStringConvertible {
    /// The contents are the ones listed.
    case ok
    /// The file is listed, but not there.
    case missing
    /// The file has another size than the list says, in bytes.
    case wrongSize(expected: Int, found: Int)
    /// The contents differ from the ones listed; SHA-256 in hexadecimal.
    case wrongChecksum(expected: String, found: String)
    /// The file is there, but no checksum is listed.
    case unlisted
    /// The file is there, but cannot be read, for the reason given.
    case unreadable(String)

    /// A few words for a person, such as `missing`.
    public var description: String {
      switch self {
      case .ok: "ok"
      case .missing: "missing"
      case .wrongSize(let expected, let found): "wrong size: \(found) bytes instead of \(expected)"
      case .wrongChecksum(let expected, let found):
        "wrong checksum: \(found.prefix(12))… instead of \(expected.prefix(12))…"
      case .unlisted: "not listed in SHA256SUMS"
      case .unreadable(let reason): "unreadable: \(reason)"
      }
    }
  }

  /// The name of the data set, which is that of its folder.
  public var dataset: String
  /// The name of the file in that folder.
  public var file: String
  /// The number of bytes found; nil when the file is missing.
  public var byteCount: Int?
  /// What was found.
  public var state: State

  /// Whether the file can be trusted to be the one listed.
  public var isOK: Bool { state == .ok }
}
