import Foundation
import Testing

/// A watch that is left open for an afternoon.
///
/// With `PRACTICAL_SLOW_TESTS=1` there are 1,000 edits, which took 525 s on two cores that were busy with
/// other tests: after 100 edits 5 processes, 33 descriptors, 53 MB and a cache of 13 MB; at the end 5, 32,
/// 50 MB and 131 MB. That run looked while files were still being written, and so failed by the one descriptor;
/// the long run has not been repeated since the test waits.
@Suite("Soak of watch")
struct WatchSoakTests {
  private static let isSlow = ProcessInfo.processInfo.environment["PRACTICAL_SLOW_TESTS"] == "1"
  private static let edits = isSlow ? 1000 : 12
  /// After so many edits all that is kept between updates is there.
  private static let warmUp = isSlow ? 100 : 6

  /// What a watch holds.
  private struct Holdings: CustomStringConvertible {
    var processes: Int
    var descriptors: Int
    var megabytes: Int
    var cacheMegabytes: Int
    var otherFiles: [String]

    init(of watch: Running, in folder: Workplace) {
      let all = ProcessTable.now().descendants(of: watch.processID).map(\.processID)
      processes = all.count
      descriptors = Self.names(in: "/proc/\(watch.processID)/fd").count
      // Pages that are shared by the copies of a process count once, divided among them.
      megabytes = ([watch.processID] + all).map(Self.proportionalBytes).reduce(0, +) >> 20
      let cache = folder.url.appending(path: ".practical/cache").path
      let files = FileManager.default.enumerator(atPath: cache)?.allObjects as? [String] ?? []
      cacheMegabytes =
        files.map { path in
          let attributes = try? FileManager.default.attributesOfItem(atPath: "\(cache)/\(path)")
          return attributes?[.size] as? Int ?? 0
        }.reduce(0, +) >> 20
      otherFiles =
        Self.names(in: folder.url.path) + Self.names(in: folder.url.path + "/.practical/w")
        + Self.names(in: folder.url.path + "/.practical/w/plots")
    }

    /// Whether as many processes, descriptors and files are there.
    func isLike(_ other: Holdings) -> Bool {
      processes == other.processes && descriptors == other.descriptors
        && otherFiles == other.otherFiles
    }

    private static func names(in folder: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private static func proportionalBytes(of process: pid_t) -> Int {
      let data = FileManager.default.contents(atPath: "/proc/\(process)/smaps_rollup") ?? Data()
      let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first {
        $0.hasPrefix("Pss:")
      }
      return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }

    var description: String {
      "\(processes) processes, \(descriptors) descriptors, \(megabytes) MB, "
        + "cache of \(cacheMegabytes) MB"
    }
  }

  private static func practical(edit: Int) -> String {
    """
    ```swift {#base .cell}
    var numbers = (0..<1000).map { Double($0) * \(edit % 3 == 0 ? edit : 1) }
    ```
    ```swift {#middle .cell}
    numbers = numbers.map { $0 + \(edit % 2 == 0 ? edit : 2) }
    show(Figure(title: "numbers").line(numbers))
    ```
    ```swift {#last .cell}
    print("edit \(edit):", numbers.reduce(0, +))
    ```
    """
  }

  @Test(.timeLimit(.minutes(60)))
  func manyEditsLeaveEverythingAsItWas() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical(edit: 0), to: "w.md")
    let watch = try Running.start(["watch", "w.md"], in: folder)
    var before: Holdings?
    for edit in 1...Self.edits {
      try await Self.told("edit \(edit - 1):", in: folder)
      if edit == Self.warmUp { before = try await Self.settled(watch, in: folder) }
      try folder.write(Self.practical(edit: edit), to: "w.md.new")
      let path = folder.url.appending(path: "w.md").path
      try #require(rename(path + ".new", path) == 0)
    }
    try await Self.told("edit \(Self.edits):", in: folder)
    let start = try #require(before)
    let end = try await Self.settled(watch, in: folder, as: start)
    print("soak of \(Self.edits) edits: after \(Self.warmUp) \(start); at the end \(end)")
    #expect(end.processes == start.processes)
    #expect(end.descriptors == start.descriptors)
    #expect(end.otherFiles == start.otherFiles)
    #expect(end.megabytes <= start.megabytes + 40)
    #expect(end.cacheMegabytes <= 500)
    kill(watch.processID, SIGINT)
    _ = try await watch.finish()
  }

  /// What a watch holds once it has written everything and waits for the next save.
  private static func settled(
    _ watch: Running, in folder: Workplace, as expected: Holdings? = nil
  ) async throws -> Holdings {
    let limit = ContinuousClock.now + .seconds(600)
    var before = Holdings(of: watch, in: folder)
    while true {
      try await Task.sleep(for: .seconds(1))
      let now = Holdings(of: watch, in: folder)
      let isSteady = now.isLike(before)
      if isSteady && expected.map(now.isLike) ?? true || ContinuousClock.now > limit { return now }
      before = now
    }
  }

  /// Waits until the result that was written says something.
  private static func told(_ text: String, in folder: Workplace) async throws {
    let limit = ContinuousClock.now + .seconds(600)
    while !(folder.text(".practical/w/result.json") ?? "").contains(text) {
      try #require(ContinuousClock.now < limit, "\"\(text)\" did not come")
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
