import CMD4C

/// Markdown as text for a terminal: wrapped, with code and emphasis marked and formulas as plain signs.
public struct TerminalProse {
  private let width: Int
  private let hasColor: Bool

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - width: how many columns a line may have.
  ///   - hasColor: whether the terminal shows colours; without them code keeps its backticks.
  public init(width: Int, hasColor: Bool) {
    self.width = max(20, width)
    self.hasColor = hasColor
  }

  /// The text of some Markdown, without a line end behind it.
  public func text(of markdown: String) -> String {
    var reading = TerminalReading(width: width, hasColor: hasColor)
    reading.parse(markdown)
    return reading.lines.joined(separator: "\n")
  }
}

/// One text on its way to the terminal.
private struct TerminalReading {
  let width: Int
  let hasColor: Bool
  var lines: [String] = []
  /// The words of the paragraph that is being read, each with how many columns it takes.
  private var words: [(text: String, columns: Int)] = []
  private var word = ""
  private var wordColumns = 0
  /// The style that the end of the word is in.
  private var wordStyle = ""
  /// What begins the lines of the blocks that are open.
  private var indentation = 0
  private var bullet: String?
  private var numbers: [Int?] = []
  private var styles: [String] = []
  private var code: String?
  private var formula: String?
  private var linkAddress: [String] = []

  init(width: Int, hasColor: Bool) {
    self.width = width
    self.hasColor = hasColor
  }

  mutating func parse(_ markdown: String) {
    var parser = MD_PARSER()
    parser.flags = UInt32(
      MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_LATEXMATHSPANS
        | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS)
    parser.enter_block = { type, detail, state in
      state?.assumingMemoryBound(to: TerminalReading.self).pointee.enter(type, detail)
      return 0
    }
    parser.leave_block = { type, _, state in
      state?.assumingMemoryBound(to: TerminalReading.self).pointee.leave(type)
      return 0
    }
    parser.enter_span = { type, detail, state in
      state?.assumingMemoryBound(to: TerminalReading.self).pointee.enterSpan(type, detail)
      return 0
    }
    parser.leave_span = { type, _, state in
      state?.assumingMemoryBound(to: TerminalReading.self).pointee.leaveSpan(type)
      return 0
    }
    parser.text = { type, text, size, state in
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(size))
      state?.assumingMemoryBound(to: TerminalReading.self).pointee.take(
        type, String(decoding: bytes, as: UTF8.self))
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
    while lines.last == "" { lines.removeLast() }
  }

  // MARK: Blocks

