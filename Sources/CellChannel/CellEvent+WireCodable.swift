import Checks
import FileUses
import Plots
import Wire

extension CellEvent: WireCodable {
  /// Appends the event to a frame.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .loaded(let kernels):
      writer.write(UInt8(0))
      writer.write(kernels)
    case .loadFailed(let reason):
      writer.write(UInt8(1))
      writer.write(reason)
    case .cellStarted(let processID):
      writer.write(UInt8(2))
      writer.write(processID)
    case .cellFinished(let seconds, let peakMemory):
      writer.write(UInt8(3))
      writer.write(seconds)
      writer.write(peakMemory)
    case .cellDied(let end):
      writer.write(UInt8(4))
      writer.write(end)
    case .failure(let failure):
      writer.write(UInt8(5))
      writer.write(failure)
    case .identified(let number, let processID):
      writer.write(UInt8(13))
      writer.write(number)
      writer.write(processID)
    case .figure(let figure):
      writer.write(UInt8(6))
      writer.write(figure)
    case .progress(let report):
      writer.write(UInt8(8))
      writer.write(report.label)
      writer.write(report.done)
      writer.write(report.total)
    case .checkStarted(let report):
      writer.write(UInt8(9))
      writer.write(report)
    case .checkObserved(let name, let value):
      writer.write(UInt8(10))
      writer.write(name)
      writer.write(value)
    case .checkDied(let name, let end):
      writer.write(UInt8(11))
      writer.write(name)
      writer.write(end)
    case .fileUsed(let use):
      writer.write(UInt8(12))
      writer.write(use)
    }
  }

  /// Reads an event back.
  public init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = .loaded(kernels: try reader.readString())
    case 1: self = .loadFailed(try reader.readString())
    case 2: self = .cellStarted(processID: try reader.readInt())
    case 3:
      let seconds = try reader.readDouble()
      self = .cellFinished(seconds: seconds, peakMemory: try reader.readInt())
    case 4: self = .cellDied(try ProcessEnd(from: &reader))
    case 5: self = .failure(try CellFailure(from: &reader))
    case 6: self = .figure(try Figure(from: &reader))
    case 8:
      let label = try reader.readString()
      let done = try reader.readInt()
      self = .progress(ProgressReport(label: label, done: done, total: try reader.readInt()))
    case 9: self = .checkStarted(try CheckReport(from: &reader))
    case 10:
      let name = try reader.readString()
      self = .checkObserved(name: name, value: try CheckValue(from: &reader))
    case 11:
      let name = try reader.readString()
      self = .checkDied(name: name, try ProcessEnd(from: &reader))
    case 12: self = .fileUsed(try FileUse(from: &reader))
    case 13:
      let number = try reader.readInt()
      self = .identified(number: number, processID: try reader.readInt())
    case let tag: throw .malformed("event tag \(tag)")
    }
  }
}

extension ProcessEnd: WireCodable {
  /// Appends the end to a frame.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .exited(let status):
      writer.write(UInt8(0))
      writer.write(status)
    case .signaled(let signal):
      writer.write(UInt8(1))
      writer.write(signal)
    case .timedOut: writer.write(UInt8(2))
    }
  }

  /// Reads an end back.
  public init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = .exited(try reader.readInt())
    case 1: self = .signaled(try reader.readInt())
    case 2: self = .timedOut
    case let tag: throw .malformed("process end tag \(tag)")
    }
  }
}

extension CellFailure: WireCodable {
  /// Appends the failure to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(kind.rawValue)
    writer.write(message)
    writer.write(file)
    writer.write(line)
    writer.write(list: frames) {
      $1.write($0.file)
      $1.write($0.offset)
    }
  }

  /// Reads a failure back.
  public init(from reader: inout WireReader) throws(WireError) {
    let tag = try reader.readByte()
    guard let kind = Kind(rawValue: tag) else { throw .malformed("failure tag \(tag)") }
    let message = try reader.readString()
    let file = try reader.readString()
    let line = try reader.readInt()
    let frames = try reader.readList { (reader) throws(WireError) in
      let file = try reader.readString()
      return StackFrame(file: file, offset: try reader.readUInt64())
    }
    self.init(kind: kind, message: message, file: file, line: line, frames: frames)
  }
}

extension CheckReport: WireCodable {
  /// Appends the report to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(name)
    writer.write(expectation)
    writer.write(optional: points) { $1.write($0) }
    writer.write(line)
  }

  /// Reads a report back.
  public init(from reader: inout WireReader) throws(WireError) {
    name = try reader.readString()
    expectation = try Expectation(from: &reader)
    points = try reader.readOptional { (reader) throws(WireError) in try reader.readDouble() }
    line = try reader.readInt()
  }
}
