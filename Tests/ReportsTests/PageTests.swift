import BrowserSupport
import Foundation
import Notebooks
import Testing

@testable import Reports

/// A page in a file of its own, to be opened by a browser.
final class PageFile: Sendable {
  let url: URL

  init(_ page: String) throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "practical-page-\(UUID().uuidString).html")
    try Data(page.utf8).write(to: url)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// What a tab asked for besides the page itself.
  func foreignRequests(of tab: BrowserTab) -> [String] {
    tab.requests.filter { !$0.hasPrefix(url.absoluteString) }
  }
}

/// With `PRACTICAL_BROWSER` naming a Chromium, and `PRACTICAL_AXE` a file with axe-core; pictures go to the
/// folder that `PRACTICAL_SCREENSHOTS` names.
@Suite("A report in a real browser", .serialized, .enabled(if: Browser.program != nil))
struct PageTests {
  private let browser: Browser

  init() throws { browser = try Browser(try #require(Browser.program)) }

  private func open(
    _ page: String, _ setting: PageSetting, fragment: String = ""
  ) async throws -> (tab: BrowserTab, file: PageFile) {
    let file = try PageFile(page)
    let tab = try await browser.tab()
    try await tab.set(setting)
    try await tab.open(file.url.absoluteString + fragment)
    return (tab, file)
  }

  @Test(
    "Every element shows in light, in dark, on a phone and on paper", arguments: PageSetting.all)
  func everyElement(_ setting: PageSetting) async throws {
    let page = try EveryElement.page()
    let (tab, file) = try await open(page, setting)
    let faults = try await tab.faults()
    #expect(faults == "")
    #expect(tab.errors == [])
    #expect(file.foreignRequests(of: tab) == [])
    try Browser.keep(try await tab.screenshot(), as: "every-\(setting).png")
    if setting.isPrint {
      let pdf = try await tab.pdf()
      #expect(pdf.starts(with: "%PDF".utf8) && pdf.count > 20_000)
      try Browser.keep(pdf, as: "every.pdf")
      try Browser.keep(Array(page.utf8), as: "every.html")
    }
  }

  @Test(
    "axe-core finds nothing", .enabled(if: Browser.axe != nil), arguments: PageSetting.all.prefix(4)
  )
  func accessibility(_ setting: PageSetting) async throws {
    let axe = try #require(Browser.axe)
    let (tab, _) = try await open(try EveryElement.page(), setting)
    _ = try await tab.text("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    let violations = try await tab.violations(axe: axe)
    #expect(violations == "")
  }

  @Test("What is wrong with a page is found: the tests above can fail")
  func control() async throws {
    let page = try EveryElement.page()
      .replacing(
        "<main id=\"main\">", with: "<main id=\"main\" style=\"min-width:3000px;color:#ccc\">"
      )
      .replacing("data:image/png;base64,", with: "data:image/png;base64,AAAA")
    let (tab, _) = try await open(page, PageSetting(isDark: false, width: 1280))
    let faults = try await tab.faults()
    #expect(faults.contains("wide in a window of 1280"))
    #expect(faults.contains("picture not loaded"))
    if let axe = Browser.axe {
      let violations = try await tab.violations(axe: axe)
      #expect(violations.contains("color-contrast"))
    }
  }

  @Test("Plots follow the reader's setting, and are shapes where these are smaller")
  func plots() async throws {
    let shown = """
      [...document.querySelectorAll("figure.plots img")].filter(i => i.offsetParent)
        .map(i => i.className + " " + i.src.slice(5, i.src.indexOf(";"))).join(", ")
      """
    let page = try EveryElement.page()
    let (light, _) = try await open(page, PageSetting(isDark: false, width: 1280))
    #expect(try await light.text(shown) == "by-day image/svg+xml, by-day image/png")
    let (dark, _) = try await open(page, PageSetting(isDark: true, width: 1280))
    #expect(try await dark.text(shown) == "by-night image/svg+xml, by-night image/png")
  }

  @Test("The code of all cells is folded and shown again at once, and by the keyboard")
  func folding() async throws {
    let (tab, _) = try await open(
      try EveryElement.page(), PageSetting(isDark: false, width: 1280))
    let open = "document.querySelectorAll('main .cell details[open]').length"
    let before = try await tab.number(open)
    #expect(before > 5)
    let button = "document.querySelector('.fold')"
    #expect(try await tab.text("\(button).innerText") == "Fold code")
    _ = try await tab.text("\(button).click()")
    #expect(try await tab.number(open) == 0)
    try await tab.wait(until: "\(button).innerText === 'Show code'")
    // Output stays in sight.
    #expect(
      try await tab.text("!!document.querySelector('#cell-given .output').offsetParent") == "true")
    _ = try await tab.text("\(button).click()")
    #expect(try await tab.number(open) >= before)
    // Everything that can be used can be reached: the first stop is the way past the contents.
    try await tab.press("Tab")
    #expect(try await tab.text("document.activeElement.className") == "skip")
    try await tab.press("Tab")
    #expect(try await tab.text("document.activeElement.closest('header, nav').tagName") != "")
  }

  @Test("A link to a line opens what is folded around it, and the contents follow the reader")
  func links() async throws {
    let page = try EveryElement.page()
    let line = try EveryElement.practical().cells.first { $0.id == "check-relu" }?.codeLine ?? 0
    let (tab, _) = try await open(
      page, PageSetting(isDark: false, width: 1280), fragment: "#L\(line)")
    #expect(try await tab.text("document.querySelector('#cell-check-relu details').open") == "true")
    _ = try await tab.text("document.getElementById('cell-open').scrollIntoView()")
    try await tab.wait(
      until: "document.querySelector('nav [aria-current]')?.hash === '#cell-open'")
  }

  @Test("On a phone the contents begin folded")
  func phone() async throws {
    let page = try EveryElement.page()
    let (tab, _) = try await open(page, PageSetting(isDark: false, width: 390))
    #expect(try await tab.text("document.querySelector('nav details').open") == "false")
    let (desktop, _) = try await open(page, PageSetting(isDark: false, width: 1280))
    #expect(try await desktop.text("document.querySelector('nav details').open") == "true")
  }

  @Test("The page of a course shows in every setting", arguments: PageSetting.all)
  func course(_ setting: PageSetting) async throws {
    let (tab, file) = try await open(try CoursePageTests.page(), setting)
    let faults = try await tab.faults()
    #expect(faults == "")
    #expect(tab.errors == [])
    #expect(file.foreignRequests(of: tab) == [])
    try Browser.keep(try await tab.screenshot(), as: "course-\(setting).png")
    if let axe = Browser.axe, !setting.isPrint {
      let violations = try await tab.violations(axe: axe)
      #expect(violations == "")
    }
  }
}
