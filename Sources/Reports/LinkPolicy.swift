/// Which links of prose stay links.
enum LinkPolicy {
  /// Decides about the address of a link.
  ///
  /// Links to the web, to mail and within the page stay. Everything else goes: scripts, data, files of the
  /// reader's machine, and paths beside the practical, which would lead nowhere from a report.
  ///
  /// - Parameters:
  ///   - address: the address that the prose names.
  ///   - cells: the ids of the cells, which prose links to as `#id`.
  /// - Returns: the address to link to, or nil where the link must go and its text stay.
  static func destination(of address: String, cells: Set<String>) -> String? {
    let isPlain = address.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    guard isPlain, !address.contains("\\") else { return nil }
    if address.hasPrefix("#") {
      let name = String(address.dropFirst())
      return cells.contains(name) ? "#\(anchor(cell: name))" : "#\(anchor(heading: name))"
    }
    let lowercased = address.lowercased()
    let schemes = ["http://", "https://", "mailto:"]
    return schemes.contains { lowercased.hasPrefix($0) } ? address : nil
  }

  /// Whether an address leads out of the page.
  static func isExternal(_ destination: String) -> Bool { !destination.hasPrefix("#") }

  /// The name in the page of a cell or a question.
  static func anchor(cell id: String) -> String { "cell-" + plain(id) }

  /// The name in the page of a heading, the same as GitHub's but for what stands before it.
  static func anchor(heading text: String) -> String { "section-" + plain(text.lowercased()) }

  /// A relative path of a file as an address.
  static func encoded(path: String) -> String {
    path.utf8.map { byte in
      let isPlain =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._/".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }

  private static func plain(_ text: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == " " || scalar == "-" {
        name.append("-")
      } else if scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
      {
        name.append(scalar)
      }
    }
    return String(name)
  }
}
