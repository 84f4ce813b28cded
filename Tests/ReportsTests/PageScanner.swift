/// A strict reader of the pages that this module writes: every tag, attribute and address in them.
///
/// It knows how a browser reads HTML as far as the pages go, so that a test can say what is on a page
/// rather than what is not.
struct PageScanner {
  /// A tag and its attributes.
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]
  }

  /// The opening tags, in order.
  private(set) var tags: [Tag] = []
  /// The names of elements still open at the end, and those closed in a wrong order.
  private(set) var unbalanced: [String] = []
  /// Whether anything could not be read.
  private(set) var isMalformed = false
  /// The text between the tags, entities not decoded.
  private(set) var text = ""

  private static let void: Set<String> = [
    "!doctype", "meta", "link", "img", "br", "hr", "circle", "input",
  ]

  /// Reads a page.
  init(_ page: String) { read(page) }

  private mutating func read(_ page: String) {
    var rest = Array(page.utf8)[...]
    var open: [String] = []
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      text += String(decoding: rest[..<start], as: UTF8.self)
      rest = rest[(start + 1)...]
      if rest.first == UInt8(ascii: "/") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return isMalformed = true }
        let name = String(decoding: rest[(start + 2)..<end], as: UTF8.self)
        if open.last == name { open.removeLast() } else { unbalanced.append(name) }
        rest = rest[(end + 1)...]
        continue
      }
      guard let tag = Self.readTag(&rest) else { return isMalformed = true }
      tags.append(tag)
      if !Self.void.contains(tag.name) { open.append(tag.name) }
      if tag.name == "style" || tag.name == "script" {
        let end = "</\(tag.name)>"
        let raw = String(decoding: rest, as: UTF8.self)
        guard let close = raw.firstRange(of: end) else { return isMalformed = true }
        open.removeLast()
        rest = Array(raw[close.upperBound...].utf8)[...]
      }
    }
    text += String(decoding: rest, as: UTF8.self)
    unbalanced += open
  }

  private static func readTag(_ rest: inout ArraySlice<UInt8>) -> Tag? {
    func word(_ byte: UInt8) -> Bool { !" =/>\n\t\"'<".utf8.contains(byte) }
    func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x0A } }
    func take(while predicate: (UInt8) -> Bool) -> String {
      let piece = rest.prefix(while: predicate)
      rest = rest.dropFirst(piece.count)
      return String(decoding: piece, as: UTF8.self)
    }
    var tag = Tag(name: take(while: word).lowercased(), attributes: [])
    guard !tag.name.isEmpty else { return nil }
    while true {
      skipSpace()
      switch rest.first {
      case UInt8(ascii: ">"):
        rest = rest.dropFirst()
        return tag
      case UInt8(ascii: "/"):
        rest = rest.dropFirst()
      case .some:
        let name = take(while: word)
        guard !name.isEmpty else { return nil }
        var value = ""
        if rest.first == UInt8(ascii: "=") {
          rest = rest.dropFirst()
          guard rest.first == UInt8(ascii: "\"") else { return nil }
          rest = rest.dropFirst()
          value = take { $0 != UInt8(ascii: "\"") }
          rest = rest.dropFirst()
        }
        tag.attributes.append((name, value))
      case nil: return nil
      }
    }
  }
}
