import Foundation
import Glibc

/// A file that appears under its name when it is whole and has the contents wanted, and not before.
struct VerifiedFile {
  private let folder: String
  private let file: FetchableSet.File
  private let descriptor: Int32
  private var byteCount = 0
  private var digest = MessageDigest()

  private var path: String { "\(folder)/\(file.name)" }
  private var temporaryPath: String { path + ".new" }

  /// Begins to write a file of a data set into its folder.
  init(_ file: FetchableSet.File, in folder: String) throws {
    self.folder = folder
    self.file = file
    // What a killed process left there is written over; a link is not followed.
    unlink("\(folder)/\(file.name).new")
    descriptor = open(
      "\(folder)/\(file.name).new", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FetchError.writing("\(folder)/\(file.name)", errno) }
  }

  /// Writes bytes that follow those before; throws `ContentFault.tooLong` past the end of the file.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws {
    guard byteCount + bytes.count <= file.byteCount else { throw ContentFault.tooLong }
    digest.update(bytes)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FetchError.writing(path, errno) }
      rest = rest.dropFirst(count)
    }
    byteCount += bytes.count
  }

  /// Compares what was written with what is wanted, and gives it its name.
  mutating func finish() throws {
    guard byteCount == file.byteCount else { throw ContentFault.tooShort(byteCount) }
    guard digest.finish() == file.checksum else { throw ContentFault.wrongChecksum }
    // On some disks a lack of space shows here at last.
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw FetchError.writing(path, errno)
    }
  }

  /// Lets go of the file; removes it when it did not get its name.
  func close() {
    Glibc.close(descriptor)
    unlink(temporaryPath)
  }
}
