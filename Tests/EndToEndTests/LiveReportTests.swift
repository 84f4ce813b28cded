import BrowserSupport
import Foundation
import Testing

/// With `PRACTICAL_BROWSER` naming a Chromium; pictures go to the folder that `PRACTICAL_SCREENSHOTS` names.
@Suite("The live report of a practical that is watched", .enabled(if: Browser.program != nil))
struct LiveReportTests {
  private static let practical = """
    ---
    title: Small
    ---
    # Small
    A formula: $y = w x + b$.

    ```swift {#first .cell}
    let weight = 2.0
    print("weight is", weight)
    ```

    ```swift {#second .exercise}
    func twice(_ x: Double) -> Double { x * weight }
    show(Figure(title: "Twice").line([0, 1, 2, 3].map { twice($0) }))
    ```

    ```swift {#check-second .check for=second points=2}
    check("twice", twice(3), .equals(6))
    ```

    """

  private let browser: Browser

  init() throws { browser = try Browser(try #require(Browser.program)) }

  /// The address that a watch has printed.
  private func address(of watch: Running) async throws -> String {
    try await watch.waits(for: "live report: http")
    let match = watch.output.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+\/\w+\//)
    return String(try #require(match).output)
  }

  private func keep(_ tab: BrowserTab, as name: String) async throws {
    guard let folder = ProcessInfo.processInfo.environment["PRACTICAL_SCREENSHOTS"] else { return }
    try Data(try await tab.screenshot()).write(to: URL(filePath: "\(folder)/\(name).png"))
  }

  @Test("An edit to the file shows in the page, at the place where the reader is")
  func edit() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "small.md")
    let watch = try Running.start(["watch", "small.md"], in: folder)
    let address = try await address(of: watch)
    let tab = try await browser.tab()
    try await tab.resize(width: 1000, height: 500)
    try await tab.open(address)
    let status = "document.querySelector('.status')?.innerText"
    try await tab.wait(until: "\(status) === 'up to date, 2 of 2 points'")
    try await tab.wait(until: "document.querySelector('#cell-second img')?.naturalWidth > 100")
    // A dark page shows the plot that is drawn for it, and only that.
    let shown = """
      [...document.querySelectorAll('#cell-second img')].filter(image => image.offsetParent)
        .map(image => image.className).join()
      """
    try await tab.wait(until: "document.querySelector('img.by-night')?.naturalWidth > 100")
    #expect(try await tab.text(shown) == "by-day")
    try await tab.setDark(true)
    #expect(try await tab.text(shown) == "by-night")
    #expect(try await tab.number("document.querySelectorAll('#cell-second img').length") == 2)
    try await keep(tab, as: "live-night")
    try await tab.setDark(false)
    _ = try await tab.text("document.querySelector('#cell-second').scrollIntoView()")
    let place = "document.querySelector('#cell-second').getBoundingClientRect().top"
    let before = try await tab.number(place)

    let edited = Self.practical.replacing(
      "print(\"weight is\", weight)", with: "for step in 0..<20 { print(\"step\", step) }")
    try folder.write(edited, to: "small.md")
    try await tab.wait(
      until: "document.querySelector('#cell-first .output')?.innerText.includes('step 19')")
    try await tab.wait(until: "\(status) === 'up to date, 2 of 2 points'")
    #expect(abs(try await tab.number(place) - before) < 2)
    try await keep(tab, as: "live-edit")

    try folder.write(edited.replacing("x * weight", with: "x + weight"), to: "small.md")
    try await tab.wait(until: "\(status) === 'up to date, 0 of 2 points'")
    try await tab.wait(until: "document.querySelector('#cell-check-second .mark.failed')")
    try folder.write(edited.replacing(".exercise}", with: ".exercize}"), to: "small.md")
    try await tab.wait(until: "\(status)?.includes('no cell class `.exercize`')")
    try await keep(tab, as: "live-problem")
    #expect(tab.errors == [])
    #expect(tab.requests.allSatisfy { $0.hasPrefix(address) })

    let helpers = ProcessTable.now().descendants(of: watch.processID)
    #expect(!helpers.isEmpty)
    kill(watch.processID, SIGINT)
    try await tab.wait(until: "\(status)?.includes('session ended')")
    #expect(try await watch.finish().status == 130)
    #expect(try await ProcessTable.survivors(of: helpers).isEmpty)
  }

  @Test("The server of the page does not outlive a watch that is killed")
  func killed() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "small.md")
    let watch = try Running.start(["watch", "small.md"], in: folder)
    _ = try await address(of: watch)
    let helpers = ProcessTable.now().descendants(of: watch.processID)
    kill(watch.processID, SIGKILL)
    _ = try await watch.finish()
    #expect(!helpers.isEmpty)
    #expect(try await ProcessTable.survivors(of: helpers).isEmpty)
  }

  @Test(
    "Pictures of a practical of the course, to be looked at",
    .enabled(if: ProcessInfo.processInfo.environment["PRACTICAL_SCREENSHOTS"] != nil))
  func pictures() async throws {
    let folder = try Workplace()
    let path = PracticalProgram.package.appending(path: "practicals/02-feed-forward-net.md").path
    let watch = try Running.start(["watch", path], in: folder)
    let tab = try await browser.tab()
    try await tab.resize(width: 1280, height: 900)
    try await tab.open(try await address(of: watch))
    try await tab.wait(until: "document.querySelector('.cell.running progress')")
    _ = try await tab.text(
      "document.querySelector('.cell.running progress').scrollIntoView({block: 'center'})")
    try await keep(tab, as: "live-running")
    let status = "document.querySelector('.status')?.innerText"
    try await tab.wait(until: "\(status).startsWith('up to date')")
    _ = try await tab.text("scrollTo(0, 0)")
    try await keep(tab, as: "live-desktop")
    try await tab.setDark(true)
    _ = try await tab.text("document.querySelectorAll('figure.plots')[1].scrollIntoView()")
    try await keep(tab, as: "live-dark")
    try await tab.setDark(false)
    try await tab.resize(width: 390, height: 844, scale: 2, isMobile: true)
    _ = try await tab.text("scrollTo(0, 0)")
    try await keep(tab, as: "live-phone")
    let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    #expect(try await tab.number(wide) <= 0)
    #expect(tab.errors == [])
    kill(watch.processID, SIGINT)
    _ = try await watch.finish()
  }
}
