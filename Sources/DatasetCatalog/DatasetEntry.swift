/// What is known about one data set.
public struct DatasetEntry: Sendable, Equatable {
  /// The name, which is that of the folder.
  public var name: String
  /// What the data set is: the first heading of its `README.md`, or the name when there is none.
  public var summary: String
  /// The number of rows that the `README.md` tells.
  public var rowCount: Int?
  /// The licence that the `README.md` tells.
  public var licence: String?
  /// The data files, each compared with its checksum.
  public var files: [FileVerification]

  /// The size of the data files that are there, in bytes.
  public var byteCount: Int { files.reduce(0) { $0 + ($1.byteCount ?? 0) } }

  /// Whether every data file is there and is the one listed.
  public var isOK: Bool { files.allSatisfy(\.isOK) }
}

/// What the `README.md` of a data set says at its beginning.
struct DatasetDescription: Equatable {
  /// The first heading.
  var summary: String?
  /// The number of rows.
  var rowCount: Int?
  /// The licence.
  var licence: String?

  /// Reads the block of `key: value` lines between two lines `---`, and the first heading below it.
  init(parsing text: String) {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }[...]
    if lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") {
      for line in lines[lines.startIndex + 1..<end] {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        switch line[..<colon] {
        case "rows": rowCount = Int(value)
        case "licence": licence = value.isEmpty ? nil : String(value)
        default: continue
        }
      }
      lines = lines[(end + 1)...]
    }
    summary = lines.first { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) }
  }
}
