import Foundation
import Glibc

/// How much a session keeps of the states between its cells.
public struct SnapshotLimits: Sendable {
  /// The most states that are kept in memory.
  public var count: Int
  /// The most memory that they hold together, in bytes.
  public var bytes: Int

  /// Makes limits: by default 64 states, and a quarter of the machine's memory.
  public init(count: Int = 64, bytes: Int? = nil) {
    self.count = count
    self.bytes = bytes ?? max(256 << 20, Int(ProcessInfo.processInfo.physicalMemory / 4))
  }
}

extension HostStack {
  /// Gives the memory of states back until those that are left keep within limits.
  ///
  /// The first to go is the state that is reached again fastest from the one before it.
  ///
  /// - Parameters:
  ///   - limits: how much is kept.
  ///   - edited: the number of the cell that was edited last; the state before it stays.
  mutating func keep(within limits: SnapshotLimits, edited: Int) {
    var count = levels.count { !$0.isDropped }
    var memory = levels.map { $0.isDropped ? 0 : SharedMemory.bytes(of: $0.processID) }
    while count > limits.count || memory.reduce(0, +) > limits.bytes {
      guard let index = cheapest(sparing: edited) else { return }
      drop(index)
      memory[index] = 0
      count -= 1
    }
  }

  /// The state that is reached again in the least time.
  private func cheapest(sparing edited: Int) -> Int? {
    let spared = levels.lastIndex { $0.cells <= edited }
    var best: (index: Int, seconds: Double)?
    var seconds = 0.0
    for index in levels.indices.dropFirst().dropLast() {
      seconds += levels[index].seconds
      if levels[index].isDropped { continue }
      if index != spared, seconds < best?.seconds ?? .infinity { best = (index, seconds) }
      seconds = 0
    }
    return best?.index
  }
}

/// The part of a process in the memory that it shares with others.
enum SharedMemory {
  /// The bytes of a process, each divided by the number of processes that share it; 0 when it is gone.
  static func bytes(of process: Int) -> Int {
    guard let text = TextFile.read("/proc/\(process)/smaps_rollup"),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Pss:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return ResidentMemory.bytes(of: process) }
    return kilobytes << 10
  }
}
