import Notebooks

/// A report to be read while its practical runs: a page in pieces, each of which is replaced alone.
///
/// The pieces of the practical itself are named for what they hold, so that a piece keeps its name when
/// others come and go around it: cells and questions by their ids, prose by its text.
public struct LivePage: Sendable {
  /// A piece of the page.
  public struct Piece: Sendable, Equatable {
    /// Its name, unique in the page.
    public let key: String
    /// Its HTML, in UTF-8.
    public let html: [UInt8]
  }

  /// A block of the practical with what it adds to the table of contents.
  private struct Section {
    var key: String
    var html: HTMLWriter
    var entries: [HTMLReport.Entry]
  }

  /// What is shown.
  public struct Run: Sendable {
    /// The practical as its file says it now.
    public var practical: Practical
    /// What it came to so far.
    public var result: RunResult
    /// What else is known about the run.
    public var details: ReportDetails
    /// What is known while it goes on.
    public var progress: LiveProgress
    /// How it stands, for the line at the foot of the window.
    public var status: LiveStatus

    /// Brings together what is shown.
    public init(
      practical: Practical, result: RunResult, details: ReportDetails, progress: LiveProgress,
      status: LiveStatus
    ) {
      self.practical = practical
      self.result = result
      self.details = details
      self.progress = progress
      self.status = status
    }

    fileprivate var outline: ReportOutline {
      ReportOutline(practical: practical, result: result, details: details, live: progress)
    }
  }

  /// The pieces around those of the practical, by name: `header`, `contents`, `summary` and `status`.
  public private(set) var frame: [Piece] = []
  private var sections: [Section] = []
  private let math = MathAssets.installed()

  /// Makes a page with nothing on it yet.
  public init() {}

  /// The pieces of the practical, in order.
  public var body: [Piece] { sections.map { Piece(key: $0.key, html: $0.html.bytes) } }

  /// Writes every piece anew.
  public mutating func write(_ run: Run) {
    var report = HTMLReport(outline: run.outline)
    var keys: [String: Int] = [:]
    sections = run.practical.blocks.map { block in
      report.html = HTMLWriter()
      report.entries = []
      report.write(block) { run.picture(at: $0) }
      let key = Self.key(of: block)
      keys[key, default: 0] += 1
      let number = keys[key, default: 1]
      return Section(
        key: number == 1 ? key : "\(key).\(number)", html: report.html, entries: report.entries)
    }
    writeFrame(run, report)
  }

  /// Writes the pieces anew that show some cells, and those around them.
  public mutating func write(_ run: Run, cells: Set<String>) {
    var report = HTMLReport(outline: run.outline)
    for (index, block) in run.practical.blocks.enumerated() where sections.indices.contains(index) {
      guard case .cell(let cell) = block, cells.contains(cell.id) else { continue }
      report.html = HTMLWriter()
      report.entries = []
      report.write(cell) { run.picture(at: $0) }
      sections[index].html = report.html
      sections[index].entries = report.entries
    }
    writeFrame(run, report)
  }

  private mutating func writeFrame(_ run: Run, _ report: HTMLReport) {
    var report = report
    var header = HTMLWriter()
    report.writeHeader(to: &header)
    var contents = HTMLWriter()
    report.write(contents: sections.flatMap(\.entries), to: &contents)
    report.html = HTMLWriter()
    report.writeEnd(math: math)
    var status = HTMLWriter()
    run.status.write(to: &status)
    frame = [
      Piece(key: "header", html: header.bytes), Piece(key: "contents", html: contents.bytes),
      Piece(key: "summary", html: report.html.bytes), Piece(key: "status", html: status.bytes),
    ]
  }

  /// The page into which the pieces are written, and the policy to serve it with.
  ///
  /// - Parameter script: the script that writes them, in JavaScript.
  /// - Returns: the page in UTF-8, and its content security policy.
  public static func shell(script: StaticString) -> (html: [UInt8], policy: String) {
    let math = MathAssets.installed()
    let script = PageScript.whole(math) + String(describing: script).utf8
    let pictures: StaticString = "'self' data:"
    var page = HTMLWriter()
    HTMLReport.writeHead(
      to: &page, title: "Practical", math: math, isLive: true,
      policy: ContentSecurityPolicy(script: script, pictures: pictures))
    page.markup(
      """
      <body>
      <a class="skip" href="#main">Skip to the practical</a>
      <noscript><p class="frame">This page is written by a script. The report of a run without one is
      report.html in the folder of its output.</p></noscript>
      <div class="piece" data-key="header"></div>
      <div class="frame columns">
      <div class="piece" data-key="contents"></div>
      <main id="main"><div class="piece" data-key="summary"></div></main>
      </div>
      <div class="piece" data-key="status"></div>
      <script>
      """)
    page.trusted(script)
    page.markup("</script>\n</body>\n</html>\n")
    return (page.bytes, ContentSecurityPolicy(script: script, pictures: pictures).text)
  }

  private static func key(of block: Block) -> String {
    switch block {
    case .cell(let cell): "cell-\(cell.id)"
    case .quiz(let quiz): "cell-\(quiz.id)"
    case .answer(let answer): "cell-\(answer.id)"
    case .hint(let hint): "hint-\(hint.exercise)"
    case .prose(let prose): "prose-\(fingerprint(of: prose.markdown))"
    }
  }

  /// A short name for a text (FNV-1a); texts that share one are told apart by their number.
  private static func fingerprint(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 36)
  }
}

extension LivePage.Run {
  fileprivate func picture(at path: String) -> PlotPicture? {
    progress.plots[path].map { PlotPicture($0) }
  }
}
