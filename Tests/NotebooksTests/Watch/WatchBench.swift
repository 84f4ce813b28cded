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
  func watched(_ text: String) throws -> Comparable {
    comparable(try session.update(to: practical(text)) { _ in })
  }

  /// What a fresh run from the top gives for it.
  func fresh(_ text: String) throws -> Comparable {
    comparable(
      try PracticalRunner(
        practical(text), options: options, toolchain: toolchain, notify: { _ in }
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

/// The numbers of a generator that gives the same ones for the same seed.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) ^ (state << 31)
  }
}
