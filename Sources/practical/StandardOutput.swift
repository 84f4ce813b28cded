import Foundation
import Glibc

/// Standard output, written to as it is: unbuffered, and quiet once nobody reads it any more.
enum StandardOutput {
  /// Writes a text; when the reader is gone (`practical list | head -1`) nothing happens.
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes a text and a line end, at once.
  static func writeLine(_ text: String) { write(text + "\n") }
}
