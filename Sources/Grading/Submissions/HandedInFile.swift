import ArchiveFiles
import Foundation
import Glibc

/// A file among the submissions, in a folder or in the archive of a class; what is in it is read when it is
/// asked for.
struct HandedInFile: Sendable, Equatable {
  /// What it is.
  enum Kind: Sendable, Equatable { case file, link, other }

  /// Where its bytes are.
  enum Place: Sendable, Equatable {
    case disk(String)
    case memory([UInt8])
  }

  /// The names of the folders that it stands in and its own, below the folder of submissions.
  var path: [String]
  /// What it is.
  var kind: Kind
  /// When it was last changed.
  var modified: Date?
  /// Where its bytes are.
  var place: Place

  /// Its own name.
  var name: String { path.last ?? "" }
  /// The path in words.
  var shown: String { path.joined(separator: "/") }
  /// Whether it is Markdown, by its name.
  var isMarkdown: Bool { name.lowercased().hasSuffix(".md") && name.count > 3 }
  /// Whether it is an archive that is read, by its name.
  var isArchive: Bool {
    let lowered = name.lowercased()
    return ArchiveLimits.archiveEndings.contains { lowered.hasSuffix($0) }
  }
  /// Its own name without what says that it is Markdown or an archive.
  var stem: String {
    let lowered = name.lowercased()
    let ending = ([".md"] + ArchiveLimits.archiveEndings).first { lowered.hasSuffix($0) }
    return String(name.dropLast(ending?.count ?? 0))
  }

  /// Its bytes; more than the limit are not read.
  ///
  /// - Parameter limit: the most bytes.
  /// - Returns: the bytes.
  /// - Throws: `HandInProblem` in words for the student.
  func bytes(limit: Int) throws(HandInProblem) -> [UInt8] {
    switch place {
    case .memory(let bytes):
      guard bytes.count <= limit else { throw .tooLarge(shown, limit) }
      return bytes
    case .disk(let path):
      // Between the listing and now it may have become something else.
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { throw .unreadable(shown, errno) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw HandInProblem("`\(shown)` is no regular file")
      }
      guard status.st_size <= limit else { throw .tooLarge(shown, limit) }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw .unreadable(shown, errno) }
        if count == 0 { return bytes }
        bytes.append(contentsOf: chunk.prefix(count))
        guard bytes.count <= limit else { throw .tooLarge(shown, limit) }
      }
    }
  }
}

/// What stands in the way of reading something that was handed in, in words for the student.
struct HandInProblem: Error, Equatable {
  var message: String

  init(_ message: String) { self.message = message }

  static func tooLarge(_ name: String, _ limit: Int) -> HandInProblem {
    HandInProblem("`\(name)` is larger than \(limit / 1_000_000) MB")
  }

  static func unreadable(_ name: String, _ code: Int32) -> HandInProblem {
    HandInProblem("`\(name)` cannot be read: \(String(cString: strerror(code)))")
  }
}
