import Foundation

/// Whole runs that are kept for later ones, each in a file named by its key.
///
/// The number of files and their size are bounded; those that were not used for longest go first. A file
/// that is not whole is as if it were not there.
struct RunStore: Sendable {
  /// The folder of the files.
  var folder: String

  /// The largest record that is kept, in bytes.
  static let recordLimit = 32 << 20
  /// The most bytes of all records together.
  static let totalLimit = 128 << 20
  /// The most records.
  static let countLimit = 32

  /// The record of a key, and has it count as just used.
  func load(_ key: String) -> RunRecord? {
    let path = path(of: key)
    guard let stamp = InputFile.stamp(of: path), stamp.size <= Self.recordLimit,
      let data = FileManager.default.contents(atPath: path),
      let record = RunRecord(fileContents: Array(data)), record.key == key
    else { return nil }
    utimes(path, nil)
    return record
  }

  /// Keeps a record; what cannot be kept is not, which costs the next run time and nothing else.
  func save(_ record: RunRecord) {
    guard let bytes = try? record.fileContents(), bytes.count <= Self.recordLimit else {
      remove(record.key)
      return
    }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data(bytes).write(to: URL(fileURLWithPath: path(of: record.key)), options: .atomic)
    prune()
  }

  /// Forgets a run.
  func remove(_ key: String) { unlink(path(of: key)) }

  private func path(of key: String) -> String { "\(folder)/\(key).run" }

  /// Removes what is too much.
  private func prune() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.compactMap { name in
      InputFile.stamp(of: "\(folder)/\(name)").map { (path: "\(folder)/\(name)", stamp: $0) }
    }
    var total = 0
    for (position, file) in files.sorted(by: { $0.stamp.modified > $1.stamp.modified }).enumerated()
    {
      total += file.stamp.size
      if position >= Self.countLimit || total > Self.totalLimit { unlink(file.path) }
    }
  }
}
