import Foundation
import Testing

@testable import Notebooks

@Suite("Names that a library takes from elsewhere")
struct DynamicSymbolsTests {
  /// A small library that every process with Swift in it has loaded.
  private static func library() throws -> String {
    let file = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
    let maps = String(decoding: try #require(try file.readToEnd()), as: UTF8.self)
    let line = try #require(maps.split(separator: "\n").first { $0.contains("/libgcc_s") })
    return String(line[try #require(line.firstIndex(of: "/"))...])
  }

  @Test func definedAndUndefinedNames() throws {
    let symbols = try #require(DynamicSymbols(path: try Self.library()))
    #expect(symbols.defined.isSuperset(of: ["_Unwind_Resume", "_Unwind_Backtrace"]))
    #expect(symbols.undefined.contains("malloc"))
    #expect(symbols.defined.isDisjoint(with: symbols.undefined))
    let few = try #require(
      DynamicSymbols(path: try Self.library(), wanted: ["_Unwind_Resume", "system"]))
    #expect(few.defined == ["_Unwind_Resume"])
  }

  @Test func damagedFilesAreRefusedOrReadWithoutHarm() throws {
    let whole = Array(try Data(contentsOf: URL(filePath: try Self.library())))
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    func read(_ bytes: [UInt8]) throws -> DynamicSymbols? {
      try Data(bytes).write(to: file)
      return DynamicSymbols(path: file.path)
    }
    #expect(try read([]) == nil)
    #expect(try read(Array("no library".utf8)) == nil)
    for length in [4, 40, 63, 64, 100, whole.count / 2] {
      #expect(try read(Array(whole.prefix(length))) == nil)
    }
    var generator = SystemRandomNumberGenerator()
    let sections = whole[40..<48].reversed().reduce(0) { $0 << 8 | Int($1) }
    let places = Array(0..<64) + Array(sections..<whole.count)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<3 {
        if let place = places.randomElement(using: &generator) {
          bytes[place] = UInt8.random(in: 0...255, using: &generator)
        }
      }
      _ = try read(bytes)
    }
    #expect(DynamicSymbols(path: "/no/such/file") == nil)
    #expect(DynamicSymbols(path: "/tmp") == nil)
  }
}
