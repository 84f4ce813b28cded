import Foundation
import Notebooks
import Testing

@testable import Grading
@testable import Reports

/// The pages about marks: a student's feedback, the class, and marking by hand.
@Suite("Pages about marks")
struct MarksPageTests {
  private static let exercise = Samples.cell(
    "relu", .exercise, line: 4, code: "func relu(_ x: Double) -> Double { x }\n")

  private static func hidden() -> Cell {
    var cell = Cell(id: "hidden-relu", kind: .check, line: 0, codeLine: 0, code: "")
    cell.isHidden = true
    cell.exercise = "relu"
    return cell
  }

  private static func check(_ name: String, hidden: Bool, _ status: CheckStatus) -> CheckResult {
    var check = Samples.check(
      name, in: hidden ? "hidden-relu" : "check-relu", for: "relu", status,
      message: hidden ? "" : "expected 0, got -1")
    check.hidden = hidden
    return check
  }

  private static func content() -> FeedbackContent {
    let practical = Samples.practical([
      .prose(
        Prose(markdown: "# Sample\n\nLong prose of the author.\n\n## The rectifier\n", line: 1)),
      .cell(Samples.cell("silent", code: "let silent = 1\n")), .cell(exercise),
      .cell(Samples.cell("check-relu", .check, line: 20, code: "check(\"a\", relu(1))\n")),
      .cell(hidden()),
      .answer(FreeAnswer(id: "why", points: 2, title: "Why?", text: "Because.", line: 30)),
    ])
    var content = FeedbackContent(
      student: "Ann <b>", practical: practical,
      result: Samples.result(
        cells: [
          Samples.ran(Samples.cell("silent")),
          Samples.failed(exercise, .thrown, "out of range", line: 5, column: 3),
        ],
        checks: [
          check("keeps positives", hidden: false, .passed),
          check("zeroes negatives", hidden: false, .failed),
          check("on random input", hidden: true, .failed),
        ]), isSandboxed: true)
    content.remarks = [.init(id: "relu", message: "`relu` is there more than once")]
    content.comments = [.init(id: "why", text: "Nicely <i>put</i>.")]
    return content
  }

