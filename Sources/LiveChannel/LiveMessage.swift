import Wire

/// What a run tells the program that serves its live report.
public enum LiveMessage: Sendable, Equatable {
  /// Where to listen: the port, 0 for a free one, and the secret in the address.
  case listen(port: Int, token: String)
  /// The page into which the pieces are written, and the policy to serve it with.
  case shell(html: [UInt8], policy: String)
  /// What of the page has changed, to be shown at one time.
  case update(LiveUpdate)
  /// The session is over.
  case end

  /// The most bytes of a message.
  public static let limit = 256 << 20

  /// The message with its length before it, as it is sent.
  public var frame: [UInt8] {
    var writer = WireWriter()
    switch self {
    case .listen(let port, let token):
      writer.write(UInt8(0))
      writer.write(port)
      writer.write(token)
    case .shell(let html, let policy):
      writer.write(UInt8(1))
      writer.write(html)
      writer.write(policy)
    case .update(let update):
      writer.write(UInt8(2))
      update.encode(into: &writer)
    case .end: writer.write(UInt8(3))
    }
    return withUnsafeBytes(of: UInt32(writer.bytes.count).littleEndian) { Array($0) } + writer.bytes
  }

  /// Reads a message without the length before it.
  ///
  /// - Throws: `WireError` when it is none.
  public init(_ bytes: [UInt8]) throws(WireError) {
    var reader = WireReader(bytes)
    switch try reader.readByte() {
    case 0: self = .listen(port: try reader.readInt(), token: try reader.readString())
    case 1: self = .shell(html: try reader.readBytes(), policy: try reader.readString())
    case 2: self = .update(try LiveUpdate(from: &reader))
    case 3: self = .end
    case let tag: throw WireError.malformed("message \(tag)")
    }
  }
}

/// Pieces of a page that changed together.
public struct LiveUpdate: Sendable, Equatable, WireCodable {
  /// A piece or a picture, by its name.
  public struct Item: Sendable, Equatable {
    /// The name of the piece, or the address of the picture.
    public var name: String
    /// The HTML, or the PNG.
    public var bytes: [UInt8]

    /// Makes an item.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The names of the pieces of the practical in order, where that changed.
  public var order: [String]?
  /// The pieces that changed.
  public var pieces: [Item] = []
  /// The pictures that are new.
  public var pictures: [Item] = []
  /// The addresses of pictures that are gone.
  public var forgotten: [String] = []

  /// Makes an update that changes nothing.
  public init() {}

  /// Whether it changes nothing.
  public var isEmpty: Bool { self == LiveUpdate() }

  /// Writes the update.
  public func encode(into writer: inout WireWriter) {
    writer.write(optional: order) { order, writer in
      writer.write(list: order) { $1.write($0) }
    }
    for items in [pieces, pictures] {
      writer.write(list: items) { item, writer in
        writer.write(item.name)
        writer.write(item.bytes)
      }
    }
    writer.write(list: forgotten) { $1.write($0) }
  }

  /// Reads an update.
  public init(from reader: inout WireReader) throws(WireError) {
    order = try reader.readOptional { reader throws(WireError) in
      try reader.readList { reader throws(WireError) in try reader.readString() }
    }
    pieces = try Self.items(from: &reader)
    pictures = try Self.items(from: &reader)
    forgotten = try reader.readList { reader throws(WireError) in try reader.readString() }
  }

  private static func items(from reader: inout WireReader) throws(WireError) -> [Item] {
    try reader.readList { reader throws(WireError) in
      Item(name: try reader.readString(), bytes: try reader.readBytes())
    }
  }
}
