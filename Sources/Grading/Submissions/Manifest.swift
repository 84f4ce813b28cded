import Foundation
import Notebooks

/// What `practical submit` says of an archive: `manifest.json`.
///
/// It is the student's word. Grading looks whether it fits, and decides nothing by it.
public struct Manifest: Sendable, Equatable, Codable {
  /// A file of the archive.
  public struct File: Sendable, Equatable, Codable {
    /// The path in the archive.
    public var path: String
    /// The number of bytes.
    public var bytes: Int
    /// The SHA-256 of the bytes, as 64 hexadecimal digits.
    public var sha256: String

    /// Makes a file's entry.
    ///
    /// - Parameters:
    ///   - path: the path in the archive.
    ///   - contents: the bytes.
    public init(path: String, contents: [UInt8]) {
      self.path = path
      bytes = contents.count
      sha256 = ContentKey.make(contents)
    }
  }

  /// What the visible checks gave when the archive was made.
  public struct Checks: Sendable, Equatable, Codable {
    /// The points reached.
    public var score: Double
    /// The points that could be reached.
    public var maxScore: Double

    /// Makes an entry.
    public init(score: Double, maxScore: Double) {
      self.score = score
      self.maxScore = maxScore
    }
  }

  /// The version of this format.
  public var format = 1
  /// The slug of the practical.
  public var practical: String
  /// The title of the practical.
  public var title: String
  /// Which version of the practical it answers: see `PracticalVersion`.
  public var version: String
  /// Who made the archive.
  public var student: String
  /// Who else has worked on it.
  public var with: [String]
  /// When the archive was made, in UTC.
  public var time: String
  /// The version of the program that made it.
  public var tool: String
  /// What the visible checks gave, where they were run.
  public var checks: Checks?
  /// The other files of the archive.
  public var files: [File]

  /// The name of the file.
  public static let fileName = "manifest.json"
  /// The most bytes of the file that are read.
  static let maximumSize = 1 << 20

  /// Makes a manifest.
  ///
  /// - Parameters:
  ///   - practical: what is handed in.
  ///   - student: who hands it in.
  ///   - with: who else has worked on it.
  ///   - time: when.
  ///   - tool: the version of the program.
  ///   - checks: what the visible checks gave.
  ///   - files: the files.
  public init(
    practical: Practical, student: String, with: [String], time: Date, tool: String,
    checks: Checks?, files: [File]
  ) {
    self.practical = practical.slug
    title = practical.frontMatter.title
    version = PracticalVersion.make(of: practical)
    self.student = student
    self.with = with
    self.time = TimeText.text(time)
    self.tool = tool
    self.checks = checks
    self.files = files
  }

  /// Reads a manifest; nil where the bytes are none.
  ///
  /// - Parameter json: the bytes of the file.
  init?(json: [UInt8]) {
    guard json.count <= Self.maximumSize,
      let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(json))
    else { return nil }
    self = manifest
  }

  /// The text of the file.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}
