import Foundation
import Yams

/// What `submission_metadata.yml` in an export of Gradescope says of the submissions beside it.
struct GradescopeExport {
  /// One submission.
  struct Entry: Equatable {
    /// Who handed it in, together.
    var names: [String]
    /// The number of the first of them, where the course has numbers.
    var identifier: String?
    /// When it was handed in.
    var created: Date?
  }

  /// The name of the file.
  static let fileName = "submission_metadata.yml"
  /// The most bytes of the file that are read.
  static let maximumSize = 64 << 20

  /// The submissions, by the names of their folders.
  let entries: [String: Entry]

  /// Reads the file; what is not as expected in it is as if it were not there.
  ///
  /// - Parameter text: what stands in it.
  init(_ text: String) {
    var entries: [String: Entry] = [:]
    let root = try? Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    for (key, value) in root?.mapping.map(Array.init) ?? [] {
      guard let folder = key.scalar?.string, let fields = value.mapping else { continue }
      let submitters = Self.value(":submitters", in: fields)?.sequence.map(Array.init) ?? []
      let people = submitters.compactMap(\.mapping)
      var entry = Entry(names: [], identifier: nil, created: nil)
      entry.names = people.compactMap { Self.text(":name", in: $0) ?? Self.text(":email", in: $0) }
      entry.identifier = people.first.flatMap { Self.text(":sid", in: $0) }
      let created = Self.value(":created_at", in: fields)
      let time = created?.scalar?.string ?? created?.mapping.flatMap { Self.text("utc", in: $0) }
      entry.created = time.flatMap(TimeText.date)
      entries[folder] = entry
    }
    self.entries = entries
  }

  /// Keys are written with a colon before them, or without.
  private static func value(_ key: String, in mapping: Node.Mapping) -> Node? {
    mapping.first { pair in
      pair.key.scalar?.string == key || ":" + (pair.key.scalar?.string ?? "") == key
        || pair.key.scalar?.string == ":" + key
    }?.value
  }

  private static func text(_ key: String, in mapping: Node.Mapping) -> String? {
    guard let text = value(key, in: mapping)?.scalar?.string, !text.isEmpty, text != "~" else {
      return nil
    }
    return String(text.prefix(200))
  }
}
