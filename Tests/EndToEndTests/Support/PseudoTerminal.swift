import Foundation
import Testing

/// A terminal played by a test: what the program writes comes here, and answers go back.
final class PseudoTerminal: @unchecked Sendable {
  /// What such a terminal answers when it is asked what it can do.
  enum Kind: String, CaseIterable {
    case kitty
    case iTerm
    case sixel
    case plain
    case silent

    var answer: String {
      switch self {
      case .kitty: "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}P>|kitty(0.35.2)\u{1B}\\\u{1B}[?62;c"
      case .iTerm: "\u{1B}P>|iTerm2 3.5.4\u{1B}\\\u{1B}[?62;4c"
      case .sixel: "\u{1B}P>|XTerm(390)\u{1B}\\\u{1B}[?64;1;4;22c"
      case .plain: "\u{1B}[?1;2c"
      case .silent: ""
      }
    }
  }

  private let main: Int32
  // Guarded by the lock.
  private var written: [UInt8] = []
  private let lock = NSLock()
  /// The path of the program's end.
  let path: String

  init(columns: UInt16 = 100, rows: UInt16 = 40) throws {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(main >= 0)
    // The functions for this are not imported; these requests (TIOCSPTLCK, TIOCGPTN) are what they do.
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    try #require(ioctl(main, 0x4004_5431, &isLocked) == 0)
    try #require(ioctl(main, 0x8004_5430, &number) == 0)
    path = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: columns * 10, ws_ypixel: rows * 20)
    try #require(ioctl(main, UInt(TIOCSWINSZ), &size) == 0)
  }

  deinit { close(main) }

  /// Runs the program with this as its terminal; returns its status and all that it wrote.
  func run(
    _ arguments: [String], in folder: Workplace, as kind: Kind,
    environment changes: [String: String?] = [:]
  ) async throws -> (status: Int32, output: String) {
    let command = [try PracticalProgram.path()] + arguments
    return try await run(command: command, in: folder, as: kind, environment: changes)
  }

  /// Runs any command with this as its terminal.
  func run(
    command: [String], in folder: Workplace, as kind: Kind,
    environment changes: [String: String?] = [:]
  ) async throws -> (status: Int32, output: String) {
    var variables = ProcessInfo.processInfo.environment
    for name in ["TMUX", "STY", "ZELLIJ", "NO_COLOR", "TERM_PROGRAM", "VTE_VERSION"] {
      variables[name] = nil
    }
    variables["TERM"] = "xterm-256color"
    for (name, value) in changes { variables[name] = value }
    let process = try spawn(
      ["/usr/bin/env", "-C", folder.url.path] + command, variables.map { "\($0)=\($1)" })
    return try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: it waits in the kernel.
      Thread { [self] in
        continuation.resume(returning: play(kind, with: process))
      }.start()
    }
  }

  /// Presses keys.
  func press(_ keys: String) {
    let bytes = Array(keys.utf8)
    write(main, bytes, bytes.count)
  }

  /// What the program has written so far.
  var output: String { lock.withLock { String(decoding: written, as: UTF8.self) } }

  /// Waits until the program has written a text so many times.
  func waits(for text: String, times: Int = 1) async throws {
    let limit = ContinuousClock.now + .seconds(600)
    while output.ranges(of: text).count < times {
      try #require(ContinuousClock.now < limit, "\(times) × \"\(text)\" did not come:\n\(output)")
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private func play(_ kind: Kind, with process: pid_t) -> (Int32, String) {
    var bytes: [UInt8] = []
    var hasAnswered = false
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(main, &buffer, buffer.count)
      // When the last program with this terminal ends, reading fails.
      if count <= 0 { break }
      bytes += buffer[..<count]
      lock.withLock { written = bytes }
      if !hasAnswered, bytes.firstRange(of: Array("\u{1B}[c".utf8)) != nil {
        hasAnswered = true
        let answer = Array(kind.answer.utf8)
        write(main, answer, answer.count)
      }
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return (status >> 8 & 0xFF, String(decoding: bytes, as: UTF8.self))
  }

  /// Starts a program as the leader of a session, whose terminal this becomes.
  private func spawn(_ arguments: [String], _ environment: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let newSession: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, newSession)
    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var environmentPointers = environment.map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    var process: pid_t = 0
    let status = posix_spawn(
      &process, arguments[0], &actions, &attributes, &argumentPointers, &environmentPointers)
    try #require(status == 0)
    return process
  }
}
