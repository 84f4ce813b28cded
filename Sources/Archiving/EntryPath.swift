import ArchiveFiles

/// A path of an archive, made harmless.
enum EntryPath {
  /// The most names in a path.
  static let maximumDepth = 32
  /// The most bytes of a path.
  static let maximumLength = 1000

  /// The path that the bytes of a name stand for, as names with `/` between them.
  ///
  /// Bytes that are not UTF-8 and characters that could command a terminal become `�`; a name with `\` and
  /// without `/` comes from a system where that separates folders.
  ///
  /// - Parameter bytes: the bytes, as they stand in the archive.
  /// - Returns: the path; empty where the name says nothing.
  /// - Throws: `unsafePath` when it leads out of its folder.
  static func clean(_ bytes: [UInt8]) throws(ArchiveFault) -> String {
    var text = harmless(String(decoding: bytes.prefix(maximumLength + 1), as: UTF8.self))
    if bytes.count > maximumLength { throw .unsafePath(shortened(text)) }
    if text.contains("\\"), !text.contains("/") {
      text = String(text.map { $0 == "\\" ? "/" : $0 })
    }
    let names = text.split(separator: "/").filter { $0 != "." }
    let isWindowsRoot = names.first.map { $0.count == 2 && $0.last == ":" } ?? false
    guard !text.hasPrefix("/"), !isWindowsRoot, !names.contains(".."), names.count <= maximumDepth
    else { throw .unsafePath(shortened(text)) }
    return names.joined(separator: "/")
  }

  /// Whether a path is of a file that systems add by themselves.
  static func isClutter(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0 == "__MACOSX" || $0.hasPrefix(".") }
      || path.hasSuffix("/Thumbs.db") || path.hasSuffix("/desktop.ini")
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 80 ? text : text.prefix(80) + "…"
  }

  private static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let value = scalar.value
          let isControl =
            value < 32 || (127..<160).contains(value) || value == 0x2028
            || value == 0x2029
          // Marks that turn the direction of writing can make a name look like another.
          let isDirection = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
          return isControl || isDirection ? "\u{FFFD}" : scalar
        }))
  }
}
