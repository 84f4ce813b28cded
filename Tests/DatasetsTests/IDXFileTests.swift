import Testing

@testable import Datasets

struct IDXFileTests {
  private let grid: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]

  @Test func readsAGrid() throws {
    let file = try IDXFile(parsing: grid, path: "grid", rank: 2)
    #expect(file.dimensions == [2, 3])
    #expect(file.values == [1, 2, 3, 4, 5, 6])
  }

  @Test func readsSizesAboveOneByte() throws {
    let bytes: [UInt8] = [0, 0, 8, 1, 0, 1, 0, 2] + [UInt8](repeating: 7, count: 65538)
    #expect(try IDXFile(parsing: bytes, path: "long", rank: 1).values.count == 65538)
  }

  @Test(
    arguments: [
      ([], "the file has 0 bytes, too few for an IDX header"),
      ([0, 0, 8, 2, 0, 0, 0], "the file has 7 bytes, too few for an IDX header"),
      (
        [0, 0, 8, 1, 0, 0, 0, 2, 0, 0, 0, 3],
        "the file does not begin like an IDX file of bytes with 2 dimensions"
      ),
      (
        [0, 0, 13, 2, 0, 0, 0, 2, 0, 0, 0, 3],
        "the file does not begin like an IDX file of bytes with 2 dimensions"
      ),
      (
        [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5],
        "the header announces 2 × 3 bytes, but 5 follow it"
      ),
      (
        [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7],
        "the header announces 2 × 3 bytes, but 7 follow it"
      ),
      (
        [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255],
        "the header announces 4294967295 × 4294967295 bytes, but 0 follow it"
      ),
    ] as [([UInt8], String)])
  func refusesDamagedFiles(_ bytes: [UInt8], message: String) {
    #expect(throws: DatasetError.damaged("sets/toy/grid", message)) {
      try IDXFile(parsing: bytes, path: "sets/toy/grid", rank: 2)
    }
  }
}
