import Foundation
import Glibc

/// Single keys from the terminal, without the line having to be ended.
///
/// The terminal is put back as it was when the reader goes, and when the program ends in any way that
/// leaves it a moment.
final class KeyReader {
  // What the terminal was like, for the way out.
  nonisolated(unsafe) private static var original: termios?

  /// Takes over the keys of the terminal; nil where standard input is none, or is another program's now.
  init?() {
    var settings = termios()
    guard isatty(0) == 1, tcgetpgrp(0) == getpgrp(), tcgetattr(0, &settings) == 0 else {
      return nil
    }
    if Self.original == nil {
      Self.original = settings
      atexit { KeyReader.restore() }
    }
    // Signals such as Ctrl-C stay what they are.
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(0, TCSANOW, &settings)
  }

  deinit { Self.restore() }

  private static func restore() {
    guard var original else { return }
    tcsetattr(0, TCSANOW, &original)
  }

  /// The keys that were pressed; nil when the terminal is gone.
  func keys() -> [Character]? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(0, &bytes, bytes.count)
    if count <= 0 { return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil }
    // Arrow keys and the like come as an escape and more, which mean nothing here.
    if bytes[0] == 0x1B { return [] }
    return bytes.prefix(count).map { Character(UnicodeScalar($0)) }
  }
}
