import Wire

/// What the runner asks of the host of the cells.
public enum HostCommand: Sendable, Equatable {
  /// Load a compiled module of cells.
  case load(path: String)
  /// Run one cell.
  case run(CellInvocation)
  /// End the process, which is the one that waits for commands.
  case quit
  /// Say that this process is the one that waits for commands, with this number.
  case identify(Int)
}

/// One cell to be run, and within which bounds.
public struct CellInvocation: Sendable, Equatable {
  /// The cell's id.
  public var id: String
  /// The cell's number in the file, from 0.
  public var index: Int
  /// The compiled modules to load for the cell, in order; those before them are loaded.
  public var libraries: [String]
  /// The name of the exported function that runs the cell.
  public var symbol: String
  /// What the random generator starts from, already mixed with the cell's id.
  public var seed: UInt64
  /// What `gradingSeed` gives.
  public var gradingSeed: UInt64
  /// The longest that each check of the cell may take, in seconds.
  public var checkTimeout: Double
  /// The most private memory that the process may hold, in bytes.
  public var memoryLimit: Int
  /// The values that `setting(_:default:)` reads.
  public var settings: [String: String]
  /// Whether the state before the cell is kept once the cell has ended well.
  public var keepsSnapshot: Bool
  /// Whether the copy that ran the cell ends with it, and what it changed is gone.
  public var isThrownAway: Bool

  /// Makes an invocation.
  public init(
    id: String, index: Int, libraries: [String] = [], symbol: String, seed: UInt64,
    gradingSeed: UInt64, checkTimeout: Double, memoryLimit: Int, settings: [String: String],
    keepsSnapshot: Bool, isThrownAway: Bool = false
  ) {
    self.id = id
    self.index = index
    self.libraries = libraries
    self.symbol = symbol
    self.seed = seed
    self.gradingSeed = gradingSeed
    self.checkTimeout = checkTimeout
    self.memoryLimit = memoryLimit
    self.settings = settings
    self.keepsSnapshot = keepsSnapshot
    self.isThrownAway = isThrownAway
  }
}

extension CellInvocation: WireCodable {
  /// Appends the invocation to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(id)
    writer.write(index)
    writer.write(list: libraries) { $1.write($0) }
    writer.write(symbol)
    writer.write(seed)
    writer.write(gradingSeed)
    writer.write(checkTimeout)
    writer.write(memoryLimit)
    writer.write(list: settings.sorted { $0.key < $1.key }) {
      $1.write($0.key)
      $1.write($0.value)
    }
    writer.write(keepsSnapshot)
    writer.write(isThrownAway)
  }

  /// Reads an invocation back.
  public init(from reader: inout WireReader) throws(WireError) {
    id = try reader.readString()
    index = try reader.readInt()
    libraries = try reader.readList { (reader) throws(WireError) in try reader.readString() }
    symbol = try reader.readString()
    seed = try reader.readUInt64()
    gradingSeed = try reader.readUInt64()
    checkTimeout = try reader.readDouble()
    memoryLimit = try reader.readInt()
    settings = [:]
    let pairs = try reader.readList { (reader) throws(WireError) in
      let key = try reader.readString()
      return (key, try reader.readString())
    }
    for (key, value) in pairs { settings[key] = value }
    keepsSnapshot = try reader.readBool()
    isThrownAway = try reader.readBool()
  }
}

extension HostCommand: WireCodable {
  /// Appends the command to a frame.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .load(let path):
      writer.write(UInt8(0))
      writer.write(path)
    case .run(let invocation):
      writer.write(UInt8(1))
      writer.write(invocation)
    case .quit: writer.write(UInt8(2))
    case .identify(let number):
      writer.write(UInt8(3))
      writer.write(number)
    }
  }

  /// Reads a command back.
  public init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = .load(path: try reader.readString())
    case 1: self = .run(try CellInvocation(from: &reader))
    case 2: self = .quit
    case 3: self = .identify(try reader.readInt())
    case let tag: throw .malformed("command tag \(tag)")
    }
  }
}
