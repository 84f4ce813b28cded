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

  /// The whole page as it is now, with the script that keeps it up to date, and the policy to serve it with.
  ///
  /// - Parameters:
  ///   - run: what is shown.
  ///   - script: the script, in JavaScript.
  /// - Returns: the page in UTF-8, and its content security policy.
  public func page(_ run: Run, script: StaticString) -> (html: [UInt8], policy: String) {
    let script = (math?.script ?? []) + String(describing: script).utf8
    let pictures: StaticString = "'self' data:"
    let report = HTMLReport(outline: run.outline)
    var page = HTMLWriter()
    let pieces = Dictionary(frame.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    func write(_ key: String, to page: inout HTMLWriter) {
      if let piece = pieces[key] { Self.write(piece, to: &page) }
    }
    report.write(to: &page, math: math, script: script, pictures: pictures) { page in
      write("header", to: &page)
      page.markup("<div class=\"frame columns\">\n")
      write("contents", to: &page)
      page.markup("<main id=\"main\">\n")
      for piece in body { Self.write(piece, to: &page) }
      write("summary", to: &page)
      page.markup("</main>\n</div>\n")
      write("status", to: &page)
    }
    return (page.bytes, ContentSecurityPolicy(script: script, pictures: pictures).text)
  }

  private static func write(_ piece: Piece, to page: inout HTMLWriter) {
    page.markup("<div class=\"piece\"")
    page.attribute("data-key", piece.key)
    page.markup(">")
    page.trusted(piece.html)
    page.markup("</div>\n")
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
    guard let plot = progress.plots[path] else { return nil }
    return PlotPicture(
      source: plot.address.map { .address($0) } ?? .awaited, width: plot.width,
      height: plot.height, alternativeText: plot.alternativeText, isEarlier: plot.isEarlier)
  }
}
