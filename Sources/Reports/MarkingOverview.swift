import Grading
import Notebooks

/// The page that marking begins with: the questions, and how far each is.
public enum MarkingOverview {
  /// How far a question is.
  public struct Progress: Sendable {
    /// The question.
    public var question: FreeAnswer
    /// How many answers there are.
    public var count: Int
    /// How many are marked.
    public var marked: Int
    /// The code of the student to go on with; nil where nobody has answered.
    public var next: String?

    /// Makes a state.
    public init(question: FreeAnswer, count: Int, marked: Int, next: String?) {
      self.question = question
      self.count = count
      self.marked = marked
      self.next = next
    }
  }

  /// The page and the policy to serve it with.
  public static func html(
    _ author: Practical, _ questions: [Progress]
  ) -> (html: [UInt8], policy: String) {
    var body = HTMLWriter()
    body.markup("<header class=\"page\"><div class=\"frame intro\"><div>")
    body.markup("<p class=\"eyebrow\">Marking by hand</p>\n<h1>")
    body.text(author.frontMatter.title)
    body.markup("</h1></div></div></header>\n<div class=\"frame\"><main id=\"main\">\n")
    body.markup("<table class=\"wide\"><thead><tr><th scope=\"col\">Question</th>")
    body.markup("<th scope=\"col\" class=\"right\">Points</th>")
    body.markup("<th scope=\"col\" class=\"right\">Marked</th></tr></thead>\n<tbody>\n")
    for item in questions {
      body.markup("<tr><td>")
      if let next = item.next {
        body.markup("<a")
        body.attribute("href", "mark/\(item.question.id)/\(next)/")
        body.markup(">")
      }
      body.text(item.question.title ?? item.question.id)
      if item.next != nil { body.markup("</a>") }
      body.markup("</td><td class=\"right\">")
      body.text(Quantity.points(item.question.points ?? 0))
      body.markup("</td><td class=\"right\">")
      body.text("\(item.marked) of \(item.count)")
      body.markup("</td></tr>\n")
    }
    body.markup("</tbody></table>\n</main></div>\n")
    return MarkingProse.page(
      title: "Marking: \(author.frontMatter.title)", body: body,
      context: MarkingProse.context(of: author), script: "")
  }
}
