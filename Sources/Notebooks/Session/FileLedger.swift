import FileUses
import Foundation

/// The files that cells used through the kit, as their process told it.
///
/// Student code can send anything: what is kept is bounded, and a path is only ever looked at.
public struct FileLedger: Sendable, Equatable {
  /// The most files that are kept.
  public static let limit = 1000

  /// The files that were read or looked for, in the order in which they first were.
  public private(set) var inputs: [InputFile] = []
  /// Whether something was written.
  public private(set) var hasWritten = false
  /// Whether all inputs are known, and each was in one state all the time.
  public private(set) var isComplete = true
  private var numbers: [String: Int] = [:]

  /// Makes an empty ledger.
  public init() {}

  /// Takes in one use.
  public mutating func note(_ use: FileUse) {
    if use.kind == .written {
      hasWritten = true
      return
    }
    let input = InputFile(path: use.path, kind: use.kind, stamp: use.stamp)
    guard let number = numbers[use.path] else {
      guard inputs.count < Self.limit else {
        isComplete = false
        return
      }
      numbers[use.path] = inputs.count
      inputs.append(input)
      return
    }
    let known = inputs[number]
    if known.kind == .present && use.kind == .read {
      inputs[number] = input
    } else if known != input && !(known.kind == .read && use.kind == .present) {
      isComplete = false
    }
  }

}

/// A file that a cell read or looked for, and what it found.
public struct InputFile: Sendable, Hashable, Codable {
  /// The path, from the root of the file system.
  public var path: String
  /// What the cell found out: all that is in it, or only whether it is there.
  public var kind: FileUse.Kind
  /// The state of the file when it was read.
  public var stamp: FileStamp
  /// The SHA-256 of what was read, where that is known.
  public var checksum: String?

  /// The most bytes of files whose checksums are computed for one run.
  static let checksumLimit = 64 << 20
  /// How long before it is looked at a file must have been changed for its stamp to be trusted, in
  /// nanoseconds: the clock of a file system stands still for some milliseconds, and what is written in
  /// that time leaves no trace in the stamp.
  static let settlingTime = 100_000_000

  /// Whether a cell that looks now would find what it found.
  public var isUnchanged: Bool {
    switch kind {
    case .absent: return access(path, R_OK) != 0
    case .present: return access(path, F_OK) == 0
    case .folder:
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    case .written: return false
    case .read:
      guard let now = Self.stamp(of: path) else { return false }
      if now == stamp { return true }
      guard let checksum, now.size == stamp.size else { return false }
      return Self.checksum(of: path) == checksum
    }
  }

  /// The same with the checksum of the file, if it is still as it was read, and was not changed just now.
  ///
  /// - Parameter room: how many more bytes may be read for checksums; a file beyond that has none, and
  ///   counts as changed once its stamp is another.
  /// - Returns: the input, or nil when what was read can no longer be told.
  func settled(room: inout Int) -> InputFile? {
    guard kind == .read else { return isUnchanged ? self : nil }
    guard let now = Self.stamp(of: path), now == stamp else { return nil }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    guard time.tv_sec * 1_000_000_000 + time.tv_nsec > stamp.changed + Self.settlingTime else {
      return nil
    }
    var settled = self
    if now.size <= room {
      room -= now.size
      settled.checksum = Self.checksum(of: path)
    }
    return Self.stamp(of: path) == stamp ? settled : nil
  }

  /// The stamp of a regular file.
  static func stamp(of path: String) -> FileStamp? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileStamp(status)
  }

  private static func checksum(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { Digest.sha256(Array($0)) }
  }
}
