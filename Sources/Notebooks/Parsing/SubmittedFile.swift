/// What a student handed in, as far as it can be told: fences with an id, and what stands in them.
///
/// Unlike a practical, a submission is never wrong as a whole because of one line: what cannot be read
/// is passed over, and grading says what is missing.
public struct SubmittedFile: Sendable, Equatable {
  /// One fence with an id.
  public struct Block: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable, Equatable {
      /// A Swift cell.
      case cell
      /// A question with boxes.
      case quiz
      /// A question answered in free text.
      case answer
    }

    /// The id.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// The lines between the fences.
    public var lines: [String]
    /// The 1-based line of the opening fence.
    public var line: Int

    /// Makes a block.
    public init(id: String, kind: Kind, lines: [String], line: Int) {
      self.id = id
      self.kind = kind
      self.lines = lines
      self.line = line
    }
  }

  /// The fences, in the order of the file.
  public var blocks: [Block]

  /// Makes a file of its fences.
  public init(blocks: [Block]) { self.blocks = blocks }

  /// Reads the file at a path.
  ///
  /// - Parameter path: the path; it is repeated in messages.
  /// - Returns: what stands in it.
  /// - Throws: why the file is no text that can be read.
  public static func read(path: String) throws(Diagnostic) -> SubmittedFile {
    try parse(try SourceReader.read(path: path))
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: what stands in the file.
  ///   - name: its name, which is repeated in messages.
  /// - Returns: what stands in it.
  /// - Throws: why the bytes are no text that can be read.
  public static func read(_ bytes: [UInt8], name: String) throws(Diagnostic) -> SubmittedFile {
    try parse(try SourceReader.source(path: name, bytes: bytes))
  }

  /// Finds the fences in a text.
  ///
  /// - Parameter source: the text.
  /// - Returns: its fences with an id.
  /// - Throws: why the text cannot be read as Markdown.
  public static func parse(_ source: SourceFile) throws(Diagnostic) -> SubmittedFile {
    // A front matter that is damaged reads as Markdown, where it does no harm.
    let outline = try MarkdownOutline(of: source, from: 1)
    var blocks: [Block] = []
    for case .fence(let fence) in outline.elements {
      guard let info = try? FenceInfo(of: fence, in: source),
        let attributes = try? AttributeParser.parse(at: info.brace, in: source),
        let id = attributes.id?.text, let kind = Block.Kind(info.keyword)
      else { continue }
      blocks.append(Block(id: id, kind: kind, lines: fence.content, line: fence.line))
    }
    return SubmittedFile(blocks: blocks)
  }
}

extension SubmittedFile.Block.Kind {
  fileprivate init?(_ keyword: FenceKeyword) {
    switch keyword {
    case .swift: self = .cell
    case .quiz: self = .quiz
    case .answer: self = .answer
    case .hint: return nil
    }
  }
}

extension SubmittedFile.Block {
  /// The lines of a cell's code, without the option lines at its head: those are the author's.
  public var codeLines: [String] { Array(lines.dropFirst(OptionLines.count(in: lines))) }

  /// How many option lines stand at the head of a cell.
  public var optionLineCount: Int { OptionLines.count(in: lines) }

  /// Which boxes of a quiz are ticked, by the text beside them.
  public var tickedChoices: [(text: String, isTicked: Bool)] {
    lines.compactMap { line in
      let text = line.trimmed
      guard let bullet = text.first, "-*+".contains(bullet) else { return nil }
      let box = text.dropFirst().drop { $0 == " " || $0 == "\t" }
      guard box.count > 3, box.first == "[", Array(box)[2] == "]" else { return nil }
      let mark = Array(box)[1]
      guard "xX ".contains(mark) else { return nil }
      return (String(box.dropFirst(3)).trimmed, mark != " ")
    }
  }
}
