import CellChannel
import FileUses
import Foundation
import Plots
import Wire

/// A whole run as it is kept: what it came to, what was shown on the way, and what it read.
struct RunRecord: Equatable {
  /// Something that a cell showed.
  enum Piece: Equatable {
    /// A part of its output.
    case output(String)
    /// A figure, by the path of its plot.
    case figure(String)
  }

  /// A cell that ran.
  struct Step: Equatable {
    /// What was shown, in order.
    var pieces: [Piece] = []
    /// How the cell had ended when it was shown: an exercise can turn out later not to be implemented.
    var status = CellStatus.ok
    var error: CellError?
    /// The files that the cell read.
    var inputs: [InputFile] = []
  }

  /// The key of the run; see ``CellKeys/whole``.
  var key: String
  /// What the run came to.
  var result: RunResult
  /// The cells that ran, by id.
  var steps: [String: Step]
  /// The figures, by the paths of their plots.
  var figures: [String: Figure]
  /// The kernels of the linear algebra.
  var kernels: String?
  /// The programs and libraries that were loaded.
  var programs: [InputFile]
}

extension RunRecord {
  private static let version = "practical run 1"

  /// The record as a file: its checksum, then itself.
  func fileContents() throws -> [UInt8] {
    var writer = WireWriter()
    writer.write(Self.version)
    writer.write(key)
    writer.write(try Self.json(result))
    writer.write(list: steps.sorted { $0.key < $1.key }) { step, writer in
      writer.write(step.key)
      writer.write(list: step.value.pieces) { piece, writer in
        switch piece {
        case .output(let text):
          writer.write(UInt8(0))
          writer.write(text)
        case .figure(let path):
          writer.write(UInt8(1))
          writer.write(path)
        }
      }
      writer.write(step.value.status.rawValue)
      writer.write(optional: step.value.error) { error, writer in
        writer.write(error.kind.rawValue)
        writer.write(error.message)
        writer.write(error.line)
        writer.write(error.column)
      }
      writer.write(list: step.value.inputs) { $1.write($0) }
    }
    writer.write(list: figures.sorted { $0.key < $1.key }) { figure, writer in
      writer.write(figure.key)
      writer.write(figure.value)
    }
    writer.write(optional: kernels) { $1.write($0) }
    writer.write(list: programs) { $1.write($0) }
    return Array(Digest.sha256(writer.bytes).utf8) + writer.bytes
  }

  /// Reads a record back; nil when a byte of it is not as it was written.
  init?(fileContents bytes: [UInt8]) {
    let sumLength = 64
    guard bytes.count > sumLength else { return nil }
    let body = Array(bytes[sumLength...])
    guard Digest.sha256(body) == String(decoding: bytes[..<sumLength], as: UTF8.self) else {
      return nil
    }
    var reader = WireReader(body)
    guard let record = try? Self.read(&reader) else { return nil }
    self = record
  }

  private static func read(_ reader: inout WireReader) throws -> RunRecord {
    guard try reader.readString() == version else { throw WireError.malformed("another version") }
    let key = try reader.readString()
    let result = try JSONDecoder().decode(RunResult.self, from: Data(reader.readBytes()))
    var steps: [String: Step] = [:]
    let pairs = try reader.readList { (reader) throws(WireError) in
      let id = try reader.readString()
      return (id, try readStep(&reader))
    }
    for (id, step) in pairs { steps[id] = step }
    var figures: [String: Figure] = [:]
    let drawn = try reader.readList { (reader) throws(WireError) in
      let path = try reader.readString()
      return (path, try Figure(from: &reader))
    }
    for (path, figure) in drawn { figures[path] = figure }
    let kernels = try reader.readOptional { (reader) throws(WireError) in try reader.readString() }
    return RunRecord(
      key: key, result: result, steps: steps, figures: figures, kernels: kernels,
      programs: try readInputs(&reader))
  }

  private static func readStep(_ reader: inout WireReader) throws(WireError) -> Step {
    let pieces = try reader.readList { (reader) throws(WireError) in
      let isOutput = try reader.readByte() == 0
      let text = try reader.readString()
      return isOutput ? Piece.output(text) : Piece.figure(text)
    }
    guard let status = CellStatus(rawValue: try reader.readString()) else {
      throw .malformed("a status")
    }
    let error = try reader.readOptional { (reader) throws(WireError) in
      guard let kind = CellErrorKind(rawValue: try reader.readString()) else {
        throw .malformed("a kind of error")
      }
      let message = try reader.readString()
      let line = try reader.readInt()
      return CellError(kind: kind, message: message, line: line, column: try reader.readInt())
    }
    return Step(pieces: pieces, status: status, error: error, inputs: try readInputs(&reader))
  }

  private static func readInputs(_ reader: inout WireReader) throws(WireError) -> [InputFile] {
    try reader.readList { (reader) throws(WireError) in try InputFile(from: &reader) }
  }

  private static func json(_ value: some Encodable) throws -> [UInt8] {
    Array(try JSONEncoder().encode(value))
  }
}

extension InputFile: WireCodable {
  /// Appends the input to a frame.
  public func encode(into writer: inout WireWriter) {
    writer.write(FileUse(path: path, kind: kind, stamp: stamp))
    writer.write(optional: checksum) { $1.write($0) }
  }

  /// Reads an input back.
  public init(from reader: inout WireReader) throws(WireError) {
    let use = try FileUse(from: &reader)
    self.init(path: use.path, kind: use.kind, stamp: use.stamp)
    checksum = try reader.readOptional { (reader) throws(WireError) in try reader.readString() }
  }
}
