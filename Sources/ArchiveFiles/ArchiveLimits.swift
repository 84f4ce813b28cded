/// What is read of an archive, and what is too much.
public struct ArchiveLimits: Sendable, Equatable {
  /// The most bytes of the archive itself.
  public var packedBytes: Int
  /// The most entries.
  public var entries: Int
  /// The most bytes of one file.
  public var fileBytes: Int
  /// The most bytes of all files.
  public var totalBytes: Int
  /// How many times its packed size an archive may grow to, beyond the first megabyte.
  public var growth: Int
  /// Whether archives within it are read as files.
  public var keepsArchives: Bool
  /// The ends of the names of the files that are read, in small letters; nil for all files.
  public var endings: [String]?

  /// Makes limits.
  public init(
    packedBytes: Int, entries: Int, fileBytes: Int, totalBytes: Int, growth: Int,
    keepsArchives: Bool, endings: [String]?
  ) {
    self.packedBytes = packedBytes
    self.entries = entries
    self.fileBytes = fileBytes
    self.totalBytes = totalBytes
    self.growth = growth
    self.keepsArchives = keepsArchives
    self.endings = endings
  }

  /// The archive of one student.
  public static let submission = ArchiveLimits(
    packedBytes: 32 << 20, entries: 1000, fileBytes: 16 << 20, totalBytes: 64 << 20, growth: 100,
    keepsArchives: false, endings: nil)

  /// The archive with the submissions of a class, as a learning platform gives it out.
  public static let wholeClass = ArchiveLimits(
    packedBytes: 1 << 30, entries: 50_000, fileBytes: 32 << 20, totalBytes: 1 << 30, growth: 100,
    keepsArchives: true, endings: [".md"] + archiveEndings + [".yml"])

  /// The ends of the names of archives that are read.
  public static let archiveEndings = [".zip", ".tar.gz", ".tgz", ".tar"]

  /// The ends of the names of other archives.
  public static let otherArchiveEndings = [".gz", ".7z", ".rar", ".xz", ".bz2", ".zst"]
}
