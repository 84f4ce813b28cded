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
    return Self.keys(in: bytes[..<count])
  }

  /// The letters among bytes. Arrow keys and the like come as an escape and more, and mean nothing here; what
  /// was typed after them may come in the same piece.
  private static func keys(in bytes: ArraySlice<UInt8>) -> [Character] {
    var keys: [Character] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        keys.append(Character(UnicodeScalar(byte)))
        continue
      }
      switch rest.first {
      case UInt8(ascii: "["):
        // Parameters, and one letter that ends them.
        rest = rest.dropFirst().drop { !(0x40...0x7E).contains($0) }.dropFirst()
      case UInt8(ascii: "O"): rest = rest.dropFirst(2)
      default: break
      }
    }
    return keys
  }
}
