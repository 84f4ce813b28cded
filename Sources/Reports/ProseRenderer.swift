import CMD4C

/// Turns Markdown into a piece of a page.
///
/// md4c reads the Markdown; HTML in it is text, never markup. What it finds is written here, so that every
/// link, picture and piece of text passes the page's own rules.
struct ProseRenderer {
  /// The page.
  var html = HTMLWriter()
  /// What the pieces of the page share.
  var context: ProseContext
  /// The text of the code block that is being read.
  var code: [UInt8]?
  /// The TeX of the formula that is being read.
  var formula: [UInt8]?
  /// The text of the picture that is being read.
  var pictureText = ""
  /// How many pictures the text that is being read stands in.
  var pictureDepth = 0
  /// For each open link, whether it stays a link.
  var openLinks: [Bool] = []
  /// The text of the heading that is being read.
  var headingText = ""
  /// The heading that is being read, without its links.
  var headingLabel = HTMLWriter()

  /// The longest text in which bare addresses become links: md4c's time for them grows with the square.
  private static let longestWithBareLinks = 50_000

  private let isInline: Bool
  private var codeLanguage = ""
  private var headingStart = 0
  private var headerStart = 0
  private var headerContent = 0

  /// Writes Markdown into a page.
  ///
  /// - Parameters:
  ///   - markdown: the text.
  ///   - html: the page.
  ///   - context: what the pieces of the page share.
  ///   - isInline: whether paragraphs are left unmarked, to stand beside something.
  static func write(
    _ markdown: String, to html: inout HTMLWriter, context: inout ProseContext,
    isInline: Bool = false
  ) {
    var renderer = ProseRenderer(context: context, isInline: isInline)
    swap(&renderer.html, &html)
    renderer.parse(markdown + "\n" + context.definitions)
    swap(&renderer.html, &html)
    context = renderer.context
  }

  private init(context: ProseContext, isInline: Bool) {
    self.context = context
    self.isInline = isInline
  }

