import Foundation
import Testing

/// The built program, as a user starts it.
enum PracticalProgram {
  /// Thrown when there is nothing to test.
  struct NotBuilt: Error, CustomStringConvertible {
    var path: String
    var description: String {
      "there is no program at \(path): build it with `swift build -c release`, "
        + "or name another with PRACTICAL_BINARY"
    }
  }

  /// The folder of the package.
  static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The path of the program: `PRACTICAL_BINARY`, else the release build of the package.
  static func path() throws -> String {
    let named = ProcessInfo.processInfo.environment["PRACTICAL_BINARY"]
    let path = named ?? package.appending(path: ".build/release/practical").path
    guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt(path: path) }
    return path
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: what follows the program's name.
  ///   - folder: the working folder, where the output is kept too.
  ///   - environment: what differs from the environment of the tests; nil removes a variable.
  ///   - seconds: how long it may take before the test gives up on it.
  /// - Returns: what it did.
  /// - Throws: when it cannot be started, or takes too long.
  static func run(
    _ arguments: [String], in folder: Workplace, environment: [String: String?] = [:],
    seconds: Double = 1200
  ) async throws -> Finished {
    try await Gate.shared.pass {
      try await Running.start(arguments, in: folder, environment: environment).finish(
        within: seconds)
    }
  }
}

/// What the program did.
struct Finished: Sendable {
  /// The exit status, or minus the number of the signal that ended it.
  var status: Int
  var output: String
  var errors: String
  /// How long it took.
  var seconds: Double
  var folder: Workplace
}

/// The program while it runs.
struct Running: Sendable {
  let processID: pid_t
  private let folder: Workplace
  private let name: String
  private let start = ContinuousClock.now
  private let exits: AsyncStream<Int>

  /// Starts the program.
  ///
  /// It may find signals blocked, as the threads of some parents leave them.
  static func start(
    _ arguments: [String], in folder: Workplace, environment: [String: String?] = [:],
    blocked: [Int32] = []
  ) throws -> Running {
    var variables = ProcessInfo.processInfo.environment
    variables["PRACTICAL_DATASETS"] = nil
    for (key, value) in environment { variables[key] = value }
    let name = ".terminal-\(UUID().uuidString)"
    let processID = try spawn(
      [try PracticalProgram.path()] + arguments, in: folder,
      environment: variables.map { "\($0)=\($1)" }, output: name + ".out", errors: name + ".err",
      blocked: blocked)
    let (exits, continuation) = AsyncStream.makeStream(of: Int.self)
    // A thread of its own: the threads of Swift's tasks are few, and are not to wait in the kernel.
    Thread {
      var status: Int32 = 0
      while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
      let signal = Int(status & 0x7F)
      continuation.yield(signal == 0 ? Int(status >> 8 & 0xFF) : -signal)
      continuation.finish()
    }.start()
    return Running(processID: processID, folder: folder, name: name, exits: exits)
  }

  /// Starts a program as a shell would: with no other signal blocked, which Foundation's `Process` does not promise.
  private static func spawn(
    _ arguments: [String], in folder: Workplace, environment: [String], output: String,
    errors: String, blocked: [Int32]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), output), (2, errors)] {
      let path = folder.url.appending(path: name).path
      posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT, 0o644)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in blocked { sigaddset(&mask, signal) }
    posix_spawnattr_setsigmask(&attributes, &mask)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    // `env` becomes the program; it stands here because it can change the folder first.
    let command = ["/usr/bin/env", "-C", folder.url.path] + arguments
    var argumentPointers = command.map { strdup($0) } + [nil]
    var environmentPointers = environment.map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    var processID: pid_t = 0
    let status = posix_spawn(
      &processID, command[0], &actions, &attributes, &argumentPointers, &environmentPointers)
    try #require(
      status == 0, "\(arguments[0]) cannot be started: \(String(cString: strerror(status)))")
    return processID
  }

  private init(processID: pid_t, folder: Workplace, name: String, exits: AsyncStream<Int>) {
    self.processID = processID
    self.folder = folder
    self.name = name
    self.exits = exits
  }

  /// What was written to standard output so far.
  var output: String { folder.text(name + ".out") ?? "" }

  /// Waits until a text stands in the output.
  func waits(for text: String, within seconds: Double = 600) async throws {
    let limit = ContinuousClock.now + .seconds(seconds)
    while !output.contains(text) {
      try #require(
        ContinuousClock.now < limit, "\"\(text)\" did not appear in the output:\n\(output)")
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Waits for the end; past the limit the program is killed and the test fails.
  func finish(within seconds: Double = 1200) async throws -> Finished {
    let watch = Task { [processID] in
      try await Task.sleep(for: .seconds(seconds))
      kill(processID, SIGKILL)
    }
    defer { watch.cancel() }
    let waiting = ContinuousClock.now
    var status: Int?
    for await exit in exits { status = exit }
    let duration = ContinuousClock.now - start
    let took = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    let finished = Finished(
      status: try #require(status), output: output, errors: folder.text(name + ".err") ?? "",
      seconds: took, folder: folder)
    try #require(
      ContinuousClock.now - waiting < .seconds(seconds),
      "the program had to be killed after \(seconds) s:\n\(finished.output)")
    return finished
  }
}

/// Lets a few programs run at the same time: each keeps a core busy with compiling.
actor Gate {
  static let shared = Gate(width: max(2, ProcessInfo.processInfo.activeProcessorCount))

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(width: Int) { free = width }

  nonisolated func pass<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
  ) async rethrows -> Result {
    await enter()
    do {
      let result = try await body()
      await leave()
      return result
    } catch {
      await leave()
      throw error
    }
  }

  private func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
