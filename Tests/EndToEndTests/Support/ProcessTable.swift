import Foundation

/// What `/proc` says of the processes of this machine.
struct ProcessTable {
  struct Entry: Hashable {
    var processID: pid_t
    /// When it was started: with the id, what tells a process from a later one.
    var start: String
  }

  private var parents: [Entry: pid_t] = [:]

  /// Looks at all processes; those that are over and only wait to be reaped do not count.
  static func now() -> ProcessTable {
    var table = ProcessTable()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for processID in names.compactMap({ pid_t($0) }) {
      guard let data = FileManager.default.contents(atPath: "/proc/\(processID)/stat") else {
        continue
      }
      // The fields stand after the name, which is in brackets and may hold anything.
      let text = String(decoding: data, as: UTF8.self)
      guard let bracket = text.lastIndex(of: ")") else { continue }
      let fields = text[text.index(after: bracket)...].split(separator: " ")
      guard fields.count > 19, fields[0] != "Z", fields[0] != "X", let parent = pid_t(fields[1])
      else { continue }
      table.parents[Entry(processID: processID, start: String(fields[19]))] = parent
    }
    return table
  }

  /// The processes that a process has started, and those that these have started.
  func descendants(of ancestor: pid_t) -> Set<Entry> {
    var found: Set<Entry> = []
    var pending = [ancestor]
    while let parent = pending.popLast() {
      for (entry, its) in parents where its == parent && found.insert(entry).inserted {
        pending.append(entry.processID)
      }
    }
    return found
  }

  /// The processes whose working folder this is: whatever a run has started, whoever its parent is now.
  func working(in folder: String) -> Set<Entry> {
    Set(
      parents.keys.filter { entry in
        let link = "/proc/\(entry.processID)/cwd"
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == folder
      })
  }

  /// Which of some processes still run, after they were given some time to end.
  static func survivors(of processes: Set<Entry>, after seconds: Double = 600) async throws -> Set<
    Entry
  > {
    let limit = ContinuousClock.now + .seconds(seconds)
    while true {
      let left = processes.intersection(now().parents.keys)
      if left.isEmpty || ContinuousClock.now > limit { return left }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
