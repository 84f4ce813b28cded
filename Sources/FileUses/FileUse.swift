internal import Glibc

/// What tells two states of a file apart without reading it.
public struct FileStamp: Sendable, Equatable, Hashable, Codable {
  /// The device that the file is on.
  public var device: UInt64
  /// The number of the file on its device.
  public var inode: UInt64
  /// The size in bytes.
  public var size: Int
  /// When the contents were last written, in nanoseconds since 1970.
  public var modified: Int
  /// When the contents, name or rights were last changed, in nanoseconds since 1970; unlike the time of
  /// writing, no program can set it back.
  public var changed: Int

  /// Makes a stamp from its parts.
  public init(device: UInt64, inode: UInt64, size: Int, modified: Int, changed: Int) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// The stamp of nothing.
  public static let none = FileStamp(device: 0, inode: 0, size: 0, modified: 0, changed: 0)
}

/// One look at a file, or one writing of a file, by the kit.
public struct FileUse: Sendable, Equatable {
  /// What was done.
  public enum Kind: UInt8, Sendable, Codable, CaseIterable {
    /// The file was read whole.
    case read
    /// It was found that there is a folder.
    case folder
    /// It was found that there is something.
    case present
    /// It was found that there is nothing that can be opened.
    case absent
    /// The file was written or replaced.
    case written
  }

  /// The path, as the cell gave it.
  public var path: String
  /// What was done.
  public var kind: Kind
  /// The state of the file when it was read; `.none` otherwise.
  public var stamp: FileStamp

  /// Makes a record from its parts.
  public init(path: String, kind: Kind, stamp: FileStamp = .none) {
    self.path = path
    self.kind = kind
    self.stamp = stamp
  }
}

/// Tells whoever wants to know which files the kit uses.
///
/// What the cells of a practical read decides what they give, so a runner that wants to keep results has
/// to know it. The modules that read files know no runner: they say here what they do.
package enum FileUseObserver {
  /// Called with each use, on the thread that uses the file; set once, before the first use.
  nonisolated(unsafe) private static var body: (@Sendable (FileUse) -> Void)?

  /// Has a function called with each use from now on.
  package static func install(_ body: @escaping @Sendable (FileUse) -> Void) {
    unsafe self.body = body
  }

  /// Tells of a use.
  package static func note(_ path: String, _ kind: FileUse.Kind, _ stamp: FileStamp = .none) {
    guard let body = unsafe body else { return }
    // The caller may still want to know why its last call to the system failed.
    let reason = errno
    body(FileUse(path: path, kind: kind, stamp: stamp))
    errno = reason
  }
}
