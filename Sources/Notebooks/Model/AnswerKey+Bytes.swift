import CellChannel
import Checks
import Wire

extension AnswerKey {
  /// The key as bytes, to be kept in a file that only the grader reads.
  public var bytes: [UInt8] {
    var writer = WireWriter()
    writer.write(entries.count)
    for entry in entries {
      writer.write(entry.cell)
      writer.write(entry.name)
      writer.write(entry.expectation)
      writer.write(optional: entry.points) { $1.write($0) }
      writer.write(optional: entry.value) { $1.write($0) }
    }
    return writer.bytes
  }

  /// Reads a key back; nil when the bytes are none.
  public init?(bytes: [UInt8]) {
    var reader = WireReader(bytes)
    do {
      let count = try reader.readInt()
      guard count >= 0, count <= bytes.count else { return nil }
      var entries: [Entry] = []
      for _ in 0..<count {
        let cell = try reader.readString()
        let name = try reader.readString()
        let expectation = try Expectation(from: &reader)
        let points = try reader.readOptional { (reader) throws(WireError) in
          try reader.readDouble()
        }
        let value = try reader.readOptional { (reader) throws(WireError) in
          try CheckValue(from: &reader)
        }
        entries.append(
          Entry(cell: cell, name: name, expectation: expectation, points: points, value: value))
      }
      self.init(entries: entries)
    } catch {
      return nil
    }
  }
}
