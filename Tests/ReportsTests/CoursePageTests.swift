import Notebooks
import Testing

@testable import Reports

@Suite("The page of a course")
struct CoursePageTests {
  /// A course of a practical that ran, one that did not, and one with a hostile name.
  static func page(hostile: String = "<script>window.injected=1</script>") throws -> String {
    let practical = try EveryElement.practical()
    var other = Samples.practical([.cell(Samples.cell("relu", .exercise))], title: "Not run")
    other.frontMatter.number = 8
    let third = Samples.practical([], title: hostile)
    return CoursePage.html(
      [
        CoursePage.Entry(
          practical: practical, result: EveryElement.result(of: practical), points: 14,
          date: "21 November 2026, 13:20", report: "07 every?element/report.html", staleCells: 2),
        CoursePage.Entry(
          practical: other, result: nil, points: 60, date: nil, report: nil, staleCells: 0),
        CoursePage.Entry(
          practical: third, result: nil, points: 0, date: hostile, report: "javascript:alert(1)",
          staleCells: 0),
      ], date: "21 November 2026")
  }

  @Test("It says how far one is, and leads to the reports and their exercises")
  func contents() throws {
    let page = try Self.page()
    #expect(page.contains("1 of 3 practicals run · 0 of 3 exercises done"))
    #expect(
      page.contains("href=\"07%20every%3Felement/report.html\">Every element of a report</a>"))
    #expect(page.contains("href=\"07%20every%3Felement/report.html#cell-relu\">The rectifier"))
    #expect(page.contains("1 not implemented · 2 cells changed since the run"))
    #expect(page.contains("not run yet · 1 exercise"))
    #expect(PageScanner(page).unbalanced.isEmpty)
  }

  @Test("What is hostile in a title or a path is text")
  func hostile() throws {
    let page = PageScanner(try Self.page())
    #expect(!page.tags.contains { $0.name == "script" })
    let addresses = page.tags.flatMap { $0.attributes.filter { $0.name == "href" } }.map(\.value)
    #expect(!addresses.contains { $0.hasPrefix("javascript:") })
  }
}
