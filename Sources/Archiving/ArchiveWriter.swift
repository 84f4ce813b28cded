import ArchiveFiles
import CArchive
import Glibc

/// Writes zip archives in memory, with libarchive.
public enum ArchiveWriter {
  /// Packs files: the same files give the same bytes.
  ///
  /// - Parameter files: the files, in the order in which they are to stand in the archive.
  /// - Returns: the archive.
  /// - Throws: `reader` when the library cannot write it.
  public static func zip(_ files: [ArchivedFile]) throws(ArchiveFault) -> [UInt8] {
    guard let archive = archive_write_new() else { throw .reader("no memory") }
    defer { archive_write_free(archive) }
    guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
      archive_write_set_options(archive, "zip:compression=deflate,zip:hdrcharset=UTF-8")
        == ARCHIVE_OK
    else { throw fault(of: archive) }
    // Room for what does not become smaller, and for names, twice each, and their fields.
    let room = files.reduce(1 << 16) { sum, file in
      sum + file.bytes.count + file.bytes.count / 100 + 2 * file.path.utf8.count + 1024
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    defer { buffer.deallocate() }
    let used = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    used.initialize(to: 0)
    defer { used.deallocate() }
    guard
      archive_write_open_memory(archive, buffer.baseAddress, buffer.count, used) == ARCHIVE_OK
    else { throw fault(of: archive) }
    for file in files { try write(file, to: archive) }
    guard archive_write_close(archive) == ARCHIVE_OK else { throw fault(of: archive) }
    return Array(UnsafeRawBufferPointer(buffer).prefix(used.pointee))
  }

  private static func write(_ file: ArchivedFile, to archive: OpaquePointer) throws(ArchiveFault) {
    guard let entry = archive_entry_new() else { throw .reader("no memory") }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, file.path)
    archive_entry_set_filetype(entry, S_IFREG as mode_t)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(file.bytes.count))
    archive_entry_set_mtime(entry, file.modified, 0)
    guard archive_write_header(archive, entry) == ARCHIVE_OK,
      archive_write_data(archive, file.bytes, file.bytes.count) == file.bytes.count
    else { throw fault(of: archive) }
  }

  private static func fault(of archive: OpaquePointer) -> ArchiveFault {
    .reader(archive_error_string(archive).map { String(cString: $0) } ?? "the library says no more")
  }
}
