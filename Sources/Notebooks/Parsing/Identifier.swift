import Foundation

/// The names of cells and questions.
enum Identifier {
  /// The most characters of a name: it becomes part of file names.
  static let maximumLength = 64

  /// Whether a byte may stand in a name.
  static func allows(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Throws unless a text is a name: `what` says of what, as in "the id" or "the setting".
  static func validate(
    _ name: LocatedText, what: String, in source: SourceFile
  ) throws(Diagnostic) {
    let help = "use the letters a-z, digits, `-` and `_`, at most \(maximumLength) of them"
    guard !name.text.isEmpty else {
      throw source.diagnostic("\(what) is empty", at: name.location, help: help)
    }
    let bytes = name.text.utf8
    if let bad = bytes.firstIndex(where: { !allows($0) }) {
      let offset = bytes.distance(from: bytes.startIndex, to: bad)
      let character = String(name.text[bad...].prefix(1))
      throw source.diagnostic(
        "\(what) \(name.text.quotedForMessage) holds \(character.quotedForMessage)",
        at: name.location.advanced(by: offset), help: help)
    }
    guard bytes.count <= maximumLength else {
      throw source.diagnostic(
        "\(what) \(name.text.quotedForMessage) is too long", at: name.location, help: help)
    }
  }

  /// The name made of a heading, such as `gradient-descent`, or an empty text when it has no letters.
  static func slug(of heading: String) -> String {
    var slug: [UInt8] = []
    for scalar in heading.prefix(200).decomposedStringWithCanonicalMapping.lowercased()
      .unicodeScalars
    {
      // An accent, now apart from its letter, is dropped: "Réseaux" becomes `reseaux`.
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      if let byte = UInt8(exactly: scalar.value), allows(byte), byte != UInt8(ascii: "-") {
        slug.append(byte)
      } else if let last = slug.last, last != UInt8(ascii: "-") {
        slug.append(UInt8(ascii: "-"))
      }
    }
    slug = Array(slug.prefix(48))
    while slug.last == UInt8(ascii: "-") { slug.removeLast() }
    return String(decoding: slug, as: UTF8.self)
  }
}
