import CMessageDigest
import Foundation

/// The SHA-256 of files, by the system's message digest library.
enum MessageDigest {
  /// The SHA-256 of a file's contents in lower-case hexadecimal, read in pieces of one megabyte.
  static func sha256(ofFile url: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    var context = SHA2_CTX()
    SHA256Init(&context)
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      piece.withUnsafeBytes { bytes in
        SHA256Update(
          &context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
      }
    }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    return digest.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
  }
}
