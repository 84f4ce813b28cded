import Grading
import Notebooks

/// A page on which a person marks one answer of one student.
public struct MarkingPage {
  /// What is to be marked.
  public struct Content: Sendable {
    /// The answers of the class.
    public var round: MarkingRound
    /// The question.
    public var question: FreeAnswer
    /// The answer.
    public var paper: MarkingRound.Paper
    /// What it was given so far.
    public var mark: AnswerMark?
    /// Whether the student's name is shown.
    public var showsNames: Bool
    /// The 1-based place of the answer among those to the question.
    public var position: Int
    /// How many answers to the question there are.
    public var count: Int
    /// How many of them are marked.
    public var markedCount: Int

    /// Makes the content of a page.
    public init(
      round: MarkingRound, question: FreeAnswer, paper: MarkingRound.Paper, mark: AnswerMark?,
      showsNames: Bool, position: Int, count: Int, markedCount: Int
    ) {
      self.round = round
      self.question = question
      self.paper = paper
      self.mark = mark
      self.showsNames = showsNames
      self.position = position
      self.count = count
      self.markedCount = markedCount
    }
  }

  private let content: Content
  private var context: ProseContext

  /// The page and the policy to serve it with.
  ///
  /// - Parameter content: what is to be marked.
  /// - Returns: the page, which needs nothing beside it.
  public static func html(_ content: Content) -> (html: [UInt8], policy: String) {
    var page = MarkingPage(content: content)
    return page.page()
  }

  private init(content: Content) {
    self.content = content
    context = MarkingProse.context(of: content.round.author)
  }

  private mutating func page() -> (html: [UInt8], policy: String) {
    var body = HTMLWriter()
    writeHeader(to: &body)
    body.markup("<div class=\"frame desk\"><main id=\"main\">\n")
    writeAnswer(to: &body)
    writeQuestion(to: &body)
    body.markup("</main>\n")
    writeForm(to: &body)
    body.markup("</div>\n")
    return MarkingProse.page(
      title: content.question.title ?? content.question.id, body: body, context: context,
      script: MarkingScript.text)
  }

  private var name: String {
    content.showsNames ? content.paper.student : "Student \(content.paper.code)"
  }

  private func writeHeader(to html: inout HTMLWriter) {
    html.markup("<header class=\"page\"><div class=\"frame intro\"><div>")
    html.markup("<p class=\"eyebrow\"><a href=\"../../../\">All questions</a></p>\n<h1>")
    html.text(content.question.title ?? content.question.id)
    html.markup("</h1>\n<p>")
    html.text("\(name) · \(content.position) of \(content.count)")
    html.text(" · \(content.markedCount) marked")
    html.markup("</p></div></div></header>\n")
  }

  private mutating func writeAnswer(to html: inout HTMLWriter) {
    html.markup("<section class=\"cell question\" aria-label=\"The answer\"><div class=\"bar\">")
    html.markup("<span class=\"kind\">Answer</span><span class=\"title\">")
    html.text(name)
    html.markup("</span>")
    if let mark = content.mark, mark.content != content.paper.content {
      html.markup("<span class=\"tag\">changed since it was marked</span>")
    }
    html.markup("</div><div class=\"body\">\n")
    if content.paper.isEmpty {
      html.markup("<p class=\"none\">No answer.</p>\n")
    } else {
      ProseRenderer.write(
        String(decoding: content.paper.text.utf8.prefix(200_000), as: UTF8.self), to: &html,
        context: &context)
    }
    html.markup("</div></section>\n")
  }

  private mutating func writeQuestion(to html: inout HTMLWriter) {
    let model = content.question.textBeforeRubric
    for (title, text) in [
      ("The question", content.round.prompt(of: content.question.id)), ("Model answer", model),
    ] where !text.allSatisfy(\.isWhitespace) {
      html.markup("<details class=\"hint\" open><summary><span>")
      html.text(title)
      html.markup("</span></summary>\n<div class=\"body\">\n")
      ProseRenderer.write(text, to: &html, context: &context)
      html.markup("</div></details>\n")
    }
  }

  // MARK: The form

  private mutating func writeForm(to html: inout HTMLWriter) {
    let most = content.question.points ?? 0
    html.markup("<form method=\"post\" class=\"marks\" autocomplete=\"off\">\n<fieldset><legend>")
    html.text("Points, of \(Quantity.points(most))")
    html.markup("</legend>\n")
    for (index, item) in content.question.rubric.enumerated() {
      html.markup("<label class=\"item\"><input type=\"checkbox\" name=\"item\"")
      html.attribute("value", "\(index + 1)")
      if content.mark?.items.contains(item.text) == true { html.markup(" checked") }
      html.markup("><span><b>")
      html.text(item.points < 0 ? Quantity.points(item.points) : "+\(Quantity.points(item.points))")
      html.markup("</b> ")
      ProseRenderer.write(item.text, to: &html, context: &context, isInline: true)
      html.markup("</span>")
      if index < 9 {
        html.markup("<kbd>")
        html.number(index + 1)
        html.markup("</kbd>")
      }
      html.markup("</label>\n")
    }
    html.markup("<label class=\"extra\">")
    html.markup(content.question.rubric.isEmpty ? "Points " : "Beside the rubric ")
    html.markup("<input name=\"extra\" inputmode=\"decimal\" size=\"5\"")
    let extra = content.mark?.extra ?? 0
    html.attribute(
      "value",
      extra == 0 && !(content.question.rubric.isEmpty && content.mark != nil)
        ? "" : NumberField.text(extra))
    html.markup("></label>\n<p class=\"sum\">")
    if let mark = content.mark {
      html.text("Saved: \(Quantity.points(mark.points(for: content.question))) points")
    } else {
      html.markup("Not marked yet")
    }
    html.markup("</p></fieldset>\n<label class=\"words\">Comment for the student <kbd>c</kbd>")
    html.markup("<textarea name=\"comment\" rows=\"5\" maxlength=\"4000\">")
    // The first line end after the tag would be dropped.
    html.markup("\n")
    html.text(content.mark?.comment ?? "")
    html.markup("</textarea></label>\n<p class=\"buttons\">")
    html.markup("<button name=\"then\" value=\"next\">Save, next <kbd>↵</kbd></button>\n")
    html.markup(
      "<button name=\"then\" value=\"unmarked\">Save, next unmarked <kbd>u</kbd></button>\n")
    html.markup(
      "<button name=\"then\" value=\"previous\">Save, previous <kbd>p</kbd></button></p>\n")
    html.markup("<p class=\"state\" role=\"status\"></p>\n</form>\n")
  }
}

/// Numbers in the fields of a form.
public enum NumberField {
  /// A number as a field shows it.
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e6 ? String(Int(value)) : "\(value)"
  }

  /// What somebody has typed: a number with a point or a comma; 0 for nothing, nil for anything else.
  public static func value(_ text: String) -> Double? {
    let plain = text.filter { !$0.isWhitespace }.replacing(",", with: ".").replacing("−", with: "-")
    if plain.isEmpty { return 0 }
    guard plain.utf8.allSatisfy({ "0123456789.+-".utf8.contains($0) }), let value = Double(plain),
      abs(value) <= 1000
    else { return nil }
    return value
  }
}
