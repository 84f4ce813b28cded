import Testing

@testable import Datasets

/// Damaged contents give a value or a `DatasetError`, never a trap.
struct MutationTests {
  /// A small generator of its own, so that a failure comes again.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64 = 389

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Changes, inserts, removes or cuts off bytes in a few places.
  private func mutated(_ bytes: [UInt8], with generator: inout Generator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      let place = bytes.indices.randomElement(using: &generator) ?? 0
      let byte = Array(",\n\r\"-.e0\u{0}".utf8).randomElement(using: &generator) ?? 0
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] = byte
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.insert(byte, at: place)
      case 3: bytes.remove(at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  @Test func tablesNeverTrap() {
    let format = CSVFormat(
      columns: [.init(name: "a"), .init(name: "label", codes: 0...1)], rowCount: 3)
    let intact = Array("a,label\n1.5,0\n-2e3,1\n7,0\n".utf8)
    var generator = Generator()
    for _ in 0..<20_000 {
      let bytes = mutated(intact, with: &generator)
      do throws(DatasetError) {
        let table = try CSVTable(parsing: bytes, path: "toy.csv", as: format)
        #expect(table.values.count == 6)
      } catch {
        #expect(bytes.isEmpty || (error.line != nil && error.column != nil))
      }
    }
  }

  @Test func gridsNeverTrap() {
    let intact: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]
    var generator = Generator()
    for _ in 0..<20_000 {
      let bytes = mutated(intact, with: &generator)
      if let file = try? IDXFile(parsing: bytes, path: "grid", rank: 2) {
        #expect(file.dimensions.reduce(1, *) == file.values.count)
      }
    }
  }
}
