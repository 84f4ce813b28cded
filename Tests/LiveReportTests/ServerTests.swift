import Foundation
import LiveReport
import Notebooks
import Testing

@testable import LiveServing

/// A live report to be asked by hand.
struct ServedReport {
  let server: LiveReportServer
  let port: Int
  let token: String

  init(_ practical: Practical = Sample.practical(), port: UInt16 = 0, token: String? = nil) throws {
    server = try LiveReportServer.start(practical: practical, port: port, token: token)
    let parts = server.address.split(separator: "/")
    self.port = try #require(Int(parts[1].split(separator: ":")[1]))
    self.token = String(parts[2])
  }

  /// The head of a request.
  func request(
    _ path: String, method: String = "GET", host: String? = nil, _ more: String = ""
  ) -> String {
    let host = host ?? "127.0.0.1:\(port)"
    return "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n\(more)\r\n"
  }

  /// What is answered to a request.
  func answer(
    _ path: String, method: String = "GET", host: String? = nil, _ more: String = ""
  ) -> String {
    RawConnection.answer(port: port, request(path, method: method, host: host, more))
  }

  /// Opens a stream of events.
  func stream() throws -> RawConnection {
    let connection = try #require(RawConnection(port: port))
    connection.send(request("/\(token)/events"))
    return connection
  }
}

@Suite("The server of a live report", .serialized)
struct ServerTests {
  @Test("The page has a policy that lets nothing in, is not kept, and tells nobody its address")
  func page() throws {
    let report = try ServedReport()
    let answer = report.answer("/\(report.token)/")
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
    let head = String(answer.prefix { $0 != "<" })
    #expect(head.contains("Content-Security-Policy: default-src 'none'"))
    #expect(head.contains("script-src 'sha256-"))
    #expect(head.contains("connect-src 'self'"))
    #expect(head.contains("frame-ancestors 'none'"))
    #expect(head.contains("Cache-Control: no-store"))
    #expect(head.contains("X-Content-Type-Options: nosniff"))
    #expect(head.contains("Referrer-Policy: no-referrer"))
    #expect(head.contains("Cross-Origin-Resource-Policy: same-origin"))
    #expect(!head.contains("Access-Control-Allow"))
    #expect(answer.hasSuffix("</html>\n"))
  }

  @Test("It listens on 127.0.0.1 only")
  func loopback() throws {
    let report = try ServedReport()
    let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
    let port = String(report.port, radix: 16, uppercase: true)
    let hex = String(repeating: "0", count: 4 - port.count) + port
    let listeners = table.split(separator: "\n").filter {
      $0.contains(":\(hex) 00000000:0000 0A")
    }
    #expect(listeners.count == 1)
    #expect(listeners.first?.contains("0100007F:\(hex)") == true)
    let table6 = (try? String(contentsOfFile: "/proc/net/tcp6", encoding: .utf8)) ?? ""
    #expect(!table6.contains(":\(hex) "))
  }

  @Test("Wrong addresses, names, origins and methods are refused")
  func refusals() throws {
    let report = try ServedReport()
    let own = "/\(report.token)/"
    func status(_ answer: String) -> String { String(answer.dropFirst(9).prefix(3)) }
    #expect(status(report.answer("/")) == "404")
    #expect(status(report.answer("/wrong/")) == "404")
    #expect(status(report.answer(own + "../../../../etc/passwd")) == "404")
    #expect(status(report.answer(own + "plot/../../../etc/passwd")) == "404")
    #expect(status(report.answer(own + "plot/%2e%2e%2f%2e%2e%2fetc/passwd")) == "404")
    #expect(status(report.answer(own, host: "evil.example:\(report.port)")) == "421")
    #expect(status(report.answer(own, "Origin: https://evil.example\r\n")) == "403")
    #expect(status(report.answer(own, "Sec-Fetch-Site: cross-site\r\n")) == "403")
    #expect(status(report.answer(own, method: "HEAD")) == "405")
    #expect(status(report.answer(own, method: "OPTIONS")) == "405")
    let body = "Content-Length: 4\r\n\r\nbody"
    #expect(status(report.answer(own, method: "POST", body)) == "405")
    // Nothing of a refusal says whether the secret was right.
    #expect(report.answer("/wrong/", method: "HEAD").hasPrefix("HTTP/1.1 405"))
    #expect(status(report.answer(own)) == "200")
  }

