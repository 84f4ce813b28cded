import Foundation

/// A tab of a browser.
public struct BrowserTab: Sendable {
  private let browser: Browser
  private let link: BrowserLink
  private let session: String

  init(browser: Browser, link: BrowserLink, session: String) {
    self.browser = browser
    self.link = link
    self.session = session
  }

  /// Calls a method of the browser's protocol for this tab.
  @discardableResult
  func call(_ method: String, _ parameters: [String: Any] = [:]) async throws -> [String: Any] {
    try await link.call(method, parameters, session: session)
  }

  /// Opens an address, and waits until the page is loaded.
  public func open(_ address: String) async throws {
    let loads = events(named: "Page.loadEventFired").count
    let answer = try await call("Page.navigate", ["url": address])
    if let error = answer["errorText"] as? String {
      throw Browser.Failure(description: "\(address): \(error)")
    }
    try await wait(for: "\(address) to load") {
      events(named: "Page.loadEventFired").count > loads
    }
  }

  /// Makes the window so large, in points, with so many pixels to a point.
  public func resize(width: Int, height: Int, scale: Double = 1, isMobile: Bool = false)
    async throws
  {
    try await call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": scale, "mobile": isMobile])
  }

  /// Has pages see the reader's setting for dark or light.
  public func setDark(_ isDark: Bool) async throws {
    try await call(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]]])
  }

  /// The value of an expression in JavaScript, as text.
  public func text(_ expression: String) async throws -> String {
    let answer = try await call(
      "Runtime.evaluate",
      ["expression": "String(\(expression))", "returnByValue": true, "awaitPromise": true])
    if let exception = answer["exceptionDetails"] as? [String: Any] {
      let thrown = exception["exception"] as? [String: Any]
      throw Browser.Failure(
        description: "\(expression): \(thrown?["description"] ?? exception["text"] ?? "")")
    }
    let result = answer["result"] as? [String: Any]
    return result?["value"] as? String ?? ""
  }

  /// The value of an expression in JavaScript, as a number.
  public func number(_ expression: String) async throws -> Double {
    let text = try await text(expression)
    guard let number = Double(text) else {
      throw Browser.Failure(description: "\(expression) is no number but \"\(text)\"")
    }
    return number
  }

  /// Waits until an expression in JavaScript is true.
  public func wait(until expression: String, within seconds: Double = 300) async throws {
    try await wait(for: expression, within: seconds) {
      try await text("!!(\(expression))") == "true"
    }
  }

  /// A picture of what the window shows, as PNG.
  public func screenshot() async throws -> [UInt8] {
    let answer = try await call("Page.captureScreenshot", ["format": "png"])
    let text = answer["data"] as? String ?? ""
    return Data(base64Encoded: text).map { Array($0) } ?? []
  }

  /// What went wrong in the page: errors in its console, exceptions, and what its policy forbade.
  public var errors: [String] {
    link.events.compactMap { event -> String? in
      guard event.session == session else { return nil }
      switch event.method {
      case "Runtime.exceptionThrown":
        let details = event.parameters["exceptionDetails"] as? [String: Any]
        let thrown = details?["exception"] as? [String: Any]
        return "exception: \(thrown?["description"] ?? details?["text"] ?? "")"
      case "Runtime.consoleAPICalled":
        guard event.parameters["type"] as? String == "error" else { return nil }
        return "console: \(event.parameters["args"] ?? "")"
      case "Log.entryAdded":
        let entry = event.parameters["entry"] as? [String: Any]
        guard entry?["level"] as? String == "error" else { return nil }
        return "log: \(entry?["text"] ?? "") \(entry?["url"] ?? "")"
      default: return nil
      }
    }
  }

  /// How often the page opened a dialog.
  public var dialogCount: Int { events(named: "Page.javascriptDialogOpening").count }

  /// The addresses that the page asked for, but for those within it.
  /// What the page's policy refused was never sent.
  public var requests: [String] {
    let refused = Set(
      events(named: "Network.loadingFailed").compactMap { event in
        event.parameters["blockedReason"] as? String == "csp"
          ? event.parameters["requestId"] as? String : nil
      })
    return events(named: "Network.requestWillBeSent").compactMap { event in
      if let id = event.parameters["requestId"] as? String, refused.contains(id) { return nil }
      let request = event.parameters["request"] as? [String: Any]
      let address = request?["url"] as? String
      return address.flatMap { $0.hasPrefix("data:") || $0 == "about:blank" ? nil : $0 }
    }
  }

  private func events(named method: String) -> [BrowserLink.Event] {
    link.events.filter { $0.session == session && $0.method == method }
  }

  private func wait(
    for what: String, within seconds: Double = 300, _ condition: () async throws -> Bool
  ) async throws {
    let limit = ContinuousClock.now + .seconds(seconds)
    while try await !condition() {
      guard ContinuousClock.now < limit else {
        throw Browser.Failure(description: "waited \(seconds) s for \(what)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
