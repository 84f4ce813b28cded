import BrowserSupport
import Foundation
import Testing

/// With `PRACTICAL_BROWSER` naming a Chromium: the first practical, and with `PRACTICAL_SLOW_TESTS=1` all five,
/// then also with axe-core where `PRACTICAL_AXE` names it.
@Suite(
  "The reports of the course in a real browser", .serialized, .enabled(if: Browser.program != nil))
struct ReportPageTests {
  private static let isSlow = ProcessInfo.processInfo.environment["PRACTICAL_SLOW_TESTS"] == "1"
  private static let numbers = isSlow ? ["01", "02", "03", "04", "05"] : ["01"]

  @Test(arguments: numbers)
  func reports(_ number: String) async throws {
    let folder = PracticalProgram.package.appending(path: "practicals")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first { $0.hasPrefix("\(number)-") && $0.hasSuffix(".md") })
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let slug = String(name.dropLast(3))
    let run = try await PracticalRun.of(text, "--quiet", named: slug)
    let page = String(decoding: try run.file("report.html"), as: UTF8.self)
    let bare = page.replacing(/data:image\/[a-z+]+;base64,[A-Za-z0-9+\/=]+/, with: "")
    #expect(bare.utf8.count <= 2_000_000, "\(bare.utf8.count) bytes without the pictures")

    let browser = try Browser(try #require(Browser.program))
    let address = run.folder.url.appending(path: ".practical/\(slug)/report.html").absoluteString
    for setting in PageSetting.all {
      let tab = try await browser.tab()
      try await tab.set(setting)
      try await tab.open(address)
      let faults = try await tab.faults()
      #expect(faults == "", "\(setting)")
      #expect(tab.errors == [], "\(setting)")
      #expect(tab.requests == [address], "\(setting)")
      #expect(try await tab.number("document.querySelectorAll('.math.set').length") > 10)
      #expect(try await tab.number("document.images.length") > 10)
      if setting.isPrint {
        let pdf = try await tab.pdf()
        #expect(pdf.starts(with: "%PDF".utf8))
        try Browser.keep(pdf, as: "\(slug).pdf")
      }
      try Browser.keep(try await tab.screenshot(), as: "\(slug)-\(setting).png")
      if Self.isSlow, !setting.isPrint, let axe = Browser.axe {
        let violations = try await tab.violations(axe: axe)
        #expect(violations == "", "\(setting)")
      }
    }
  }
}
