import ArchiveFiles
import Foundation
import Notebooks

/// The submissions of a class, as they lie in a folder or in the archive that a learning platform gave out.
public struct SubmissionCollection: Sendable {
  /// The submissions in the order of the students' names, and each student's in the order of their times.
  public private(set) var submissions: [Submission] = []
  /// What lies there and belongs to no student.
  public private(set) var passedOver: [String] = []

  /// How submissions are found.
  public struct Options: Sendable {
    /// The slug of the practical.
    public var slug: String
    /// What `PracticalVersion` says of the students' copy, to tell those who worked on another.
    public var version: String?
    /// The path of a folder that holds no submissions, such as that of the marks.
    public var excluded: String
    /// What the names mean, where they are none of those that are known.
    public var pattern: NamePattern?
    /// Whether the time is that of the manifest in an archive of `submit`, which students could change.
    public var believesManifests: Bool

    /// Makes options.
    ///
    /// - Parameters:
    ///   - slug: the slug of the practical.
    ///   - version: what `PracticalVersion` says of the students' copy.
    ///   - excluded: the path of a folder that holds no submissions.
    ///   - pattern: what the names mean.
    ///   - believesManifests: whether times are those of manifests.
    public init(
      slug: String, version: String? = nil, excluded: String, pattern: NamePattern? = nil,
      believesManifests: Bool = false
    ) {
      self.slug = slug
      self.version = version
      self.excluded = excluded
      self.pattern = pattern
      self.believesManifests = believesManifests
    }
  }

  /// Finds and reads the submissions. Files are named `STUDENT.md`, `STUDENT/NAME.md`, as an archive of
  /// `practical submit`, or as downloads of Canvas, Moodle and Gradescope name them.
  ///
  /// - Parameters:
  ///   - path: the path of the folder or the archive.
  ///   - options: how they are found.
  ///   - archives: what reads archives.
  /// - Throws: `UsageError` when there is no such folder or archive, or the pattern does not fit.
  public init(at path: String, options: Options, archives: ArchiveProgram) throws {
    // A pattern says of the whole path what it means.
    let found = try HandedInFiles(
      at: path, except: options.excluded, unwraps: options.pattern == nil, archives: archives)
    var sorting = HandInSorting(found, options: options)
    try sorting.sort()
    passedOver = sorting.passedOver
    let reader = SubmissionReader(options: options, archives: archives)
    for student in sorting.students.values {
      var own = student.choice(slug: options.slug).map { reader.read($0, of: student) }
      own.sort { ($0.order, $0.submission.name ?? "") < ($1.order, $1.submission.name ?? "") }
      for (index, read) in own.enumerated() {
        var submission = read.submission
        submission.attempt = index + 1
        submission.attemptCount = own.count
        submissions.append(submission)
      }
    }
    submissions.sort { ($0.student, $0.attempt) < ($1.student, $1.attempt) }
  }
}

/// Everything that one student handed in.
struct HandInStudent {
  /// A file, with what its name says.
  struct Item {
    var file: HandedInFile
    var name: HandInName
  }

  /// Whose it is.
  var name: String
  /// The number by which the platform knows the student.
  var identifier: String?
  /// Who else has worked on it.
  var members: [String] = []
  /// The files.
  var items: [Item] = []

  /// What of a student's files counts.
  enum Choice {
    /// Files to read, each a submission of its own.
    case item(Item)
    /// Nothing can be read, for a reason.
    case problem(String, Item?)
    /// There is nothing.
    case nothing
  }

  /// Chooses what counts.
  ///
  /// - Parameter slug: the slug of the practical.
  /// - Returns: the submissions; one that says why there is none, where there is none.
  func choice(slug: String) -> [Choice] {
    let readable = items.filter { $0.file.isMarkdown || $0.file.isArchive }
    let regular = readable.filter { $0.file.kind == .file }
    if regular.isEmpty {
      if let item = readable.first {
        let isLink = item.file.kind == .link
        return [
          .problem(
            isLink
              ? "what was handed in is a symbolic link, which is not followed"
              : "what was handed in is no regular file", item)
        ]
      }
      guard let other = items.first(where: \.name.isFromPlatform) else { return [.nothing] }
      return [.problem("`\(other.file.name)` is neither Markdown nor an archive", other)]
    }
    return occasions(regular).flatMap { choice(among: $0, slug: slug) }
  }

  /// The files by when they were handed in, as far as a pattern finds that in their names.
  private func occasions(_ files: [Item]) -> [[Item]] {
    var groups: [(name: HandInName, files: [Item])] = []
    for item in files {
      let index = groups.firstIndex {
        ($0.name.time, $0.name.attempt) == (item.name.time, item.name.attempt)
      }
      if let index { groups[index].files.append(item) } else { groups.append((item.name, [item])) }
    }
    return groups.map(\.files)
  }

  /// Chooses among files that were handed in together.
  private func choice(among files: [Item], slug: String) -> [Choice] {
    let names = files.map(\.ownName)
    let chosen = HandInChoice.choose(names, slug: slug)
    guard !chosen.isEmpty else {
      return [
        .problem(
          "there are \(files.count) files (\(HandInChoice.shown(names))), and none is named "
            + "\(slug).md", files.first)
      ]
    }
    return chosen.map { .item(files[$0]) }
  }
}

extension HandInStudent.Item {
  /// The path on the student's own machine, as far as it is known.
  var ownName: String { name.fileName ?? file.name }
}

/// The choice among several files of one student.
enum HandInChoice {
  /// Chooses what answers a practical: what is named like it; else the only one, or all that have the same
  /// name but for a number.
  ///
  /// - Parameters:
  ///   - names: the names of the files.
  ///   - slug: the slug of the practical.
  /// - Returns: the indices of what counts; none where it cannot be told.
  static func choose(_ names: [String], slug: String) -> [Int] {
    let stems = names.map(stem)
    let named = stems.indices.filter { index in
      HandInName.numbered(stems[index]).name == slug || stems[index] == slug
        || (stems[index].hasPrefix(slug + "-") && !names[index].lowercased().hasSuffix(".md"))
    }
    if !named.isEmpty { return named }
    if names.count == 1 { return [0] }
    let own = Set(stems.map { HandInName.numbered($0).name })
    return own.count == 1 ? Array(names.indices) : []
  }

  /// A name without what says that it is Markdown or an archive.
  static func stem(_ name: String) -> String {
    HandedInFile(path: [name], kind: .file, place: .memory([])).stem
  }

  /// Some names for a message.
  static func shown(_ names: [String]) -> String {
    names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
  }
}
