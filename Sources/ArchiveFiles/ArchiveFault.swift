import Wire

/// Why an archive was not read.
public enum ArchiveFault: Error, Sendable, Equatable, WireCodable {
  /// The file itself has more bytes than are read.
  case fileTooLarge(limit: Int)
  /// It is no zip and no tar archive.
  case unknownFormat
  /// It is cut off, or its bytes contradict one another.
  case damaged(String)
  /// It asks for a password.
  case encrypted
  /// It has more entries than are read.
  case tooManyEntries(limit: Int)
  /// One of its files is larger than is read.
  case entryTooLarge(path: String, limit: Int)
  /// All its files together are larger than is read.
  case tooLarge(limit: Int)
  /// It grows out of all proportion when it is unpacked.
  case bomb(path: String)
  /// A path in it leads out of the folder that it would be unpacked in.
  case unsafePath(String)
  /// One path stands in it twice, with different contents.
  case duplicate(String)
  /// It could not be read for a reason of the reader's.
  case reader(String)

  /// What happened, in words.
  public var message: String {
    switch self {
    case .fileTooLarge(let limit): "the archive is larger than \(Self.megabytes(limit))"
    case .unknownFormat: "the archive is none that can be read: it is neither zip nor tar"
    case .damaged(let words):
      "the archive is damaged or was cut off\(words.isEmpty ? "" : ": \(words)")"
    case .encrypted: "the archive is encrypted"
    case .tooManyEntries(let limit): "the archive has more than \(limit) entries"
    case .entryTooLarge(let path, let limit):
      "`\(path)` in the archive is larger than \(Self.megabytes(limit))"
    case .tooLarge(let limit): "the archive is larger than \(Self.megabytes(limit)) when unpacked"
    case .bomb(let path):
      "the archive grows out of all proportion when unpacked, at `\(path)`: a zip bomb"
    case .unsafePath(let path):
      "the archive has the path `\(path)`, which leads out of its own folder"
    case .duplicate(let path): "the archive has `\(path)` twice, with different contents"
    case .reader(let words): "the archive could not be read: \(words)"
    }
  }

  private static func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }

  /// Writes the fault.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .fileTooLarge(let limit): Self.write(0, limit: limit, to: &writer)
    case .unknownFormat: Self.write(1, to: &writer)
    case .damaged(let words): Self.write(2, words, to: &writer)
    case .encrypted: Self.write(3, to: &writer)
    case .tooManyEntries(let limit): Self.write(4, limit: limit, to: &writer)
    case .entryTooLarge(let path, let limit): Self.write(5, path, limit: limit, to: &writer)
    case .tooLarge(let limit): Self.write(6, limit: limit, to: &writer)
    case .bomb(let path): Self.write(7, path, to: &writer)
    case .unsafePath(let path): Self.write(8, path, to: &writer)
    case .duplicate(let path): Self.write(9, path, to: &writer)
    case .reader(let words): Self.write(10, words, to: &writer)
    }
  }

  private static func write(
    _ tag: UInt8, _ text: String = "", limit: Int = 0, to writer: inout WireWriter
  ) {
    writer.write(tag)
    writer.write(text)
    writer.write(limit)
  }

  /// Reads a fault.
  public init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.readByte()
    let text = try reader.readString()
    let limit = try reader.readInt()
    switch tag {
    case 0: self = .fileTooLarge(limit: limit)
    case 1: self = .unknownFormat
    case 2: self = .damaged(text)
    case 3: self = .encrypted
    case 4: self = .tooManyEntries(limit: limit)
    case 5: self = .entryTooLarge(path: text, limit: limit)
    case 6: self = .tooLarge(limit: limit)
    case 7: self = .bomb(path: text)
    case 8: self = .unsafePath(text)
    case 9: self = .duplicate(text)
    case 10: self = .reader(text)
    default: throw .malformed("archive fault \(tag)")
    }
  }
}
