import Glibc
import Wire

/// What a browser asks of pages with forms.
public struct PageRequest: Sendable, Equatable {
  /// The number by which the reply finds it.
  public var number: Int
  /// Whether something is sent: a POST, else a GET.
  public var isPost: Bool
  /// The path after the secret.
  public var path: String
  /// The fields of a form as they came, or nothing.
  public var body: [UInt8]

  /// Makes a request.
  public init(number: Int, isPost: Bool, path: String, body: [UInt8]) {
    self.number = number
    self.isPost = isPost
    self.path = path
    self.body = body
  }

  /// The request with its length before it, as it is sent.
  public var frame: [UInt8] {
    var writer = WireWriter()
    writer.write(number)
    writer.write(isPost)
    writer.write(path)
    writer.write(body)
    return LengthPrefix.frame(writer.bytes)
  }

  /// Reads a request without the length before it.
  ///
  /// - Throws: `WireError` when it is none.
  public init(_ bytes: [UInt8]) throws(WireError) {
    var reader = WireReader(bytes)
    number = try reader.readInt()
    isPost = try reader.readBool()
    path = try reader.readString()
    body = try reader.readBytes()
  }
}

/// What is answered.
public struct PageReply: Sendable, Equatable {
  /// What kind of answer it is.
  public enum Kind: UInt8, Sendable {
    /// A page of HTML.
    case page
    /// The address, below the secret, of another page to look at.
    case redirect
    /// All is well; the words say what was done.
    case done
    /// There is nothing at this address.
    case notFound
    /// What was sent makes no sense; the text says why.
    case invalid
  }

  /// What kind of answer it is.
  public var kind: Kind
  /// The page, the address or the words.
  public var body: [UInt8]
  /// The policy to serve a page with.
  public var policy: String

  /// Makes a reply.
  public init(_ kind: Kind, body: [UInt8] = [], policy: String = "default-src 'none'") {
    self.kind = kind
    self.body = body
    self.policy = policy
  }

  /// The reply to a request with its length before it, as it is sent.
  public func frame(to request: Int) -> [UInt8] {
    var writer = WireWriter()
    writer.write(request)
    writer.write(kind.rawValue)
    writer.write(body)
    writer.write(policy)
    return LengthPrefix.frame(writer.bytes)
  }

  /// Reads a reply without the length before it.
  ///
  /// - Parameter bytes: the bytes.
  /// - Returns: the number of the request, and the reply.
  /// - Throws: `WireError` when it is none.
  public static func read(_ bytes: [UInt8]) throws(WireError) -> (request: Int, reply: PageReply) {
    var reader = WireReader(bytes)
    let number = try reader.readInt()
    let tag = try reader.readByte()
    guard let kind = Kind(rawValue: tag) else { throw WireError.malformed("reply \(tag)") }
    let body = try reader.readBytes()
    return (number, PageReply(kind, body: body, policy: try reader.readString()))
  }
}

/// Messages with their length before them, in four bytes.
public enum LengthPrefix {
  /// A message with its length before it.
  public static func frame(_ bytes: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) } + bytes
  }

  /// Reads one message with its length before it, however many pieces it comes in.
  ///
  /// - Parameters:
  ///   - descriptor: where it comes from.
  ///   - limit: the most bytes that a message has.
  /// - Returns: the message; nil when there is none any more, or it is longer than the limit.
  public static func read(from descriptor: Int32, limit: Int) -> [UInt8]? {
    guard let head = bytes(4, from: descriptor) else { return nil }
    let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    return count <= limit ? bytes(count, from: descriptor) : nil
  }

  private static func bytes(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      let part = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress?.advanced(by: start), count - start)
      }
      if part < 0 && errno == EINTR { continue }
      guard part > 0 else { return nil }
      start += part
    }
    return bytes
  }
}