  private mutating func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_BLOCK_UL: numbers.append(nil)
    case MD_BLOCK_OL:
      numbers.append(Int(detail?.load(as: MD_BLOCK_OL_DETAIL.self).start ?? 1))
    case MD_BLOCK_LI:
      endParagraph()
      if let last = numbers.indices.last, let number = numbers[last] {
        bullet = "\(number). "
        numbers[last] = number + 1
      } else {
        bullet = "• "
      }
      indentation += bullet?.count ?? 0
    case MD_BLOCK_QUOTE: indentation += 2
    case MD_BLOCK_CODE: code = ""
    case MD_BLOCK_H: styles.append("1")
    default: break
    }
  }

  private mutating func leave(_ type: MD_BLOCKTYPE) {
    switch type {
    case MD_BLOCK_P, MD_BLOCK_TR:
      endParagraph()
      if type == MD_BLOCK_P { endBlock() }
    case MD_BLOCK_TD, MD_BLOCK_TH: add("  ")
    case MD_BLOCK_H:
      endParagraph()
      styles.removeLast()
      endBlock()
    case MD_BLOCK_LI:
      endParagraph()
      // Number and bullet have different widths; the list knows which it has.
      let number = numbers.last.flatMap { $0 }
      indentation -= number.map { "\($0 - 1). ".count } ?? 2
    case MD_BLOCK_UL, MD_BLOCK_OL:
      numbers.removeLast()
      if numbers.isEmpty { endBlock() }
    case MD_BLOCK_QUOTE: indentation -= 2
    case MD_BLOCK_CODE:
      let text = code ?? ""
      code = nil
      let shown = hasColor ? TerminalCode.colored(text) : text
      for line in shown.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        lines.append(String(repeating: " ", count: indentation + 2) + line)
      }
      endBlock()
    default: break
    }
  }

  private mutating func endBlock() {
    if lines.last != "" { lines.append("") }
  }

  private mutating func endParagraph() {
    endWord()
    guard !words.isEmpty else { return }
    var line: String
    var columns = 0
    let hanging = String(repeating: " ", count: indentation)
    line = bullet.map { String(repeating: " ", count: indentation - $0.count) + $0 } ?? hanging
    bullet = nil
    for (index, word) in words.enumerated() {
      if index > 0 {
        if indentation + columns + 1 + word.columns > width {
          lines.append(line)
          line = hanging
          columns = 0
        } else {
          line += " "
          columns += 1
        }
      }
      line += word.text
      columns += word.columns
    }
    lines.append(line)
    words = []
  }

  // MARK: Spans

  private mutating func enterSpan(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_SPAN_STRONG: styles.append("1")
    case MD_SPAN_EM: styles.append("3")
    case MD_SPAN_CODE:
      if hasColor { styles.append("36") } else { append("`") }
    case MD_SPAN_LATEXMATH, MD_SPAN_LATEXMATH_DISPLAY: formula = ""
    case MD_SPAN_A:
      linkAddress.append(ProseRenderer.string(detail?.load(as: MD_SPAN_A_DETAIL.self).href))
    default: break
    }
  }

  private mutating func leaveSpan(_ type: MD_SPANTYPE) {
    switch type {
    case MD_SPAN_STRONG, MD_SPAN_EM: styles.removeLast()
    case MD_SPAN_CODE:
      if hasColor { styles.removeLast() } else { append("`") }
    case MD_SPAN_LATEXMATH, MD_SPAN_LATEXMATH_DISPLAY:
      let tex = formula ?? ""
      formula = nil
      // Dollars with a space inside are money, or code, as on GitHub.
      let isMoney = type == MD_SPAN_LATEXMATH && (tex.first == " " || tex.last == " ")
      add(isMoney ? "$\(tex)$" : FormulaText.text(of: tex))
    case MD_SPAN_A:
      if let address = linkAddress.popLast(), address.hasPrefix("http") { add(" (\(address))") }
    default: break
    }
  }

  private mutating func take(_ type: MD_TEXTTYPE, _ text: String) {
    if code != nil {
      code? += text
    } else if formula != nil {
      formula? += type == MD_TEXT_SOFTBR ? " " : text
    } else {
      switch type {
      case MD_TEXT_BR: endParagraph()
      case MD_TEXT_SOFTBR: endWord()
      case MD_TEXT_NULLCHAR: add("\u{FFFD}")
      case MD_TEXT_ENTITY: add(CharacterEntity.text(of: text))
      default: add(text)
      }
    }
  }

  /// Takes text apart into words.
  private mutating func add(_ text: String) {
    for character in text {
      if character == " " || character == "\n" || character == "\t" {
        endWord()
      } else {
        append(String(character))
      }
    }
  }

  private mutating func append(_ text: String) {
    let style = hasColor ? styles.joined(separator: ";") : ""
    if style != wordStyle {
      if !wordStyle.isEmpty { word += "\u{1B}[0m" }
      if !style.isEmpty { word += "\u{1B}[\(style)m" }
      wordStyle = style
    }
    word += text
    wordColumns += text.count
  }

  private mutating func endWord() {
    if !wordStyle.isEmpty { word += "\u{1B}[0m" }
    if wordColumns > 0 { words.append((word, wordColumns)) }
    word = ""
    wordStyle = ""
    wordColumns = 0
  }
}
