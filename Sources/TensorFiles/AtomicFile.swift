internal import FileUses
internal import Glibc

/// Writes a file so that whoever reads it, even after a loss of power, finds the old contents or the
/// new ones, never a part.
internal enum AtomicFile {
  internal static func write(
    _ pieces: [FilePiece], to path: String
  ) throws(TensorFileError) {
    FileUseObserver.note(path, .written)
    // A link keeps pointing where it does: what it points to is replaced.
    let target = unsafe realpath(path, nil).map { resolved in
      defer { unsafe free(resolved) }
      return unsafe String(cString: resolved)
    }
    let finalPath = target ?? path
    var existing = stat()
    let exists = unsafe stat(finalPath, &existing) == 0
    if exists && existing.st_mode & S_IFMT != S_IFREG {
      throw TensorFileError(
        path: path, message: "this is not a file", help: "give the path of a file to write")
    }
    let (folder, name) = split(finalPath)
    let temporary = "\(folder)/.\(name).\(UInt64.random(in: 0 ... .max)).temporary"
    let mode = exists ? existing.st_mode & 0o777 : 0o666
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .system(path, "the file cannot be written") }
    do throws(TensorFileError) {
      defer { close(descriptor) }
      for piece in pieces { try write(piece, descriptor, path) }
      if fsync(descriptor) != 0 { throw .system(path, "the file cannot be written") }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    if unsafe rename(temporary, finalPath) != 0 {
      let error = TensorFileError.system(path, "the file cannot be replaced")
      unsafe unlink(temporary)
      throw error
    }
    // The name is on the disk only when its folder is.
    let folderDescriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folderDescriptor >= 0 {
      fsync(folderDescriptor)
      close(folderDescriptor)
    }
  }

  private static func write(
    _ piece: FilePiece, _ descriptor: Int32, _ path: String
  ) throws(TensorFileError) {
    unsafe try piece.withBytes { bytes throws(TensorFileError) in
      var written = 0
      while written < bytes.count {
        let count = unsafe Glibc.write(
          descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw .system(path, "the file cannot be written") }
        written += count
      }
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }
}