  @Test("Feedback shows the student's code, marks, remarks and comments")
  func feedback() {
    var content = Self.content()
    content.deduction = .init(penalty: 0.5, final: 0.5, reason: "3 hours late")
    let page = PageScanner(FeedbackPage.html(content) { _ in nil })
    #expect(!page.isMalformed && page.unbalanced.isEmpty)
    for words in [
      "Ann &lt;b&gt;", "relu", "expected 0, got -1", "on random input", "out of range",
      "01-sample.md:5:3", "The rectifier", "more than once", "Nicely &lt;i&gt;put&lt;/i&gt;.",
      "Taken off", "3 hours late", "0.5 of 3", "0.5 points count",
    ] { #expect(page.text.contains(words), "\(words)") }
    // What the student has already, and what says nothing, is left out.
    #expect(!page.text.contains("Long prose"))
    #expect(!page.text.contains("silent"))
    #expect(!page.text.contains("without a sandbox"))
    // The page's own, which folds code.
    #expect(page.tags.count { $0.name == "script" } == 1)
  }

  @Test("A grading without a sandbox says so on every page")
  func withoutSandbox() {
    var content = Self.content()
    content.isSandboxed = false
    #expect(FeedbackPage.html(content) { _ in nil }.contains("Graded without a sandbox"))
    let report = ClassReportContent(title: "T", maxScore: 1, members: [], isSandboxed: false)
    #expect(ClassReportPage.html(report).contains("Graded without a sandbox"))
  }

  private static func classContent(_ name: String) -> ClassReportContent {
    var members = (0..<10).map { number -> ClassReportContent.Member in
      var member = ClassReportContent.Member(
        student: "\(name)\(number)", status: number == 9 ? .notGradable : .graded)
      member.folder = member.student
      member.reason = number == 9 ? "does not compile: \(name)" : nil
      member.seconds = Double(number)
      member.submitted = "2026-11-0\(number)"
      member.checks = [
        check("a \(name)", hidden: false, number < 7 ? .passed : .failed),
        check("b", hidden: true, number < 4 ? .passed : .failed),
      ]
      member.score = member.checks.reduce(0) { $0 + $1.score }
      member.final = member.score
      return member
    }
    members.append(.init(student: "absent", status: .missing))
    var content = ClassReportContent(
      title: "Sample \(name)", maxScore: 2, members: members, isSandboxed: true)
    let text = CodeText(id: "relu", code: "let a = 1\nlet b = \"\(name)\"", firstLine: 7)
    content.pairs = [
      SimilarPair(
        first: "\(name)1", second: "\(name)2", similarity: 0.93, sharedWords: 60,
        firstExcerpts: [.init(text: text, sharedLines: [1])],
        secondExcerpts: [.init(text: text, sharedLines: [0])])
    ]
    content.comparedCount = 10
    return content
  }

  @Test("The class report tells what the numbers are")
  func classReport() {
    let page = PageScanner(ClassReportPage.html(Self.classContent("s")))
    #expect(!page.isMalformed)
    #expect(page.unbalanced.isEmpty)
    for words in [
      "11 students", "9 graded", "1 not gradable", "1 missing", "70 %", "40 %", "93 %",
      "does not compile", "Slowest",
    ] { #expect(page.text.contains(words), "\(words)") }
    let links = page.tags.flatMap { $0.attributes.filter { $0.name == "href" }.map(\.value) }
    #expect(links.contains("./s3/feedback.html"))
    #expect(!page.tags.contains { $0.name == "script" })
    // Four orders of eleven students.
    #expect(page.tags.count { $0.name == "tr" } >= 44)
  }

  @Test("Links lead into the folder of marks, whatever a student is called")
  func addresses() {
    #expect(RelativeAddress.of(["a b%2f\"'?#", "f.html"]) == "./a%20b%252f%22%27%3F%23/f.html")
    #expect(RelativeAddress.of(["javascript:x", "f"]) == "./javascript%3Ax/f")
  }

  @Test("Hostile text stays text", arguments: InjectionTests.corpus)
  func hostile(_ text: String) {
    var feedback = Self.content()
    feedback.student = text
    feedback.reason = text
    feedback.submitted = text
    feedback.remarks = [.init(id: text, message: text)]
    feedback.comments = [.init(id: "why", text: text)]
    feedback.deduction = .init(penalty: 1, final: 1, reason: text)
    feedback.result.checks[2].name = text
    var answer = FreeAnswer(id: "why", points: 2, title: text, text: text, line: 1)
    answer.rubric = [.init(points: 2, text: text, line: 2)]
    var practical = Samples.practical([.answer(answer)], title: text)
    practical.blocks.insert(.prose(Prose(markdown: text, line: 1)), at: 0)
    let round = MarkingRound(author: practical, answers: [text: ["why": text]], secret: "s")
    let paper = round.papers(of: "why")[0]
    let mark = AnswerMark(
      student: text, question: "why", items: [text], comment: text, content: "", grader: text,
      marked: Date(timeIntervalSince1970: 0))
    let marking = MarkingPage.html(
      .init(
        round: round, question: answer, paper: paper, mark: mark, showsNames: true, position: 1,
        count: 1, markedCount: 1))
    let overview = MarkingOverview.html(
      practical, [.init(question: answer, count: 1, marked: 0, next: paper.code)])
    for page in [
      FeedbackPage.html(feedback) { _ in nil }, ClassReportPage.html(Self.classContent(text)),
      String(decoding: marking.html, as: UTF8.self), String(decoding: overview.html, as: UTF8.self),
    ] { Self.expectClean(page) }
  }

  private static func expectClean(_ text: String) {
    let page = PageScanner(text)
    #expect(!page.isMalformed)
    #expect(page.unbalanced.isEmpty)
    let tags = InjectionTests.tags.union([
      "input", "label", "form", "fieldset", "legend", "textarea", "button", "kbd", "section",
      "aside",
    ])
    for tag in page.tags {
      #expect(tags.contains(tag.name), "tag \(tag.name)")
      for (name, value) in tag.attributes {
        #expect(!name.hasPrefix("on"), "attribute \(name)")
        if name == "href" {
          let isFine = ["#", "https://", "data:,", "./", "mark/", "../../../"].contains {
            value.hasPrefix($0)
          }
          #expect(isFine, "address \(value)")
        }
        if name == "src" { #expect(value.hasPrefix("data:image/png;base64,")) }
      }
    }
  }
}
