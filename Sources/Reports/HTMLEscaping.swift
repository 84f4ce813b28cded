/// Makes any text safe to stand in HTML, as text and as a quoted attribute.
///
/// Besides the five characters that HTML gives a meaning, control characters show as the pictures that
/// Unicode has for them, and the characters that turn the direction of text (which make code read other
/// than it is) show as their code.
enum HTMLEscaping {
  /// The text, escaped.
  static func escape(_ text: String) -> String {
    var bytes: [UInt8] = []
    var text = text
    text.withUTF8 { append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds UTF-8 text to a buffer, escaped.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
    var start = 0
    var index = 0
    func flush(_ buffer: inout [UInt8]) {
      if start < index {
        buffer.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      }
    }
    while index < text.count {
      guard let (length, replacement) = replacement(in: text, at: index) else {
        index += 1
        continue
      }
      flush(&buffer)
      buffer.append(contentsOf: replacement.utf8)
      index += length
      start = index
    }
    flush(&buffer)
  }

  /// How many bytes at a position must not stand as they are, and what stands for them.
  @inline(__always)
  private static func replacement(
    in text: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (length: Int, text: String)? {
    switch text[index] {
    case UInt8(ascii: "&"): (1, "&amp;")
    case UInt8(ascii: "<"): (1, "&lt;")
    case UInt8(ascii: ">"): (1, "&gt;")
    case UInt8(ascii: "\""): (1, "&quot;")
    case UInt8(ascii: "'"): (1, "&#39;")
    case 0x09, 0x0A: nil
    case let control where control < 0x20:
      (1, String(Character(Unicode.Scalar(0x2400 + UInt32(control)) ?? "\u{FFFD}")))
    case 0x7F: (1, "\u{2421}")
    case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: (2, "\u{FFFD}")
    case 0xE2 where index + 2 < text.count:
      directional(text[index + 1], text[index + 2]).map { (3, $0) }
    default: nil
    }
  }

  /// The name of a character that turns the direction of text, from its last two bytes.
  private static func directional(_ second: UInt8, _ third: UInt8) -> String? {
    switch (second, third) {
    case (0x80, 0xAA...0xAE): "⟨U+202\(String(third - 0xA0, radix: 16, uppercase: true))⟩"
    case (0x81, 0xA6...0xA9): "⟨U+206\(third - 0xA0)⟩"
    default: nil
    }
  }
}
