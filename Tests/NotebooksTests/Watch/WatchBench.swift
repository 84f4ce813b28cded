import Foundation
import Glibc
import Testing

@testable import Notebooks

/// A folder with a session in it, and fresh runs to compare the session with.
final class WatchBench {
  /// What two runs of the same text have in common, whatever their times.
  struct Comparable: Equatable {
    var cells: [CellResult]
    var checks: [CheckResult]
    var score: Double
    var figures: [String: String]
  }

  let folder: URL
  let session: WatchSession
  private let toolchain: Toolchain
  private let options: RunOptions
  /// The same, with a cache that the session has no part in.
  private let freshOptions: RunOptions

  /// The kit that is built, or nil when there is none to test with.
  static let kit: String? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["PRACTICAL_BINARY"]
    let program = named.map { URL(filePath: $0) } ?? package.appending(path: ".build/release/x")
    let kit = program.resolvingSymlinksInPath().deletingLastPathComponent().path
    return FileManager.default.fileExists(atPath: kit + "/libPracticalKit.so") ? kit : nil
  }()

  init(limits: SnapshotLimits = SnapshotLimits()) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "watch-\(getpid())-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let compiler = try #require(
      path.split(separator: ":").map { "\($0)/swiftc" }.first {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    let binaries = URL(filePath: compiler).resolvingSymlinksInPath().deletingLastPathComponent()
    toolchain = Toolchain(binaries: binaries.path, kit: try #require(Self.kit))
    options = RunOptions(cache: folder.path + "/cache", datasets: folder.path)
    freshOptions = RunOptions(cache: folder.path + "/cache-of-fresh-runs", datasets: folder.path)
    session = WatchSession(options: options, toolchain: toolchain, limits: limits)
  }

  deinit {
    session.end()
    try? FileManager.default.removeItem(at: folder)
  }

  func practical(_ text: String) throws -> Practical {
    try PracticalParser.parse(SourceFile(path: "watched.md", text: text), slug: "watched")
  }

  /// What the session gives for a text.
  ///
  /// - Parameters:
  ///   - text: the Markdown.
  ///   - disturb: called with the number of each thing that happens, while the update goes on.
  /// - Returns: what can be compared.
  /// - Throws: what the update throws.
  func watched(_ text: String, disturb: (Int) -> Void = { _ in }) throws -> Comparable {
    try withoutActuallyEscaping(disturb) { disturb in
      var events = 0
      return comparable(
        try session.update(to: practical(text)) { _ in
          events += 1
          disturb(events)
        })
    }
  }

  /// Begins an update, and saves the next text after some time; the update may be broken off.
  func savedWhileRunning(_ text: String, next: String, after milliseconds: Int) throws {
    let changed = try practical(next)
    let isSaved = DispatchSemaphore(value: 0)
    Thread { [session = Unchecked(session)] in
      usleep(useconds_t(milliseconds * 1000))
      session.value.makeWay(for: changed)
      isSaved.signal()
    }.start()
    try session.update(to: practical(text)) { _ in }
    isSaved.wait()
  }

  /// What the session gives for a text when each cell that runs is ended from outside.
  func watchedWhileCellsAreEnded(_ text: String) throws -> Comparable {
    let states = Set(session.processIDs.map { pid_t($0) })
    let isOver = WakeUp()
    let hasStopped = DispatchSemaphore(value: 0)
    Thread {
      while !isOver.isRaised {
        for state in states {
          for cell in Self.children(of: state) where !states.contains(cell) {
            Glibc.kill(cell, SIGKILL)
          }
        }
        usleep(5000)
      }
      hasStopped.signal()
    }.start()
    defer {
      isOver.raise()
      hasStopped.wait()
    }
    return try watched(text)
  }

  /// Ends a process of the session at once: one of the states between cells, or the cell that runs.
  ///
  /// - Parameters:
  ///   - number: which, counted from the first state; the one after the last is the cell that runs.
  ///   - milliseconds: how much later.
  func kill(_ number: Int, after milliseconds: Int = 0) {
    var processes = session.processIDs.map { pid_t($0) }
    if let top = processes.last { processes += Self.children(of: top) }
    guard !processes.isEmpty else { return }
    let process = processes[number % processes.count]
    Thread {
      usleep(useconds_t(milliseconds * 1000))
      // By then the number can be another's.
      let name = FileManager.default.contents(atPath: "/proc/\(process)/comm") ?? Data()
      if name.starts(with: Array("practical-cell".utf8)) { Glibc.kill(process, SIGKILL) }
    }.start()
  }

  private static func children(of process: pid_t) -> [pid_t] {
    let path = "/proc/\(process)/task/\(process)/children"
    let text = FileManager.default.contents(atPath: path) ?? Data()
    return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap { pid_t($0) }
  }

  /// What a fresh run from the top gives for it.
  func fresh(_ text: String) throws -> Comparable {
    comparable(
      try PracticalRunner(
        practical(text), options: freshOptions, toolchain: toolchain, notify: { _ in }
      ).run())
  }

  private func comparable(_ outcome: RunOutcome) -> Comparable {
    let cells = outcome.result.cells.map { cell in
      var cell = cell
      cell.seconds = 0
      cell.peakMemoryBytes = 0
      cell.cached = false
      return cell
    }
    return Comparable(
      cells: cells, checks: outcome.result.checks, score: outcome.result.score,
      figures: outcome.figures.mapValues { "\($0)" })
  }
}

/// A session in another thread, which only calls what any thread may.
struct Unchecked<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// The numbers of a generator that gives the same ones for the same seed.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) ^ (state << 31)
  }
}
