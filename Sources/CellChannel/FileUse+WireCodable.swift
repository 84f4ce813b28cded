import FileUses
import Wire

extension FileUse: WireCodable {
  /// The longest path that an event can hold, in bytes; the system opens no longer one.
  public static let maximumPathLength = 4096

  /// Appends the use to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(kind.rawValue)
    writer.write(path)
    writer.write(stamp)
  }

  /// Reads a use back; a path that no system call would take is refused.
  public init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.readByte()
    guard let kind = Kind(rawValue: tag) else { throw .malformed("file use tag \(tag)") }
    let path = try reader.readString()
    let length = path.utf8.count
    guard length > 0, length <= Self.maximumPathLength, !path.utf8.contains(0) else {
      throw .malformed("a path of \(length) bytes")
    }
    self.init(path: path, kind: kind, stamp: try FileStamp(from: &reader))
  }
}

extension FileStamp: WireCodable {
  /// Appends the stamp to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(device)
    writer.write(inode)
    writer.write(size)
    writer.write(modified)
    writer.write(changed)
  }

  /// Reads a stamp back.
  public init(from reader: inout WireReader) throws(WireError) {
    let device = try reader.readUInt64()
    let inode = try reader.readUInt64()
    let size = try reader.readInt()
    let modified = try reader.readInt()
    self.init(
      device: device, inode: inode, size: size, modified: modified,
      changed: try reader.readInt())
  }
}
