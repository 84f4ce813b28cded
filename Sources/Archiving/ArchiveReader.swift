import ArchiveFiles
import CArchive
import Glibc

/// Reads zip and tar archives in memory, with libarchive.
///
/// Nothing is ever unpacked to a disk, links are not followed, and whatever could be more than the limits
/// say ends the reading.
public enum ArchiveReader {
  /// Reads an archive.
  ///
  /// - Parameters:
  ///   - bytes: the archive.
  ///   - limits: what is too much.
  /// - Returns: its files.
  /// - Throws: why it is not read.
  public static func read(
    _ bytes: [UInt8], within limits: ArchiveLimits
  ) throws(ArchiveFault) -> ArchiveContents {
    guard bytes.count <= limits.packedBytes else {
      throw .fileTooLarge(limit: limits.packedBytes)
    }
    let result = bytes.withUnsafeBytes { buffer -> Result<ArchiveContents, ArchiveFault> in
      guard let archive = archive_read_new() else { return .failure(.reader("no memory")) }
      defer { archive_read_free(archive) }
      // The two kinds of zip reader differ for archives that contradict themselves; this one believes the
      // directory at the end, as the programs do that students make archives with.
      archive_read_support_format_zip_seekable(archive)
      archive_read_support_format_tar(archive)
      archive_read_support_filter_gzip(archive)
      guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK
      else { return .failure(openFault(bytes)) }
      var reading = Reading(archive: archive, packed: bytes.count, limits: limits)
      return reading.run()
    }
    do {
      return try result.get()
    } catch .damaged where isUnknown(bytes) {
      throw .unknownFormat
    }
  }

  private static func openFault(_ bytes: [UInt8]) -> ArchiveFault {
    isUnknown(bytes) ? .unknownFormat : .damaged("")
  }

  /// Whether the first bytes are those of no archive that is read.
  private static func isUnknown(_ bytes: [UInt8]) -> Bool {
    let isTar = bytes.count > 262 && bytes[257..<262].elementsEqual("ustar".utf8)
    return !isTar && !bytes.starts(with: "PK".utf8) && !bytes.starts(with: [0x1F, 0x8B])
  }
}

/// The reading of one archive.
private struct Reading {
  let archive: OpaquePointer
  let packed: Int
  let limits: ArchiveLimits
  var contents = ArchiveContents()
  /// Where in `contents` the file with a path is.
  var places: [String: Int] = [:]
  var unpacked = 0

  mutating func run() -> Result<ArchiveContents, ArchiveFault> {
    do throws(ArchiveFault) {
      try readEntries()
      return .success(contents)
    } catch {
      return .failure(error)
    }
  }

  private mutating func readEntries() throws(ArchiveFault) {
    var count = 0
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { break }
      // A warning is about a name that cannot be told in another code.
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw fault() }
      count += 1
      guard count <= limits.entries else { throw .tooManyEntries(limit: limits.entries) }
      // What is passed over is unpacked too, where it stands in the way of what follows.
      guard Int(archive_filter_bytes(archive, 0)) <= limits.totalBytes + limits.packedBytes else {
        throw .tooLarge(limit: limits.totalBytes)
      }
      try take(entry)
    }
  }

  private mutating func take(_ entry: OpaquePointer) throws(ArchiveFault) {
    let path = try EntryPath.clean(nameBytes(of: entry))
    guard archive_entry_is_encrypted(entry) == 0 else { throw .encrypted }
    if path.isEmpty || EntryPath.isClutter(path) { return }
    if archive_entry_hardlink(entry) != nil {
      return remark("`\(path)` is a hard link, which is not followed")
    }
    switch mode_t(archive_entry_filetype(entry)) {
    case S_IFDIR: return
    case S_IFLNK: return remark("`\(path)` is a symbolic link, which is not followed")
    case S_IFREG, 0: break
    default: return remark("`\(path)` is no regular file")
    }
    let lowered = path.lowercased()
    let isArchive = (ArchiveLimits.archiveEndings + ArchiveLimits.otherArchiveEndings).contains {
      lowered.hasSuffix($0)
    }
    if isArchive && !limits.keepsArchives {
      return remark("`\(path)` is an archive within the archive, which is not opened")
    }
    if let endings = limits.endings, !endings.contains(where: lowered.hasSuffix) { return }
    let bytes = try readData(of: path)
    if let place = places[path] {
      guard contents.files[place].bytes == bytes else { throw .duplicate(path) }
      return
    }
    places[path] = contents.files.count
    let modified = archive_entry_mtime_is_set(entry) != 0 ? Int(archive_entry_mtime(entry)) : 0
    contents.files.append(ArchivedFile(path: path, bytes: bytes, modified: modified))
  }

  private func nameBytes(of entry: OpaquePointer) -> [UInt8] {
    guard let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry) else {
      return []
    }
    return Array(UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }

  private mutating func readData(of path: String) throws(ArchiveFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = archive_read_data(archive, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else { throw fault() }
      unpacked += count
      guard bytes.count + count <= limits.fileBytes else {
        throw growsTooMuch ? .bomb(path: path) : .entryTooLarge(path: path, limit: limits.fileBytes)
      }
      guard !growsTooMuch else { throw .bomb(path: path) }
      guard unpacked <= limits.totalBytes else { throw .tooLarge(limit: limits.totalBytes) }
      bytes.append(contentsOf: chunk.prefix(count))
    }
  }

  private var growsTooMuch: Bool { unpacked > 1 << 20 + packed * limits.growth }

  private mutating func remark(_ text: String) {
    if contents.remarks.count < ArchiveContents.maximumRemarks { contents.remarks.append(text) }
  }

  private func fault() -> ArchiveFault {
    if archive_read_has_encrypted_entries(archive) > 0 { return .encrypted }
    let words = archive_error_string(archive).map { String(cString: $0) } ?? ""
    // The library quotes names.
    return .damaged(String(words.unicodeScalars.prefix(120).filter { (32..<127) ~= $0.value }))
  }
}
