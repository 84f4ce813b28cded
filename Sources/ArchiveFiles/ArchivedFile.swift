import Wire

/// One file of an archive.
public struct ArchivedFile: Sendable, Equatable, WireCodable {
  /// The path in the archive: names with `/` between them, without `.`, `..` and what could command a
  /// terminal.
  public var path: String
  /// What is in it.
  public var bytes: [UInt8]
  /// When it was last changed, as the archive says, in seconds since 1970 in UTC; 0 where it says nothing.
  public var modified: Int

  /// Makes a file.
  public init(path: String, bytes: [UInt8], modified: Int) {
    self.path = path
    self.bytes = bytes
    self.modified = modified
  }

  /// Writes the file.
  public func encode(into writer: inout WireWriter) {
    writer.write(path)
    writer.write(bytes)
    writer.write(modified)
  }

  /// Reads a file.
  public init(from reader: inout WireReader) throws(WireError) {
    path = try reader.readString()
    bytes = try reader.readBytes()
    modified = try reader.readInt()
  }
}

/// What was read of an archive.
public struct ArchiveContents: Sendable, Equatable, WireCodable {
  /// The files, in the order of the archive, each path once.
  public var files: [ArchivedFile]
  /// What is in the archive and was not read: `photo.lnk is a symbolic link, which is not followed`.
  public var remarks: [String]

  /// The most remarks that are kept.
  public static let maximumRemarks = 20

  /// Makes contents.
  public init(files: [ArchivedFile] = [], remarks: [String] = []) {
    self.files = files
    self.remarks = remarks
  }

  /// Writes the contents.
  public func encode(into writer: inout WireWriter) {
    writer.write(list: files) { $1.write($0) }
    writer.write(list: remarks) { $1.write($0) }
  }

  /// Reads contents.
  public init(from reader: inout WireReader) throws(WireError) {
    files = try reader.readList { reader throws(WireError) in try ArchivedFile(from: &reader) }
    remarks = try reader.readList { reader throws(WireError) in try reader.readString() }
  }
}
