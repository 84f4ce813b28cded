import Testing

@testable import LiveReport
@testable import LiveServing

@Suite("Which requests are answered")
struct RequestRulesTests {
  private let rules = RequestRules(port: 4000, token: "secret")

  private func answer(
    _ target: String, method: String = "GET", host: String? = "127.0.0.1:4000",
    _ headers: [String: String] = [:]
  ) -> RequestRules.Answer {
    rules.answer(method: method, target: target) { $0 == "Host" ? host : headers[$0] }
  }

  @Test("The page, its events and its pictures stand under the secret")
  func answered() {
    #expect(answer("/secret/") == .page)
    #expect(answer("/secret/events") == .events)
    #expect(answer("/secret/plot/1.png") == .picture("plot/1.png"))
    #expect(answer("/secret/", host: "localhost:4000") == .page)
    #expect(answer("/secret/", host: "LOCALHOST:4000") == .page)
  }

  @Test(
    "Nothing else is there",
    arguments: [
      "/", "", "/secret", "/Secret/", "/secret2/", "/secre/", "/secret//", "/secret/../",
      "//secret/",
      "/secret/events/", "/secret/?a", "/secret/%65vents", "/x/../secret/", "secret/", "*",
      "http://127.0.0.1:4000/secret/", "/\u{0}ecret/",
    ])
  func notFound(_ target: String) {
    #expect(answer(target) == .refusal(.notFound))
  }

  @Test(
    "Another name may lead to this machine, and is not answered to",
    arguments: [
      nil, "", "127.0.0.1", "127.0.0.1:4001", "evil.example:4000", "localhost.evil.example:4000",
      "127.0.0.1:4000.evil.example", "[::1]:4000", "0.0.0.0:4000", "127.0.0.1:4000, localhost:4000",
    ])
  func otherHosts(_ host: String?) {
    #expect(answer("/secret/", host: host) == .refusal(.misdirected))
  }

  @Test("What other pages ask for is refused, even with the secret")
  func otherPages() {
    #expect(answer("/secret/", ["Origin": "https://evil.example"]) == .refusal(.forbidden))
    #expect(answer("/secret/", ["Origin": "null"]) == .refusal(.forbidden))
    #expect(answer("/secret/", ["Origin": "http://localhost:4001"]) == .refusal(.forbidden))
    #expect(answer("/secret/", ["Sec-Fetch-Site": "cross-site"]) == .refusal(.forbidden))
    #expect(answer("/secret/", ["Sec-Fetch-Site": "same-site"]) == .refusal(.forbidden))
    #expect(answer("/secret/", ["Origin": "http://localhost:4000"]) == .page)
    #expect(answer("/secret/", ["Sec-Fetch-Site": "none"]) == .page)
    #expect(answer("/secret/events", ["Sec-Fetch-Site": "same-origin"]) == .events)
  }

  @Test("Only GET is answered", arguments: ["HEAD", "POST", "OPTIONS", "PUT", "get", ""])
  func methods(_ method: String) {
    #expect(answer("/secret/", method: method) == .refusal(.notAllowed))
  }

  @Test("Secrets differ and are long enough not to be guessed")
  func tokens() {
    let tokens = (0..<100).map { _ in AddressToken.make() }
    #expect(Set(tokens).count == 100)
    // 32 characters of 5 bits each.
    #expect(tokens.allSatisfy { $0.count == 32 })
    #expect(Set(tokens.joined()).count == 32)
  }
}
