/// Standard output, written to as it is: unbuffered, and quiet once nobody reads it any more.
enum StandardOutput {
  private static let writer = DescriptorWriter(1)

  /// Writes a text; when the reader is gone (`practical list | head -1`) nothing happens.
  static func write(_ text: String) { writer.write(text) }

  /// Writes a text and a line end, at once.
  static func writeLine(_ text: String) { writer.write(text + "\n") }
}

/// Standard error, in the same way.
enum StandardError {
  private static let writer = DescriptorWriter(2)

  /// Writes a text and a line end.
  static func writeLine(_ text: String) { writer.write(text + "\n") }
}
