import CMD4C
import FoundationEssentials

extension ProseRenderer {
  /// Opens what stands in a line of text.
  mutating func enter(span type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    if type == MD_SPAN_IMG {
      if pictureDepth == 0 { pictureText = "" }
      pictureDepth += 1
    }
    guard pictureDepth == 0 else { return }
    switch type {
    case MD_SPAN_EM: html.markup("<em>")
    case MD_SPAN_STRONG: html.markup("<strong>")
    case MD_SPAN_DEL: html.markup("<del>")
    case MD_SPAN_CODE: html.markup("<code>")
    case MD_SPAN_A: openLink(detail)
    case MD_SPAN_LATEXMATH, MD_SPAN_LATEXMATH_DISPLAY: formula = []
    default: break
    }
  }

  /// Closes what stands in a line of text.
  mutating func leave(span type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    if type == MD_SPAN_IMG {
      pictureDepth -= 1
      if pictureDepth == 0 { writePicture(detail) }
      return
    }
    guard pictureDepth == 0 else { return }
    switch type {
    case MD_SPAN_EM: html.markup("</em>")
    case MD_SPAN_STRONG: html.markup("</strong>")
    case MD_SPAN_DEL: html.markup("</del>")
    case MD_SPAN_CODE: html.markup("</code>")
    case MD_SPAN_A: if openLinks.popLast() == true { html.markup("</a>") }
    case MD_SPAN_LATEXMATH: writeFormula(isDisplay: false)
    case MD_SPAN_LATEXMATH_DISPLAY: writeFormula(isDisplay: true)
    default: break
    }
  }

  /// Takes text.
  mutating func text(_ type: MD_TEXTTYPE, _ bytes: [UInt8]) {
    if code != nil {
      code?.append(contentsOf: bytes)
      return
    }
    if formula != nil {
      formula?.append(contentsOf: type == MD_TEXT_SOFTBR ? [0x20] : bytes)
      return
    }
    switch type {
    case MD_TEXT_BR where pictureDepth == 0: html.markup("<br>\n")
    case MD_TEXT_BR, MD_TEXT_SOFTBR: write("\n")
    case MD_TEXT_NULLCHAR: write("\u{FFFD}")
    case MD_TEXT_ENTITY: write(CharacterEntity.text(of: String(decoding: bytes, as: UTF8.self)))
    case MD_TEXT_NORMAL: write(Self.together(String(decoding: bytes, as: UTF8.self)))
    default: write(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The text with its percent signs on the lines of their numbers.
  private static func together(_ text: String) -> String {
    text.contains(" %") ? text.replacing(/(\d) %/) { "\($0.output.1)\u{A0}%" } : text
  }

  private mutating func write(_ text: String) {
    if pictureDepth > 0 {
      pictureText += text
    } else {
      html.text(text)
      headingText += text
      headingLabel.text(text)
    }
  }

  private mutating func openLink(_ detail: UnsafeMutableRawPointer?) {
    let address = Self.string(detail?.load(as: MD_SPAN_A_DETAIL.self).href)
    guard let destination = LinkPolicy.destination(of: address, cells: context.cells) else {
      openLinks.append(false)
      return
    }
    openLinks.append(true)
    html.markup("<a")
    html.attribute("href", destination)
    if LinkPolicy.isExternal(destination) { html.markup(" rel=\"noopener noreferrer\"") }
    html.markup(">")
  }

  private mutating func writePicture(_ detail: UnsafeMutableRawPointer?) {
    let path = Self.string(detail?.load(as: MD_SPAN_IMG_DETAIL.self).src)
    guard let picture = context.images.picture(at: path) else {
      html.markup("<span class=\"absent\">[picture: ")
      html.text(pictureText.isEmpty ? "without a description" : pictureText)
      html.markup("]</span>")
      return
    }
    html.markup("<img class=\"prose\" src=\"data:")
    html.markup(picture.mediaType)
    html.markup(";base64,")
    html.trusted(picture.data.base64EncodedData())
    html.markup("\"")
    html.attribute("alt", pictureText)
    html.markup(">")
  }

  private mutating func writeFormula(isDisplay: Bool) {
    guard let tex = formula else { return }
    formula = nil
    if !isDisplay, tex.first == 0x20 || tex.last == 0x20 {
      // Dollars with a space inside are money, as on GitHub.
      return write("$" + String(decoding: tex, as: UTF8.self) + "$")
    }
    var piece = HTMLWriter()
    if MathAssets.canTypeset(tex) {
      context.note(formula: tex[...])
      piece.markup(isDisplay ? "<span class=\"math display\">" : "<span class=\"math\">")
    } else {
      piece.markup("<span class=\"tex\">")
    }
    piece.text(tex[...])
    piece.markup("</span>")
    html.append(piece)
    headingLabel.append(piece)
    headingText += String(decoding: tex, as: UTF8.self)
  }
}
