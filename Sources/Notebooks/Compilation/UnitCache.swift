import Foundation

/// Compiled groups of cells, or their interfaces, each in a folder named by everything that it depends on.
///
/// A unit is made in a folder of its own beside the final place and moved there when it is whole, so that
/// neither a run that is cut short nor one beside this one leaves or sees half a unit.
struct UnitCache: Sendable {
  /// The folder of the units.
  var folder: String
  /// A name that no other run has.
  var session: String

  /// What is known of a unit.
  struct Record: Codable, Sendable {
    /// What later units see of this one, as a checksum; nil for compiled code.
    var interface: String?
    /// The compiler's errors, when it does not compile.
    var errors: [CompilerMessage] = []
  }

  /// The folder of a unit.
  func place(of key: String) -> String { "\(folder)/\(key)" }

  /// What was recorded of a finished unit.
  func record(of key: String) -> Record? {
    let record = FileManager.default.contents(atPath: place(of: key) + "/unit.json").flatMap {
      try? JSONDecoder().decode(Record.self, from: $0)
    }
    if record != nil { CacheKeeper.touch(place(of: key)) }
    return record
  }

  /// The folder in which this run works on a unit.
  func work(of key: String) -> String { "\(folder)/work-\(session)-\(key)" }

  /// Makes the folder in which a unit is worked on.
  func begin(_ key: String) throws -> String {
    let work = work(of: key)
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    return work
  }

  /// Puts a finished unit in its place; another run may have been faster.
  func finish(_ key: String, _ record: Record) throws {
    let work = work(of: key)
    try JSONEncoder().encode(record).write(to: URL(fileURLWithPath: work + "/unit.json"))
    let place = place(of: key)
    do {
      try FileManager.default.moveItem(atPath: work, toPath: place)
    } catch {
      try FileManager.default.removeItem(atPath: work)
      guard self.record(of: key) != nil else { throw error }
    }
  }

  /// Removes what this run began and did not finish.
  func removeUnfinished() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix("work-\(session)-") {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
