import BrowserSupport
import Foundation
import Testing

/// What students are told of their marks, and what they are not; what instructors see of a class.
@Suite("Feedback")
struct FeedbackTests {
  private static let wrong = "return x + 1"

  @Test("A student sees code, output, plots, marks and remarks, at the lines of the student's file")
  func page() async throws {
    let marks = try AnsweredMarks([
      "ada.md": AnsweredMarks.student("return x * 2", answer: "Twice is double."),
      "ben.md": AnsweredMarks.student(Self.wrong, answer: "No idea.")
        + "\n```swift {#double .exercise}\nagain\n```\n",
      "cem.md": AnsweredMarks.student("return undefinedName", answer: ""),
      "dan/readme.txt": "nothing",
    ])
    let run = try await marks.grade()
    #expect(run.status == 0, "\(run.errors)")
    let ada = try #require(marks.folder.text("marks/ada/feedback.html"))
    for words in [
      "Doubling numbers", "given cell says hello", "doubles another number",
      "<img class=\"by-day\" src=\"data:image/", "<img class=\"by-night\" src=\"data:image/",
      "Twice is double.",
    ] { #expect(ada.contains(words), "\(words)") }
    // Drawn for light pages and for dark ones; as SVG where that is smaller.
    let day = try picture("by-day", in: ada)
    #expect(try picture("by-night", in: ada) != day)
    let ben = try #require(marks.folder.text("marks/ben/feedback.html"))
    #expect(ben.contains("at [1]: expected 4, got 3 (2 of 3 values differ)"))
    #expect(ben.contains("is there more than once"))
    #expect(!ben.contains("without a sandbox"))
    let cem = try #require(marks.folder.text("marks/cem/feedback.html"))
    #expect(cem.contains("cem.md:7:10"))
    #expect(cem.contains("undefinedName"))
    let dan = try #require(marks.folder.text("marks/dan/feedback.html"))
    #expect(dan.contains("Nothing was handed in."))
    let report = try #require(marks.folder.text("marks/class.html"))
    #expect(report.contains("4 students"))
    #expect(report.contains("./ben/feedback.html"))
    #expect(report.contains("data:image/"))
    // Full marks are in the histogram too; who handed nothing in has no score.
    #expect(report.contains("Histogram: 3 values"))
  }

  /// The bytes of the first picture of a class in a page.
  private func picture(_ name: String, in page: String) throws -> Data {
    let start = try #require(page.range(of: "<img class=\"\(name)\" src=\"data:image/"))
    let base64 = page[start.upperBound...].prefix { $0 != "\"" }.drop { $0 != "," }.dropFirst()
    return try #require(Data(base64Encoded: String(base64)))
  }

  @Test("No solution, hidden check, expected value, tick, model answer or rubric reaches a student")
  func secrets() async throws {
    let marks = try AnsweredMarks([
      "ada.md": AnsweredMarks.student("return x * 2", answer: "Twice."),
      "ben.md": AnsweredMarks.student(Self.wrong, answer: "No."),
      // What the student's code is told in the hidden check, it says aloud.
      "eve.md": AnsweredMarks.student(
        "print(x); show(x); fatalError(\"\\(x)\")", answer: "$\\def\\a{\\a}\\a$ <script>"),
      "fay.md": "", "gus.md": "# Nothing of it\n",
    ])
    let run = try await marks.grade()
    #expect(run.status == 0, "\(run.errors)")
    let release = try await PracticalProgram.run(
      ["release", "course/target.md", "--out", "students"], in: marks.folder)
    #expect(release.status == 0, "\(release.errors)")
    var artefacts = try marks.folder.files(below: "students")
    // What the student's copy comes to at home, in a folder where the author has never been.
    let home = try Workplace()
    for (path, bytes) in artefacts { try home.write(bytes, to: path) }
    let atHome = try await PracticalProgram.run(["run", "students/target.md"], in: home)
    #expect(atHome.status == 1)
    artefacts += try home.files(below: ".practical")
    for student in ["ada", "ben", "eve", "fay", "gus"] {
      artefacts += try marks.folder.files(below: "marks/\(student)").filter {
        !$0.path.hasSuffix("result.json")
      }
    }
    let names = artefacts.map(\.path)
    #expect(names.contains("marks/eve/feedback.html") && names.contains("students/target.md"))
    #expect(names.contains { $0.hasSuffix(".so") }, "compiled libraries are looked at too")
    for (path, bytes) in artefacts {
      let data = Data(bytes)
      for secret in AnsweredMarks.secrets {
        #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) in \(path)")
      }
    }
    // The instructor's own file has them: they are not missing everywhere.
    let own = try #require(marks.folder.text("course/target.md"))
    #expect(AnsweredMarks.secrets.allSatisfy { own.contains($0) })
  }

  @Test("Without a sandbox every page says so")
  func withoutSandbox() async throws {
    let marks = try AnsweredMarks(["ada.md": AnsweredMarks.student("return x", answer: "")])
    #expect(try await marks.grade(["--no-sandbox"]).status == 0)
    for page in ["marks/ada/feedback.html", "marks/class.html"] {
      #expect(marks.folder.text(page)?.contains("Graded without a sandbox") == true, "\(page)")
    }
  }

  @Test(
    "The pages are quiet in a browser, whatever students write",
    .enabled(if: Browser.program != nil))
  func browser() async throws {
    let hostile = "<img src=x onerror=window.injected=1>"
    let marks = try AnsweredMarks([
      "ada.md": AnsweredMarks.student("return x * 2", answer: "It is $x + x = 2x$."),
      "\(hostile).md": AnsweredMarks.student(
        "print(\"\(hostile)\"); return x + 1 // \(hostile)", answer: "\(hostile) $\(hostile)$"),
      "Zoë O'Hara.md": AnsweredMarks.student("fatalError(\"\(hostile)\")", answer: "</script>"),
    ])
    #expect(try await marks.grade().status == 0)
    let browser = try Browser(try #require(Browser.program))
    let pages = try marks.folder.files(below: "marks").map(\.path).filter { $0.hasSuffix(".html") }
    #expect(pages.count == 4)
    for (number, page) in pages.sorted().enumerated() {
      let tab = try await browser.tab()
      try await tab.resize(width: 1200, height: 1600)
      let address = marks.folder.url.appending(path: page).absoluteString
      try await tab.open(address)
      #expect(try await tab.text("typeof window.injected") == "undefined")
      #expect(tab.errors == [])
      #expect(tab.requests.allSatisfy { $0.hasPrefix("file:") && $0.hasSuffix(".html") })
      if let folder = ProcessInfo.processInfo.environment["PRACTICAL_SCREENSHOTS"] {
        try Data(try await tab.screenshot()).write(
          to: URL(filePath: "\(folder)/marks-\(number).png"))
      }
      try await tab.resize(width: 390, height: 800, isMobile: true)
      let overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
      #expect(try await tab.number(overflow) <= 0, "\(page) scrolls sideways")
    }
  }
}
