/// Reads practicals: Markdown files in, checked values out, or the first error.
public enum PracticalParser {
  /// Reads the text of a file.
  public static func source(at path: String) throws(Diagnostic) -> SourceFile {
    try SourceReader.read(path: path)
  }

  /// Reads the practical at a path.
  ///
  /// - Parameter path: The path as the user wrote it; it is repeated in messages.
  /// - Returns: The practical.
  /// - Throws: What is wrong with the file, and where.
  public static func read(path: String) throws(Diagnostic) -> Practical {
    let source = try SourceReader.read(path: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return try parse(source, slug: name.hasSuffix(".md") ? String(name.dropLast(3)) : name)
  }

  /// Parses a practical.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - slug: The file's name without its extension.
  /// - Returns: The practical.
  /// - Throws: What is wrong with the text, and where.
  public static func parse(
    _ source: SourceFile, slug: String
  ) throws(Diagnostic) -> Practical {
    let head = try FrontMatterParser.parse(source)
    var frontMatter = head.frontMatter
    var assembly = BlockAssembly(source: source)
    var heading = ""
    for element in try outline(of: source, from: head.bodyLine) {
      switch element {
      case .heading(let found):
        heading = found.text
        if frontMatter.title.isEmpty, found.level == 1 { frontMatter.title = found.text }
      case .fence(let fence):
        guard var draft = try BlockParser.parse(fence, in: source) else { continue }
        draft.heading = heading
        try assembly.add(draft, of: fence)
      }
    }
    if frontMatter.title.isEmpty { frontMatter.title = slug }
    return Practical(
      source: source, slug: slug, frontMatter: frontMatter,
      blocks: try assembly.blocks(from: head.bodyLine))
  }

  /// The blocks of a source from a 1-based line on, with no practical around them.
  static func blocks(of source: SourceFile, from line: Int) throws(Diagnostic) -> [Block] {
    var assembly = BlockAssembly(source: source)
    for case .fence(let fence) in try outline(of: source, from: line) {
      guard let draft = try BlockParser.parse(fence, in: source) else { continue }
      try assembly.add(draft, of: fence)
    }
    return try assembly.blocks(from: line)
  }

  private static func outline(
    of source: SourceFile, from line: Int
  ) throws(Diagnostic) -> [MarkdownOutline.Element] {
    // The file may end with the line that closes the front matter.
    guard line <= source.lines.count else { return [] }
    return try MarkdownOutline(of: source, from: line).elements
  }
}
