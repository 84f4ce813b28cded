import Foundation

/// The names that a shared library offers to others and takes from others, read from its file.
///
/// Nothing in the file is believed: an offset outside it ends the reading, and there is no result.
struct DynamicSymbols: Sendable, Equatable {
  /// The names that the library defines.
  private(set) var defined: Set<String> = []
  /// The names that it needs from elsewhere.
  private(set) var undefined: Set<String> = []

  /// Reads a file in the format ELF, of 64 bits and with the lowest byte first.
  ///
  /// - Parameters:
  ///   - path: the path of the library.
  ///   - wanted: the names to keep of those that are defined; nil keeps all.
  init?(path: String, wanted: Set<String>? = nil) {
    guard
      let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    else { return nil }
    let symbols = data.withUnsafeBytes { bytes in
      Self.read(ElfBytes(bytes: bytes), wanted: wanted)
    }
    guard let symbols else { return nil }
    self = symbols
  }

  private init() {}

  private static func read(_ file: ElfBytes, wanted: Set<String>?) -> DynamicSymbols? {
    // The identification: the magic number, 64 bits, lowest byte first.
    guard file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]),
      let sectionTable = file.number(at: 40, bytes: 8),
      let sectionSize = file.number(at: 58, bytes: 2), sectionSize >= 64,
      let sectionCount = file.number(at: 60, bytes: 2)
    else { return nil }
    for index in 0..<sectionCount {
      let header = sectionTable + index * sectionSize
      guard let type = file.number(at: header + 4, bytes: 4) else { return nil }
      guard type == dynamicSymbolsType else { continue }
      guard let names = file.number(at: header + 40, bytes: 4), names < sectionCount,
        let table = file.section(at: header),
        let text = file.section(at: sectionTable + names * sectionSize)
      else { return nil }
      return read(file, table: table, text: text, wanted: wanted)
    }
    return nil
  }

  private static let dynamicSymbolsType = 11
  private static let symbolSize = 24

  private static func read(
    _ file: ElfBytes, table: Range<Int>, text: Range<Int>, wanted: Set<String>?
  ) -> DynamicSymbols? {
    var symbols = DynamicSymbols()
    for entry in stride(from: table.lowerBound, to: table.upperBound, by: symbolSize) {
      guard let name = file.number(at: entry, bytes: 4),
        let section = file.number(at: entry + 6, bytes: 2)
      else { return nil }
      if name == 0 { continue }
      guard name < text.count,
        let string = file.string(at: text.lowerBound + name, before: text.upperBound)
      else { return nil }
      if section == 0 {
        symbols.undefined.insert(string)
      } else if wanted?.contains(string) ?? true {
        symbols.defined.insert(string)
      }
    }
    return symbols
  }
}

/// The bytes of a file, each access within its bounds.
private struct ElfBytes {
  let bytes: UnsafeRawBufferPointer

  func starts(with prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }

  /// An unsigned number; nil outside the file, and where it is too large for a place in a file.
  func number(at offset: Int, bytes count: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - count else { return nil }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    return value < 1 << 40 ? Int(value) : nil
  }

  /// Where the contents of the section with this header are.
  func section(at header: Int) -> Range<Int>? {
    guard let start = number(at: header + 24, bytes: 8),
      let size = number(at: header + 32, bytes: 8), start + size <= bytes.count
    else { return nil }
    return start..<(start + size)
  }

  /// The text from a place up to the next byte 0.
  func string(at start: Int, before end: Int) -> String? {
    let part = bytes[start..<end]
    guard let stop = part.firstIndex(of: 0) else { return nil }
    return String(decoding: bytes[start..<stop], as: UTF8.self)
  }
}
