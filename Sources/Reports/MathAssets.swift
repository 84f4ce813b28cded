import FoundationEssentials

/// KaTeX, which typesets formulas: the parts of it that a page needs, ready to stand in the page.
struct MathAssets {
  /// The script that typesets the page's formulas when it is opened.
  let script: [UInt8]
  /// The styles, with the fonts in them.
  let styles: [UInt8]
  /// The name and version, such as `KaTeX 0.16.4`.
  let name: String

  /// Where Debian's packages put KaTeX.
  static let folders = ["/usr/share/javascript/katex", "/usr/share/nodejs/katex/dist"]
  /// The longest formula that is typeset.
  private static let longestFormula = 20_000

  /// A program after KaTeX that sets every formula of the page; one that KaTeX rejects stays as it is.
  ///
  /// Formulas get no trust: no links, no pictures, no HTML, sizes and expansions capped. A formula that
  /// was set keeps its TeX as `tex`, for pages in which pieces are replaced.
  private static let start = """
    ;function typeset(part){for(const e of part.querySelectorAll(".math:not(.set)"))try{\
    e.tex=e.textContent;katex.render(e.tex,e,{\
    displayMode:e.classList.contains("display"),throwOnError:false,errorColor:"var(--failed)",\
    trust:false,strict:"ignore",maxSize:20,maxExpand:500});e.classList.add("set");\
    if(e.scrollWidth>e.clientWidth&&e.clientWidth)e.tabIndex=0}catch(_){}}typeset(document);
    """

  /// The fonts beyond those that every page with formulas gets, and the commands that call for them.
  private static let extraFonts: [(file: String, commands: [String])] = [
    ("Caligraphic", ["\\mathcal", "\\cal"]), ("Script", ["\\mathscr"]),
    ("Fraktur", ["\\mathfrak", "\\frak"]), ("SansSerif", ["\\mathsf", "\\textsf", "\\sf"]),
    ("Typewriter", ["\\mathtt", "\\texttt", "\\tt", "\\verb", "\\url"]),
    ("BoldItalic", ["\\boldsymbol", "\\bm", "\\bold", "\\pmb"]),
  ]

  /// KaTeX as it is installed, with the fonts for all formulas, or nil where it is missing.
  static func installed() -> MathAssets? {
    installed(for: Array(extraFonts.flatMap(\.commands).joined(separator: " ").utf8))
  }

  /// KaTeX as it is installed, with the fonts for some formulas, or nil where it is missing.
  static func installed(for formulas: [UInt8], in folders: [String] = folders) -> MathAssets? {
    for folder in folders {
      let home = URL(filePath: folder, directoryHint: .isDirectory)
      guard let program = try? Data(contentsOf: home.appending(path: "katex.min.js")),
        let styles = try? String(contentsOf: home.appending(path: "katex.min.css"), encoding: .utf8)
      else { continue }
      let script = [UInt8](program) + start.utf8
      guard !contains(script, "</script"), !contains(script, "<!--") else { continue }
      return MathAssets(
        script: script, styles: embedFonts(in: styles, from: home, for: formulas),
        name: "KaTeX" + (version(of: script).map { " \($0)" } ?? ""))
    }
    return nil
  }

  /// Whether a formula may be typeset: it is of a sane length and defines no macros, which could make the
  /// reader's browser expand them without end.
  static func canTypeset(_ tex: [UInt8]) -> Bool {
    guard tex.count <= longestFormula else { return false }
    let commands = [
      "\\def", "\\edef", "\\gdef", "\\xdef", "\\let", "\\futurelet", "\\global", "\\newcommand",
      "\\renewcommand", "\\providecommand",
    ]
    return !commands.contains { contains(tex, $0, endingWord: true) }
  }

  /// The styles, their font files replaced by the fonts themselves, fonts that no formula needs left out.
  private static func embedFonts(
    in styles: String, from home: URL, for formulas: [UInt8]
  ) -> [UInt8] {
    let unneeded = extraFonts.filter { font in
      !font.commands.contains { contains(formulas, $0, endingWord: false) }
    }
    var result: [UInt8] = []
    var rest = styles[...]
    while let start = rest.firstRange(of: "@font-face{"),
      let end = rest[start.upperBound...].firstIndex(of: "}")
    {
      result.append(contentsOf: rest[..<start.lowerBound].utf8)
      let rule = rest[start.upperBound..<end]
      rest = rest[rest.index(after: end)...]
      guard let file = fontFile(of: rule), !unneeded.contains(where: { file.contains($0.file) }),
        let font = try? Data(contentsOf: home.appending(path: "fonts/\(file)"))
      else { continue }
      let kept = rule.split(separator: ";").filter { !$0.hasPrefix("src:") }
      result.append(contentsOf: "@font-face{\(kept.joined(separator: ";"));".utf8)
      result.append(contentsOf: "src:url(data:font/woff2;base64,".utf8)
      result.append(contentsOf: font.base64EncodedData())
      result.append(contentsOf: ") format('woff2')}".utf8)
    }
    result.append(contentsOf: rest.utf8)
    return result
  }

  /// The WOFF2 file that a font rule names.
  private static func fontFile(of rule: Substring) -> String? {
    guard let start = rule.firstRange(of: "url(fonts/"),
      let end = rule[start.upperBound...].firstRange(of: ".woff2")
    else { return nil }
    let name = rule[start.upperBound..<end.upperBound]
    return name.contains("/") || name.contains(")") ? nil : String(name)
  }

  private static func version(of script: [UInt8]) -> String? {
    guard let end = position(of: "version:\"", in: script) else { return nil }
    let version = script[end...].prefix { $0 == 0x2E || (0x30...0x39).contains($0) }
    return version.isEmpty ? nil : String(decoding: version, as: UTF8.self)
  }

  private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    position(of: text, in: bytes) != nil
  }

  private static func contains(_ tex: [UInt8], _ command: String, endingWord: Bool) -> Bool {
    var start = 0
    while let end = position(of: command, in: tex, from: start) {
      let isLonger = end < tex.count && (0x61...0x7A).contains(tex[end] | 0x20)
      if !endingWord || !isLonger { return true }
      start = end
    }
    return false
  }

  /// The position after the first place where a text stands.
  private static func position(of text: String, in bytes: [UInt8], from start: Int = 0) -> Int? {
    let pattern = Array(text.utf8)
    guard let first = pattern.first else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index + pattern.count <= bytes.count {
        if bytes[index] == first, bytes[index..<(index + pattern.count)].elementsEqual(pattern) {
          return index + pattern.count
        }
        index += 1
      }
      return nil
    }
  }
}