  private mutating func parse(_ markdown: String) {
    var parser = MD_PARSER()
    parser.flags = UInt32(
      MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_LATEXMATHSPANS
        | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS)
    if markdown.utf8.count <= Self.longestWithBareLinks {
      parser.flags |= UInt32(MD_FLAG_PERMISSIVEURLAUTOLINKS)
    }
    parser.enter_block = { type, detail, state in
      state?.assumingMemoryBound(to: ProseRenderer.self).pointee.enter(block: type, detail)
      return 0
    }
    parser.leave_block = { type, detail, state in
      state?.assumingMemoryBound(to: ProseRenderer.self).pointee.leave(block: type, detail)
      return 0
    }
    parser.enter_span = { type, detail, state in
      state?.assumingMemoryBound(to: ProseRenderer.self).pointee.enter(span: type, detail)
      return 0
    }
    parser.leave_span = { type, detail, state in
      state?.assumingMemoryBound(to: ProseRenderer.self).pointee.leave(span: type, detail)
      return 0
    }
    parser.text = { type, text, size, state in
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(size))
      state?.assumingMemoryBound(to: ProseRenderer.self).pointee.text(type, Array(bytes))
      return 0
    }
    var markdown = markdown
    markdown.withUTF8 { input in
      input.withMemoryRebound(to: MD_CHAR.self) { input in
        _ = withUnsafeMutablePointer(to: &self) { state in
          withUnsafePointer(to: parser) {
            md_parse(input.baseAddress, MD_SIZE(input.count), $0, state)
          }
        }
      }
    }
  }

  // MARK: Blocks

  private mutating func enter(block type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_BLOCK_QUOTE: html.markup("<blockquote>\n")
    case MD_BLOCK_UL: html.markup("<ul>\n")
    case MD_BLOCK_OL:
      html.markup("<ol")
      if let start = detail?.load(as: MD_BLOCK_OL_DETAIL.self).start, start != 1 {
        html.attribute("start", String(start))
      }
      html.markup(">\n")
    case MD_BLOCK_LI:
      let item = detail?.load(as: MD_BLOCK_LI_DETAIL.self)
      guard let item, item.is_task != 0 else { return html.markup("<li>") }
      let isTicked = item.task_mark != CChar(bitPattern: UInt8(ascii: " "))
      html.markup("<li class=\"task\">")
      html.markup(isTicked ? "<span class=\"box ticked\"" : "<span class=\"box\"")
      html.markup(" role=\"img\"")
      html.markup(
        isTicked ? " aria-label=\"ticked\"></span> " : " aria-label=\"not ticked\"></span> ")
    case MD_BLOCK_HR: html.markup("<hr>\n")
    case MD_BLOCK_H:
      headingStart = html.bytes.count
      headingText = ""
      headingLabel = HTMLWriter()
    case MD_BLOCK_CODE:
      code = []
      codeLanguage = Self.string(detail?.load(as: MD_BLOCK_CODE_DETAIL.self).lang)
    case MD_BLOCK_P: if !isInline { html.markup("<p>") }
    case MD_BLOCK_TABLE:
      html.markup("<div class=\"scroll\" tabindex=\"0\"><table class=\"prose\">\n")
    case MD_BLOCK_THEAD: html.markup("<thead>")
    case MD_BLOCK_TBODY: html.markup("<tbody>")
    case MD_BLOCK_TR: html.markup("<tr>")
    case MD_BLOCK_TH:
      headerStart = html.bytes.count
      openTableCell("<th scope=\"col\"", detail)
      headerContent = html.bytes.count
    case MD_BLOCK_TD: openTableCell("<td", detail)
    default: break
    }
  }

  private mutating func leave(block type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_BLOCK_QUOTE: html.markup("</blockquote>\n")
    case MD_BLOCK_UL: html.markup("</ul>\n")
    case MD_BLOCK_OL: html.markup("</ol>\n")
    case MD_BLOCK_LI: html.markup("</li>\n")
    case MD_BLOCK_H: closeHeading(level: detail?.load(as: MD_BLOCK_H_DETAIL.self).level ?? 2)
    case MD_BLOCK_CODE: closeCode()
    case MD_BLOCK_P: html.markup(isInline ? " " : "</p>\n")
    case MD_BLOCK_TABLE: html.markup("</table></div>\n")
    case MD_BLOCK_THEAD: html.markup("</thead>\n")
    case MD_BLOCK_TBODY: html.markup("</tbody>\n")
    case MD_BLOCK_TR: html.markup("</tr>\n")
    case MD_BLOCK_TH:
      // A corner of a table is no header of anything.
      if html.bytes.count == headerContent {
        html.cut(from: headerStart)
        html.markup("<td></td>")
      } else {
        html.markup("</th>")
      }
    case MD_BLOCK_TD: html.markup("</td>")
    default: break
    }
  }

  private mutating func openTableCell(_ tag: StaticString, _ detail: UnsafeMutableRawPointer?) {
    html.markup(tag)
    switch detail?.load(as: MD_BLOCK_TD_DETAIL.self).align {
    case MD_ALIGN_CENTER: html.markup(" class=\"center\">")
    case MD_ALIGN_RIGHT: html.markup(" class=\"right\">")
    default: html.markup(">")
    }
  }

  private mutating func closeCode() {
    let text = String(decoding: code ?? [], as: UTF8.self)
    code = nil
    if codeLanguage.lowercased() == "swift" {
      CodeListing(code: text, firstLine: 1).writePlain(to: &html)
    } else {
      html.markup("<pre class=\"code\" tabindex=\"0\"><code>")
      html.text(text)
      html.markup("</code></pre>\n")
    }
  }

  private mutating func closeHeading(level: UInt32) {
    let content = html.cut(from: headingStart)
    if level == 1 && context.repeatsTitle(headingText) { return }
    let level = max(2, Int(level))
    let anchor = context.anchor(heading: headingText)
    context.headings.append(.init(level: level, anchor: anchor, label: headingLabel))
    html.markup("<h")
    html.number(level)
    html.attribute("id", anchor)
    html.markup(">")
    html.append(content)
    html.markup("</h")
    html.number(level)
    html.markup(">\n")
  }

  /// The text of an attribute that md4c found, with the numbers of characters decoded.
  static func string(_ attribute: MD_ATTRIBUTE?) -> String {
    guard let attribute, let text = attribute.text else { return "" }
    let bytes = UnsafeRawBufferPointer(start: text, count: Int(attribute.size))
    var string = ""
    var part = 0
    while true {
      let start = Int(attribute.substr_offsets[part])
      guard start < bytes.count else { return string }
      let end = Int(attribute.substr_offsets[part + 1])
      let piece = String(decoding: bytes[start..<end], as: UTF8.self)
      let isEntity = attribute.substr_types[part] == MD_TEXT_ENTITY
      string += isEntity ? CharacterEntity.text(of: piece) : piece
      part += 1
    }
  }
}