  @Test("What is no request, too long or too slow is broken off, and others are served meanwhile")
  func bounds() throws {
    let report = try ServedReport()
    let slow = try #require(RawConnection(port: report.port))
    slow.send("GET / HTT")
    let silent = try #require(RawConnection(port: report.port))
    let long = try #require(RawConnection(port: report.port))
    long.send("GET / HTTP/1.1\r\n")
    let header = "X: " + String(repeating: "x", count: 4000) + "\r\n"
    var sent = 0
    while sent < 100_000_000, long.send(header) { sent += header.utf8.count }
    // Far less than it wanted to send: what is in the kernel's buffers counts too.
    #expect(sent < 50_000_000)
    #expect(RawConnection.answer(port: report.port, "nonsense\r\n\r\n") == "")
    // A body is never read, however long it is said to be.
    #expect(
      report.answer("/", method: "POST", "Content-Length: 99999999999\r\n").hasPrefix(
        "HTTP/1.1 405"))
    #expect(report.answer("/\(report.token)/").hasPrefix("HTTP/1.1 200"))
    #expect(slow.isEnded(within: 600))
    #expect(silent.isEnded(within: 600))
  }

  @Test("Many connections are thinned out, and the page is served all the same")
  func crowd() throws {
    let report = try ServedReport()
    let crowd = (0..<300).compactMap { _ in RawConnection(port: report.port) }
    #expect(crowd.count == 300)
    #expect(report.answer("/\(report.token)/").hasPrefix("HTTP/1.1 200"))
    let limit = ContinuousClock.now + .seconds(600)
    var left = crowd
    while left.count > ConnectionGuard.connectionLimit, ContinuousClock.now < limit {
      left.removeAll { $0.isEnded(within: 0.01) }
    }
    #expect(left.count <= ConnectionGuard.connectionLimit)
    #expect(report.answer("/\(report.token)/").hasPrefix("HTTP/1.1 200"))
  }

  @Test("So many readers and no more follow at a time")
  func streams() throws {
    let report = try ServedReport()
    var readers = try (0..<LiveAnswers.streamLimit).map { _ in try report.stream() }
    for reader in readers { #expect(reader.read(until: "data: ").contains("data: ")) }
    #expect(report.answer("/\(report.token)/events").hasPrefix("HTTP/1.1 503"))
    readers = []
  }

  @Test("A late reader sees what an early one has seen")
  func late() throws {
    let practical = Sample.practical()
    let report = try ServedReport(practical)
    let early = try report.stream()
    _ = early.read(until: "\"status\"")
    Sample.run(practical, outputs: ["second": "the last word\n"], to: report.server.follow)
    let seen = early.read(until: "up to date")
    #expect(seen.contains("the last word"))
    let late = try report.stream().read(until: "up to date")
    for text in ["output of first", "the last word", "2 of 2 points", "a is one", "section-begin"] {
      #expect(late.contains(text), "\(text)")
    }
  }

  @Test("A reader who does not read keeps nobody waiting, and then gets the newest")
  func slow() throws {
    let practical = Sample.practical()
    let report = try ServedReport(practical)
    let slow = try report.stream()
    report.server.follow(.began(practical, kept: [:]))
    report.server.follow(.cellStarted(practical.cells[0]))
    let line = String(repeating: "x", count: 999) + "\n"
    // Nobody reads these 20 MB: whoever waited for the network would wait for ever.
    for _ in 0..<20_000 { report.server.follow(.output(line)) }
    Sample.run(practical, to: report.server.follow)
    let other = try report.stream().read(until: "up to date")
    #expect(other.contains("up to date"))
    #expect(slow.read(until: "up to date").contains("up to date"))
  }

  @Test("Readers are told of the end, and the program ends with the session")
  func end() throws {
    let report = try ServedReport()
    let reader = try report.stream()
    _ = reader.read(until: "\"status\"")
    report.server.stop()
    #expect(reader.read(until: "event: end").contains("event: end"))
    #expect(RawConnection(port: report.port) == nil)
  }

  @Test("A port that is taken is a failure with a reason")
  func takenPort() throws {
    let report = try ServedReport()
    let error = #expect(throws: LiveReportServer.StartFailure.self) {
      try LiveReportServer.start(port: UInt16(report.port))
    }
    #expect(error?.description.contains("the live report cannot be served") == true)
  }

  @Test("When the serving program is killed, another takes its place at the same address")
  func killed() async throws {
    let practical = Sample.practical()
    let report = try ServedReport(practical)
    Sample.run(practical, to: report.server.follow)
    let victim = try #require(Self.server(on: report.port))
    kill(victim, SIGKILL)
    let limit = ContinuousClock.now + .seconds(600)
    var seen = ""
    while ContinuousClock.now < limit, !seen.contains("up to date") {
      try await Task.sleep(for: .milliseconds(50))
      guard let connection = RawConnection(port: report.port) else { continue }
      connection.send(report.request("/\(report.token)/events"))
      seen = connection.read(until: "up to date", within: 5)
    }
    #expect(seen.contains("up to date"))
  }

  /// The process that listens on a port.
  private static func server(on port: Int) -> pid_t? {
    let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
    let hex = String(port, radix: 16, uppercase: true)
    let line = table.split(separator: "\n").first { $0.contains(":\(hex) 00000000:0000 0A") }
    guard let inode = line?.split(separator: " ").dropFirst(9).first else { return nil }
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let process = pid_t(name) else { continue }
      let folder = "/proc/\(name)/fd"
      for file in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
        let target = try? files.destinationOfSymbolicLink(atPath: "\(folder)/\(file)")
        if target == "socket:[\(inode)]" { return process }
      }
    }
    return nil
  }
}
