import CLinux
import Foundation
import Glibc
import Synchronization

/// A program started by the runner.
package struct ChildProcess: Sendable {
  /// The process, which leads a process group of its own.
  package let processID: pid_t

  /// Why a program could not be started.
  package struct StartFailure: Error, CustomStringConvertible {
    var program: String
    var reason: String
    package var description: String { "\(program) cannot be started: \(reason)" }
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: the path of the program and its arguments.
  ///   - environment: the whole environment.
  ///   - descriptors: what the program's descriptors are copies of; all others are closed.
  /// - Returns: the process.
  /// - Throws: why the program could not be started.
  package static func start(
    _ arguments: [String], environment: [String: String], descriptors: [(from: Int32, to: Int32)]
  ) throws(StartFailure) -> ChildProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (from, to) in descriptors {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    let highest = descriptors.map(\.to).max() ?? 2
    linux_spawn_close_from(&actions, highest + 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A child starts with nothing blocked, and without this program's handling of signals.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)
    let environmentTexts = environment.map { "\($0)=\($1)" }.sorted()
    var processID: pid_t = 0
    let status = withCStrings(arguments) { argumentPointers in
      withCStrings(environmentTexts) { environmentPointers in
        posix_spawn(
          &processID, arguments[0], &actions, &attributes, argumentPointers, environmentPointers)
      }
    }
    guard status == 0 else {
      throw StartFailure(
        program: arguments[0], reason: String(cString: strerror(status)))
    }
    Self.running.withLock { _ = $0.insert(processID) }
    return ChildProcess(processID: processID)
  }

  /// The programs that were started and not yet waited for.
  private static let running = Mutex<Set<pid_t>>([])

  /// Whether a process is one that somebody here waits for.
  static func isAwaited(_ processID: pid_t) -> Bool {
    running.withLock { $0.contains(processID) }
  }

  /// The processes whose parent a process is.
  static func children(of process: pid_t) -> [pid_t] {
    let text = TextFile.read("/proc/\(process)/task/\(process)/children") ?? ""
    return text.split(separator: " ").compactMap { pid_t($0) }
  }

  /// The path of the program that a process runs, or nil when it is gone.
  static func program(of process: pid_t) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
  }

  /// Ends the program and everything in its process group.
  package func end() { kill(-processID, SIGKILL) }

  /// Waits for the end; the exit status, or 128 and the number of the signal that ended it.
  @discardableResult
  package func wait() -> Int {
    defer { Self.running.withLock { _ = $0.remove(processID) } }
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 {
      if errno != EINTR { return -1 }
    }
    let signal = Int(status & 0x7f)
    return signal == 0 ? Int(status >> 8 & 0xff) : 128 + signal
  }

  /// The environment of this program.
  package static func inheritedEnvironment() -> [String: String] {
    ProcessInfo.processInfo.environment
  }
}

private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { fatalError("an array with an end is not empty") }
    return body(UnsafePointer(base))
  }
}
