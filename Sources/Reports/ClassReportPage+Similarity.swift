import Grading
import Notebooks

extension ClassReportPage {
  /// The most pairs that are shown side by side; the table tells all.
  private static let shownPairs = 40
  /// The most lines of one exercise that are shown.
  private static let shownLines = 400

  /// Writes the pairs of students whose code is alike, and the code side by side.
  func writePairs(to page: inout HTMLWriter) {
    guard content.comparedCount > 1 else { return }
    page.markup("<h2 id=\"similar\">Similar code</h2>\n<p class=\"small\">")
    page.markup(
      "Exercises are compared by winnowing (Schleimer, Wilkerson and Aiken 2003): names, ")
    page.markup(
      "numbers, comments, white space and order do not matter; what the author wrote and ")
    page.markup(
      "what a good part of the class has does not count. Similar code is a reason to read ")
    page.markup("it and to ask, and proves nothing.</p>\n")
    if let pair = content.pairs.first {
      page.markup("<p class=\"small\">As a rule two students of this class share ")
      page.text(Quantity.count(pair.usualPrints, "fingerprint"))
      page.markup(".</p>\n")
    }
    guard !content.pairs.isEmpty else {
      page.markup("<p>No pair stands out among ")
      page.number(content.comparedCount)
      page.markup(" students.</p>\n")
      return
    }
    page.markup("<div class=\"scroll\" tabindex=\"0\"><table class=\"wide\"><thead><tr>")
    page.markup("<th scope=\"col\">Student</th><th scope=\"col\">Student</th>")
    page.markup("<th scope=\"col\" class=\"right\">Shared</th>")
    page.markup("<th scope=\"col\" class=\"right\">Words</th>")
    page.markup("<th scope=\"col\" class=\"right\">Fingerprints beyond the usual</th>")
    page.markup("<th scope=\"col\">Exercises</th>")
    page.markup("</tr></thead>\n<tbody>\n")
    for (index, pair) in content.pairs.enumerated() {
      page.markup("<tr><td>")
      page.text(pair.first)
      page.markup("</td><td>")
      page.text(pair.second)
      page.markup("</td><td class=\"right\">")
      if index < Self.shownPairs {
        page.markup("<a")
        page.attribute("href", "#pair-\(index)")
        page.markup(">")
      }
      page.text("\(Quantity.decimal(pair.similarity * 100, digits: 0)) %")
      if index < Self.shownPairs { page.markup("</a>") }
      page.markup("</td><td class=\"right\">")
      page.number(pair.sharedWords)
      page.markup("</td><td class=\"right\">")
      page.number(pair.sharedPrints - pair.usualPrints)
      page.markup("</td><td>")
      page.text(pair.firstExcerpts.map(\.text.id).joined(separator: ", "))
      page.markup("</td></tr>\n")
    }
    page.markup("</tbody></table></div>\n")
    for (index, pair) in content.pairs.prefix(Self.shownPairs).enumerated() {
      write(pair, number: index, to: &page)
    }
  }

  private func write(_ pair: SimilarPair, number: Int, to page: inout HTMLWriter) {
    page.markup("<article class=\"cell\"><details><summary class=\"bar\"><span class=\"title\">")
    page.text("\(pair.first) · \(pair.second)")
    page.markup("</span><span class=\"fact\">")
    page.text("\(Quantity.decimal(pair.similarity * 100, digits: 0)) % shared")
    // A link to what is folded unfolds it.
    page.markup("</span></summary>\n<div class=\"sides\"")
    page.attribute("id", prefix: "pair-", number)
    page.markup(">\n")
    for (student, excerpts) in [
      (pair.first, pair.firstExcerpts), (pair.second, pair.secondExcerpts),
    ] {
      page.markup("<section><h3>")
      page.text(student)
      page.markup("</h3>\n")
      for excerpt in excerpts { write(excerpt, to: &page) }
      page.markup("</section>\n")
    }
    page.markup("</div></details></article>\n")
  }

  private func write(_ excerpt: SimilarPair.Excerpt, to page: inout HTMLWriter) {
    let lines = excerpt.text.code.split(separator: "\n", omittingEmptySubsequences: false)
    let shared = Set(excerpt.sharedLines)
    let digits = String(excerpt.text.firstLine + lines.count).count
    page.markup("<p class=\"small\"><code>")
    page.text(excerpt.text.id)
    page.markup("</code></p>\n<pre class=\"code numbered\" tabindex=\"0\"")
    page.attribute("style", "--first:\(excerpt.text.firstLine - 1);--digits:\(max(2, digits))")
    page.markup("><code>")
    for (index, line) in lines.prefix(Self.shownLines).enumerated() {
      page.markup(shared.contains(index) ? "<span class=\"line shared\">" : "<span class=\"line\">")
      page.text(String(line))
      page.markup("</span>\n")
    }
    page.markup("</code></pre>\n")
    if lines.count > Self.shownLines {
      page.markup("<p class=\"small\">")
      page.number(lines.count - Self.shownLines)
      page.markup(" more lines</p>\n")
    }
  }
}
