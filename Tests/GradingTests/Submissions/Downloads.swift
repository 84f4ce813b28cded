import ArchiveFiles
import Foundation
import Testing

@testable import Grading

/// A folder of submissions as it might have been downloaded; removed with the last reference.
final class Downloads {
  static let slug = "02-net"

  let url: URL

  init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "downloads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files { try write(Array(text.utf8), to: name) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, changed at so many seconds after 1970.
  func write(_ bytes: [UInt8], to name: String, time: Double? = nil) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    if let time { try set(time, of: name) }
  }

  /// Sets when a file was changed.
  func set(_ time: Double, of name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: time)],
      ofItemAtPath: url.appending(path: name).path)
  }

  /// The program that reads archives, beside the tests.
  static func archives() throws -> ArchiveProgram {
    let bundle = Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folders = [bundle, own].compactMap { $0 }.map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    let program = folders.map { "\($0)/practical-archiver" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    return try ArchiveProgram(path: try #require(program, "it is in none of \(folders)"))
  }

  /// What is found.
  func collection(
    _ name: String = "", version: String? = nil, pattern: String? = nil,
    believesManifests: Bool = false
  ) throws -> SubmissionCollection {
    try SubmissionCollection(
      at: name.isEmpty ? url.path : url.appending(path: name).path,
      options: SubmissionCollection.Options(
        slug: Self.slug, version: version, excluded: url.appending(path: "marks").path,
        pattern: try pattern.map(NamePattern.init), believesManifests: believesManifests),
      archives: Self.archives())
  }

  /// Packs files.
  static func zip(_ files: [(String, String)], time: Int = 1_700_000_000) throws -> [UInt8] {
    try archives().zip(
      files.map { ArchivedFile(path: $0.0, bytes: Array($0.1.utf8), modified: time) })
  }
}

extension SubmissionCollection {
  /// Each submission in one line: student, attempt, what was read, or what stands in the way.
  var lines: [String] {
    submissions.map { submission in
      let text = submission.markdown.map { String(decoding: $0, as: UTF8.self) }
      let late = submission.isMarkedLate ? " late" : ""
      return "\(submission.student) \(submission.attempt)\(late): "
        + (text ?? submission.problem ?? "nothing")
    }
  }
}
