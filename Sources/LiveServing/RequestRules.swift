/// Which requests are answered: those of a browser of this machine that was given the address.
///
/// Any program of this machine can connect, and any page in the reader's browser can try to: so the
/// address holds a secret, only the machine's own names are answered to (a page elsewhere can have its own
/// name lead here), and nothing is answered that another page asks for.
struct RequestRules: Sendable {
  /// What is asked for.
  enum Answer: Equatable {
    case page
    case events
    case picture(String)
    case refusal(Refusal)
  }

  /// Why a request is not answered.
  enum Refusal: Int, Equatable {
    case notFound = 404
    case notAllowed = 405
    case forbidden = 403
    case misdirected = 421
  }

  /// The port that is listened on.
  var port: UInt16
  /// The secret in the address.
  var token: String

  /// Decides about a request.
  ///
  /// - Parameters:
  ///   - method: its method, such as `GET`.
  ///   - target: its path and query, as sent.
  ///   - header: answers a header by its name.
  /// - Returns: what is asked for, or why it is refused.
  func answer(
    method: String, target: String, header: (String) -> String?
  ) -> Answer {
    guard method == "GET" else { return .refusal(.notAllowed) }
    if let refusal = refusal(header: header) { return .refusal(refusal) }
    guard let path = pathAfterToken(target) else { return .refusal(.notFound) }
    switch path {
    case "": return .page
    case "events": return .events
    case _ where path.hasPrefix("plot/"): return .picture(path)
    default: return .refusal(.notFound)
    }
  }

  /// Why a request is not answered, wherever it leads: it names another server, or another page asks.
  func refusal(header: (String) -> String?) -> Refusal? {
    let names = ["127.0.0.1:\(port)", "localhost:\(port)"]
    guard let host = header("Host")?.lowercased(), names.contains(host) else {
      return .misdirected
    }
    if let origin = header("Origin"), !names.map({ "http://\($0)" }).contains(origin.lowercased()) {
      return .forbidden
    }
    if let site = header("Sec-Fetch-Site"), site != "none", site != "same-origin" {
      return .forbidden
    }
    return nil
  }

  /// What follows `/TOKEN/`, or nil where something else stands there.
  func pathAfterToken(_ target: String) -> String? {
    let expected = Array("/\(token)/".utf8)
    let bytes = Array(target.utf8)
    guard bytes.count >= expected.count else { return nil }
    // Every byte is looked at, so that the time says nothing of how many are right.
    let difference = zip(bytes, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    guard difference == 0 else { return nil }
    return String(decoding: bytes[expected.count...], as: UTF8.self)
  }
}
