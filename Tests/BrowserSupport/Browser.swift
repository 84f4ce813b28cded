import CLinux
import Foundation
import Glibc
import Synchronization

/// A headless Chromium, driven by a test over two pipes.
///
/// Chromium's remote debugging protocol is spoken: JSON messages, each ended by a zero byte, on the
/// descriptors 3 and 4 of the browser, so that no port is opened and no further library is needed.
public final class Browser: Sendable {
  /// Why the browser did not do what it was asked.
  public struct Failure: Error, CustomStringConvertible, Sendable {
    /// What happened.
    public var description: String
  }

  /// The program to start: what the environment variable `PRACTICAL_BROWSER` names, or nil where it is not set.
  public static let program: String? = {
    let named = ProcessInfo.processInfo.environment["PRACTICAL_BROWSER"]
    return named.flatMap { $0.isEmpty ? nil : $0 }
  }()

  private let processID: pid_t
  private let profile: URL
  private let link: BrowserLink

  /// Starts a browser with an empty profile of its own.
  public init(_ program: String) throws {
    profile = FileManager.default.temporaryDirectory.appending(
      path: "practical-browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
    var toBrowser: [Int32] = [0, 0]
    var fromBrowser: [Int32] = [0, 0]
    guard pipe(&toBrowser) == 0, pipe(&fromBrowser) == 0 else {
      throw Failure(description: "no pipe to be had")
    }
    let ours = [toBrowser[1], fromBrowser[0]]
    for descriptor in ours { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let arguments = [
      program, "--headless", "--remote-debugging-pipe", "--no-first-run", "--hide-scrollbars",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-default-apps", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
      "--no-default-browser-check", "--no-sandbox", "--user-data-dir=\(profile.path)",
      "about:blank",
    ]
    processID = try Self.spawn(arguments, reads: toBrowser[0], writes: fromBrowser[1])
    close(toBrowser[0])
    close(fromBrowser[1])
    link = BrowserLink(reads: fromBrowser[0], writes: toBrowser[1])
  }

  deinit {
    kill(-processID, SIGKILL)
    var status: Int32 = 0
    waitpid(processID, &status, 0)
    try? FileManager.default.removeItem(at: profile)
  }

  /// Opens a tab.
  public func tab() async throws -> BrowserTab {
    let target = try await link.call("Target.createTarget", ["url": "about:blank"])
    guard let identifier = target["targetId"] as? String else {
      throw Failure(description: "the browser opened no tab")
    }
    let attached = try await link.call(
      "Target.attachToTarget", ["targetId": identifier, "flatten": true])
    guard let session = attached["sessionId"] as? String else {
      throw Failure(description: "the browser opened no session")
    }
    let tab = BrowserTab(browser: self, link: link, session: session)
    for domain in ["Page", "Runtime", "Log", "Network"] { try await tab.call("\(domain).enable") }
    return tab
  }

  private static func spawn(_ arguments: [String], reads: Int32, writes: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Out of the way first: the pipes may have 3 and 4 themselves, in either order.
    posix_spawn_file_actions_adddup2(&actions, reads, 103)
    posix_spawn_file_actions_adddup2(&actions, writes, 104)
    posix_spawn_file_actions_adddup2(&actions, 103, 3)
    posix_spawn_file_actions_adddup2(&actions, 104, 4)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    linux_spawn_close_from(&actions, 5)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var processID: pid_t = 0
    let status = posix_spawn(
      &processID, arguments[0], &actions, &attributes, &pointers, environ)
    guard status == 0 else {
      throw Failure(description: "\(arguments[0]): \(String(cString: strerror(status)))")
    }
    return processID
  }
}
