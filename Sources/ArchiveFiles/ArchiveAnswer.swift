import Wire

/// What the program `practical-archiver` is asked for: its one argument.
public enum ArchiveTask: String, Sendable, CaseIterable {
  /// To read a student's archive from standard input.
  case readSubmission = "read-submission"
  /// To read the archive of a class from standard input.
  case readClass = "read-class"
  /// To write a zip archive of the files that it finds, encoded, on standard input.
  case write

  /// The limits of what is read.
  public var limits: ArchiveLimits { self == .readClass ? .wholeClass : .submission }
}

/// What the program `practical-archiver` answers on standard output.
public enum ArchiveAnswer: Sendable, Equatable, WireCodable {
  /// What is in the archive.
  case contents(ArchiveContents)
  /// The bytes of the archive that was written.
  case written([UInt8])
  /// Why there is neither.
  case fault(ArchiveFault)

  /// Writes the answer.
  public func encode(into writer: inout WireWriter) {
    switch self {
    case .contents(let contents):
      writer.write(UInt8(0))
      writer.write(contents)
    case .written(let bytes):
      writer.write(UInt8(1))
      writer.write(bytes)
    case .fault(let fault):
      writer.write(UInt8(2))
      writer.write(fault)
    }
  }

  /// Reads an answer.
  public init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = .contents(try ArchiveContents(from: &reader))
    case 1: self = .written(try reader.readBytes())
    case 2: self = .fault(try ArchiveFault(from: &reader))
    case let tag: throw .malformed("archive answer \(tag)")
    }
  }
}
