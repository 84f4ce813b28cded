import Foundation

/// What a page is looked at as.
public struct PageSetting: Sendable, CustomStringConvertible {
  /// Whether the reader has asked for dark pages.
  public var isDark: Bool
  /// The width of the window in points.
  public var width: Int
  /// Whether it is as on paper.
  public var isPrint = false

  /// Makes a setting.
  public init(isDark: Bool, width: Int, isPrint: Bool = false) {
    self.isDark = isDark
    self.width = width
    self.isPrint = isPrint
  }

  /// Every setting that a report is looked at in: light and dark, a desktop, a phone and paper.
  public static let all =
    [1280, 390].flatMap { width in
      [false, true].map { PageSetting(isDark: $0, width: width) }
    } + [
      // A sheet of A4 less its margins, from a page that is dark on the screen.
      PageSetting(isDark: true, width: 672, isPrint: true)
    ]

  /// The setting in words, fit for a file's name.
  public var description: String {
    "\(isPrint ? "print-" : "")\(isDark ? "dark" : "light")-\(width)"
  }
}

extension BrowserTab {
  /// Has the page be seen in a setting.
  public func set(_ setting: PageSetting) async throws {
    try await resize(
      width: setting.width, height: setting.width < 600 ? 844 : 900,
      isMobile: setting.width < 600)
    try await call(
      "Emulation.setEmulatedMedia",
      [
        "media": setting.isPrint ? "print" : "",
        "features": [
          ["name": "prefers-color-scheme", "value": setting.isDark ? "dark" : "light"]
        ],
      ])
  }

  /// Presses a key.
  public func press(_ key: String) async throws {
    let code = key == "Tab" ? 9 : 13
    for kind in ["keyDown", "keyUp"] {
      try await call(
        "Input.dispatchKeyEvent",
        ["type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code])
    }
  }

  /// The page as PDF.
  public func pdf() async throws -> [UInt8] {
    let answer = try await call(
      "Page.printToPDF", ["preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69])
    let text = answer["data"] as? String ?? ""
    return Data(base64Encoded: text).map { Array($0) } ?? []
  }

  /// What is wrong with a report, each in a line; empty when nothing is.
  public func faults() async throws -> String {
    try await wait(
      until: "document.readyState === 'complete' && [...document.images].every(i => i.complete)")
    return try await text(Self.inspection)
  }

  /// What axe-core finds against a page: violations of WCAG 2 at A and AA and of its best practices.
  ///
  /// - Parameter axe: the program, `axe.min.js`.
  /// - Returns: a line for each rule that is violated.
  /// - Throws: when the browser does not answer.
  public func violations(axe: String) async throws -> String {
    // As an expression of its own value, since the browser is asked for one.
    _ = try await text("(() => {\(axe)\n})()")
    _ = try await text(
      """
      delete window.axeFound, axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(
        ({ id, impact, nodes }) => `${id} (${impact}), ${nodes.length} times: `
          + nodes.slice(0, 3).map(node => node.target.join(" ") + " " + node.html.slice(0, 120)
            + " " + node.any.map(check => check.message).join("; ")).join(" | ")
      ).join("\\n")).then(found => { window.axeFound = found })
      """)
    try await wait(until: "window.axeFound !== undefined")
    return try await text("window.axeFound")
  }

  private static let inspection = #"""
    (() => {
      const faults = [];
      const root = document.documentElement;
      const all = query => [...document.querySelectorAll(query)];
      const start = element => (element.textContent || element.alt || "").trim().slice(0, 80);
      if (root.scrollWidth > root.clientWidth)
        faults.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
      for (const e of all(".katex-error")) faults.push("rejected formula: " + start(e));
      for (const e of all(".math:not(.set), .tex")) faults.push("formula not set: " + start(e));
      for (const i of document.images) {
        if (!i.complete || !i.naturalWidth) faults.push("picture not loaded: " + start(i));
        if (!i.alt) faults.push("picture without words");
      }
      const seen = new Set();
      for (const { id } of all("[id]")) {
        if (seen.has(id)) faults.push("two elements are called " + id);
        seen.add(id);
      }
      for (const a of all("a[href^='#']")) {
        const name = decodeURIComponent(a.getAttribute("href").slice(1));
        if (name && !document.getElementById(name)) faults.push("a link to nowhere: " + name);
      }
      for (const name of ["header.page", "main", "footer", "h1"])
        if (all(name).length !== 1) faults.push(`${all(name).length} times ${name}`);
      if (!root.lang) faults.push("no language");
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.parentElement.closest("pre, code, script, style, .math, .tex")) continue;
        if (/\$[^\s$][^$]*\$/.test(node.data)) faults.push("dollars left: " + node.data.slice(0, 80));
      }
      if (matchMedia("print").matches) {
        if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)")
          faults.push("the paper is " + getComputedStyle(document.body).backgroundColor);
        for (const e of all("pre, .shown, figure img"))
          if (e.scrollWidth > e.clientWidth + 1) faults.push("cut off on paper: " + start(e));
        for (const e of all("nav, .by-night"))
          if (e.offsetParent) faults.push("on paper: " + e.className);
      }
      return faults.join("\n");
    })()
    """#
}

extension Browser {
  /// The text of axe-core: of the file that the environment variable `PRACTICAL_AXE` names, or nil.
  public static let axe: String? = {
    let named = ProcessInfo.processInfo.environment["PRACTICAL_AXE"]
    guard let named, !named.isEmpty else { return nil }
    return try? String(contentsOfFile: named, encoding: .utf8)
  }()

  /// Keeps a picture in the folder that `PRACTICAL_SCREENSHOTS` names, where it names one.
  public static func keep(_ bytes: [UInt8], as name: String) throws {
    let folder = ProcessInfo.processInfo.environment["PRACTICAL_SCREENSHOTS"] ?? ""
    guard !folder.isEmpty else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
  }
}
