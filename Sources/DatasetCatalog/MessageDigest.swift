import CMessageDigest
import Foundation

/// The SHA-256 of data, by the system's message digest library.
struct MessageDigest {
  private var context = SHA2_CTX()

  /// Makes a digest of nothing yet.
  init() { SHA256Init(&context) }

  /// Takes in bytes that follow those before.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256Update(&context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// The SHA-256 of all that was taken in, in lower-case hexadecimal; the digest is used up.
  mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    return digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }

  /// The SHA-256 of a file's contents in lower-case hexadecimal, read in pieces of one megabyte.
  static func sha256(ofFile url: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    var digest = MessageDigest()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      piece.withUnsafeBytes { digest.update($0) }
    }
    return digest.finish()
  }
}
