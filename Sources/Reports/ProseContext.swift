import Notebooks

/// What the pieces of a page's prose share.
struct ProseContext {
  /// A heading of the prose.
  struct Heading {
    /// Its level in the page: 2 is the highest.
    var level: Int
    /// Its name in the page.
    var anchor: String
    /// Its text and formulas, without links.
    var label: HTMLWriter
  }

  /// The headings so far that the table of contents has not taken yet.
  var headings: [Heading] = []
  /// The TeX of all formulas so far.
  private(set) var formulas: [UInt8] = []
  /// The pictures that may be shown.
  var images: ProseImages
  /// The ids that `#id` links to.
  let cells: Set<String>
  /// The link definitions of the whole file, which hold in every piece of it.
  let definitions: String

  private var title: String?
  private var anchors: [String: Int] = [:]

  /// Makes the context of a practical's prose.
  init(practical: Practical, title: String) {
    self.title = title
    images = ProseImages(besideFile: practical.source.path)
    cells = Set(
      practical.cells.map(\.id) + practical.quizzes.map(\.id) + practical.answers.map(\.id))
    var definitions = ""
    for case .prose(let prose) in practical.blocks where prose.markdown.contains("]:") {
      for line in prose.markdown.split(separator: "\n") where Self.isDefinition(line) {
        definitions += "\n" + line
      }
    }
    self.definitions = definitions
  }

  /// Notes a formula.
  mutating func note(formula: ArraySlice<UInt8>) {
    formulas.append(contentsOf: formula)
    formulas.append(UInt8(ascii: " "))
  }

  /// Whether a first-level heading only says the title again, which the page already shows.
  mutating func repeatsTitle(_ text: String) -> Bool {
    guard text == title else { return false }
    title = nil
    return true
  }

  /// A name in the page for a heading, different for each.
  mutating func anchor(heading text: String) -> String {
    let anchor = LinkPolicy.anchor(heading: text)
    let count = anchors[anchor, default: 0]
    anchors[anchor] = count + 1
    return count == 0 ? anchor : "\(anchor)-\(count)"
  }

  /// Whether a line has the form of a link definition: `[name]: address`.
  private static func isDefinition(_ line: Substring) -> Bool {
    let line = line.drop { $0 == " " }
    guard line.first == "[", line.dropFirst().first != "^", let end = line.firstRange(of: "]:")
    else {
      return false
    }
    return end.lowerBound > line.index(after: line.startIndex)
  }
}
