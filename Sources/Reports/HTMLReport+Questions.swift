import Notebooks

extension HTMLReport {
  /// Writes a question with its boxes as they are ticked, right or wrong not told.
  mutating func write(_ quiz: Quiz) {
    openQuestion(
      id: quiz.id, title: quiz.title, kind: "Question", points: quiz.points,
      isAnswered: quiz.choices.contains(where: \.isTicked))
    html.markup("<div class=\"body\">\n")
    ProseRenderer.write(quiz.question, to: &html, context: &context)
    html.markup("<ul class=\"choices\">\n")
    for choice in quiz.choices {
      html.markup(
        choice.isTicked
          ? "<li><span class=\"box ticked\" role=\"img\" aria-label=\"ticked\"></span><div>"
          : "<li><span class=\"box\" role=\"img\" aria-label=\"not ticked\"></span><div>")
      ProseRenderer.write(choice.markdown, to: &html, context: &context, isInline: true)
      html.markup("</div></li>\n")
    }
    html.markup("</ul></div>\n")
    closeQuestion(id: quiz.id, title: quiz.title)
  }

  /// Writes a question that is answered in words, with the answer so far.
  mutating func write(_ answer: FreeAnswer) {
    let isAnswered = !answer.textBeforeRubric.allSatisfy(\.isWhitespace)
    openQuestion(
      id: answer.id, title: answer.title, kind: "Answer", points: answer.points,
      isAnswered: isAnswered)
    html.markup("<div class=\"body\">\n")
    if !isAnswered {
      html.markup("<p class=\"none\">No answer yet.</p>\n")
    } else {
      ProseRenderer.write(answer.text, to: &html, context: &context)
    }
    html.markup("</div>\n")
    closeQuestion(id: answer.id, title: answer.title)
  }

  /// Writes a hint, folded.
  mutating func write(_ hint: Hint) {
    hintsShown[hint.exercise, default: 0] += 1
    html.markup("<details class=\"hint\"><summary><span>Hint ")
    html.number(hintsShown[hint.exercise, default: 0])
    html.markup(" of ")
    html.number(hintCounts[hint.exercise, default: 0])
    html.markup(" for <code>")
    html.text(hint.exercise)
    html.markup("</code></span></summary>\n<div class=\"body\">\n")
    ProseRenderer.write(hint.markdown, to: &html, context: &context)
    context.headings = []
    html.markup("</div></details>\n")
  }

  private mutating func openQuestion(
    id: String, title: String?, kind: StaticString, points: Double?, isAnswered: Bool
  ) {
    let anchor = LinkPolicy.anchor(cell: id)
    let checks = outline.checks(in: id)
    let mark = outline.mark(of: checks) ?? (isAnswered ? .answered : .unanswered)
    let reached = outline.points(of: checks)
    entries.append(
      .item(
        anchor: anchor, name: title ?? "\(kind) \(id)", mark: mark,
        points: reached.map { "\(Quantity.points($0.reached))/\(Quantity.points($0.reachable))" }))

    html.markup("<article class=\"cell question\"")
    html.attribute("id", anchor)
    html.attribute("aria-label", title ?? id)
    html.markup("><div class=\"bar\">")
    if mark != .answered && mark != .unanswered { mark.write(to: &html) }
    html.markup("<span class=\"kind\">")
    html.markup(kind)
    html.markup("</span><span class=\"title\">")
    html.text(title ?? id)
    html.markup("</span>")
    if let reached {
      html.markup("<span class=\"fact\">")
      html.text(
        "\(Quantity.points(reached.reached)) of \(Quantity.points(reached.reachable)) points")
      html.markup("</span>")
    } else if let points {
      html.markup("<span class=\"fact\">")
      html.text(points == 1 ? "1 point" : "\(Quantity.points(points)) points")
      html.markup("</span>")
    }
    html.markup("</div>\n")
  }
  /// Ends a question; headings in it are no part of the table of contents.
  private mutating func closeQuestion(id: String, title: String?) {
    context.headings = []
    writeTable(of: outline.checks(in: id), named: title ?? id)
    html.markup("</article>\n")
  }
}
