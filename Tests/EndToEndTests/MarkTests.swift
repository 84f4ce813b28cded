import BrowserSupport
import Foundation
import FoundationNetworking
import Testing

/// Marking answers by hand.
@Suite("Mark")
struct MarkTests {
  private static func marked() async throws -> AnsweredMarks {
    let marks = try AnsweredMarks([
      "ada.md": AnsweredMarks.student("return x * 2", answer: "Because $2x = x + x$."),
      "ben.md": AnsweredMarks.student("return x * 2", answer: "No <b>idea</b>."),
      "cem.md": AnsweredMarks.student("return x * 2", answer: "=cmd()\nsecond line"),
    ])
    let run = try await marks.grade()
    #expect(run.status == 0, "\(run.errors)")
    return marks
  }

  private static func address(of program: Running) async throws -> String {
    try await program.waits(for: "open http")
    let match = program.output.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\/\w+\//)
    return String(try #require(match).output)
  }

  private static func ask(
    _ address: String, form: String? = nil, origin: String? = nil
  ) async throws -> (status: Int, text: String, address: String) {
    var request = URLRequest(url: try #require(URL(string: address)))
    if let form {
      request.httpMethod = "POST"
      request.httpBody = Data(form.utf8)
      request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
    }
    if let origin { request.setValue(origin, forHTTPHeaderField: "Origin") }
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return (status, String(decoding: data, as: UTF8.self), response.url?.absoluteString ?? "")
  }

  @Test("Forms are saved at once, only from the page itself, and outlive grading again")
  func forms() async throws {
    let marks = try await Self.marked()
    let program = try Running.start(
      ["mark", "course/target.md", "--marks", "marks", "--grader", "kim"], in: marks.folder)
    let address = try await Self.address(of: program)
    let origin = String(try #require(address.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)).output)
    let overview = try await Self.ask(address)
    #expect(overview.status == 200 && overview.text.contains("0 of 3"))
    let link = try #require(overview.text.firstMatch(of: /mark\/why\/\w+\//)).output
    let page = address + link
    let shown = try await Self.ask(page)
    #expect(shown.text.contains("the secretItem") && shown.text.contains("secretModel"))
    // Nobody knows whose answer it is.
    #expect(!shown.text.contains("ada") && !shown.text.contains("ben"))

    let form = "item=1&item=3&extra=0%2C5&comment=Nearly%2C+%26+well+put.&then=stay"
    #expect(try await Self.ask(page, form: form).status == 403)
    #expect(try await Self.ask(page, form: form, origin: "http://evil.example").status == 403)
    #expect(try await Self.ask(page, form: "extra=much", origin: origin).status == 400)
    #expect(try await Self.ask(origin + "/wrong/" + link, form: form, origin: origin).status == 404)
    let saved = try await Self.ask(page, form: form, origin: origin)
    #expect(saved.status == 200 && saved.text == "Saved: 1.50 points")
    #expect(try await Self.ask(address).text.contains("1 of 3"))
    #expect(try await Self.ask(page).text.contains("Nearly, &amp; well put."))
    kill(program.processID, SIGINT)
    #expect(try await program.finish().status == 0)

    #expect(try await marks.grade().status == 0)
    let pages = try ["ada", "ben", "cem"].map {
      try #require(marks.folder.text("marks/\($0)/feedback.html"))
    }
    #expect(pages.count { $0.contains("Nearly, &amp; well put.") } == 1)
    #expect(pages.count { $0.contains("1.5 of 3 points") } == 1)
    #expect(pages.count { $0.contains("not marked yet") } == 2)
    #expect(pages.allSatisfy { !$0.contains("secretItem") && !$0.contains("secretModel") })
  }

  @Test("A spreadsheet goes there and back")
  func table() async throws {
    let marks = try await Self.marked()
    let command = ["mark", "course/target.md", "--marks", "marks", "--names"]
    let export = try await PracticalProgram.run(
      command + ["--export", "answers.csv"], in: marks.folder)
    #expect(export.status == 0, "\(export.errors)")
    let text = try #require(marks.folder.text("answers.csv"))
    #expect(text.contains("\"'=cmd()\nsecond line\""))
    try marks.folder.write(
      text.replacing("why,ben,,,,,", with: "why,ben,1 2,,fine,,"), to: "in.csv")
    let read = try await PracticalProgram.run(command + ["--import", "in.csv"], in: marks.folder)
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output.contains("1 answer marked"))
    #expect(marks.folder.text("marks/ben/feedback.html")?.contains("3 of 3 points") == true)
    try marks.folder.write(text.replacing("why,ben,,,,,", with: "why,ben,7,,,,"), to: "in.csv")
    let wrong = try await PracticalProgram.run(command + ["--import", "in.csv"], in: marks.folder)
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("is no item of the rubric of `why`"))
    #expect(wrong.errors.contains("in.csv:"))
  }

  @Test("Keys tick boxes and go on, and the page is quiet", .enabled(if: Browser.program != nil))
  func browser() async throws {
    let marks = try await Self.marked()
    let program = try Running.start(
      ["mark", "course/target.md", "--marks", "marks"], in: marks.folder)
    let address = try await Self.address(of: program)
    let browser = try Browser(try #require(Browser.program))
    let tab = try await browser.tab()
    try await tab.resize(width: 1280, height: 900)
    try await tab.open(address)
    let link = try await tab.text("document.querySelector('td a').href")
    try await tab.open(link)
    func press(_ key: String) async throws {
      _ = try await tab.text(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',{key:'\(key)',bubbles:true}))")
    }
    try await press("1")
    try await tab.wait(
      until: "document.querySelector('.sum').textContent === 'Saved: 2 points'", within: 120)
    if let folder = ProcessInfo.processInfo.environment["PRACTICAL_SCREENSHOTS"] {
      try Data(try await tab.screenshot()).write(to: URL(filePath: "\(folder)/marking.png"))
    }
    try await press("n")
    try await tab.wait(until: "location.href !== '\(link)'", within: 120)
    try await tab.open(link)
    #expect(try await tab.text("document.querySelector('input[value=\"1\"]').checked") == "true")
    #expect(tab.errors == [])
    #expect(tab.requests.allSatisfy { $0.hasPrefix(address) })
    kill(program.processID, SIGINT)
    #expect(try await program.finish().status == 0)
  }
}
