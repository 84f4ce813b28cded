/// What happens while a data set is fetched.
public enum FetchEvent: Sendable, Equatable {
  /// Another process fetches into the same folder.
  case waiting
  /// The first bytes of a file are asked for, at an address; so many are there from an earlier download.
  case began(file: String, address: String, present: Int)
  /// So many bytes of a download are there, of so many.
  case progress(file: String, done: Int, total: Int)
  /// Something did not work, and is tried again or elsewhere.
  case trouble(file: String, reason: String)
  /// A file is there, with the contents wanted.
  case done(FetchedFile)
}

/// A file of a data set that is there.
public struct FetchedFile: Sendable, Equatable {
  /// Where it came from.
  public enum Origin: Sendable, Equatable {
    /// It was there before.
    case present
    /// It was read from another file on this machine.
    case copied(from: String)
    /// It was downloaded from an address, after so many bytes of an earlier download.
    case downloaded(from: String, resumedAt: Int)
  }

  /// The name.
  public var name: String
  /// The path.
  public var path: String
  /// The number of bytes.
  public var byteCount: Int
  /// Where it came from.
  public var origin: Origin
}
