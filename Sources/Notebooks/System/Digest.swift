import CMessageDigest

/// SHA-256, from libmd.
enum Digest {
  /// The digest of texts, each closed off from the next, as 64 hexadecimal digits.
  static func sha256(_ texts: [String]) -> String {
    sha256(texts.flatMap { Array("\($0.utf8.count) \($0)".utf8) })
  }

  /// The digest of bytes, as 64 hexadecimal digits.
  static func sha256(_ bytes: [UInt8]) -> String {
    var context = SHA2_CTX()
    SHA256Init(&context)
    SHA256Update(&context, bytes, bytes.count)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

/// Names for content.
public enum ContentKey {
  /// The SHA-256 of bytes, as 64 hexadecimal digits.
  public static func make(_ bytes: [UInt8]) -> String { Digest.sha256(bytes) }
}
