import CMessageDigest
import FoundationEssentials

/// What a browser may do with a page, as the second wall behind the escaping of everything in it.
struct ContentSecurityPolicy {
  /// The policy, as it stands in a page or in an answer's header.
  let text: String

  /// Makes a policy that lets one script run and loads nothing from elsewhere.
  ///
  /// - Parameters:
  ///   - script: the page's script, or nothing where it has none.
  ///   - pictures: where pictures come from: `data:`, and `'self'` for a page that is served.
  init(script: [UInt8], pictures: StaticString) {
    let scripts = script.isEmpty ? "'none'" : "'\(Self.hash(of: script))'"
    let isServed = "\(pictures)".contains("'self'")
    text =
      "default-src 'none'; style-src 'unsafe-inline'; img-src \(pictures); font-src data:; "
      + "script-src \(scripts); \(isServed ? "connect-src 'self'; " : "")"
      + "base-uri 'none'; form-action 'none'"
  }

  /// Makes a policy for a page with forms that are sent to where it comes from.
  ///
  /// - Parameter script: the page's script, or nothing where it has none.
  init(formsWithScript script: [UInt8]) {
    let scripts = script.isEmpty ? "'none'" : "'\(Self.hash(of: script))'"
    text =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
      + "script-src \(scripts); connect-src 'self'; base-uri 'none'; form-action 'self'"
  }

  /// What a policy calls a script: its SHA-256 in base64.
  static func hash(of script: [UInt8]) -> String {
    var state = SHA2_CTX()
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Init(&state)
    SHA256Update(&state, script, script.count)
    SHA256Final(&digest, &state)
    return "sha256-" + Data(digest).base64EncodedString()
  }
}
