import CPNGReader
import Tensors
import Testing

@testable import Datasets

private func expectSameType<T>(_: T, _: T) {}

struct PictureTests {
  private func load(
    _ bytes: [UInt8], as colors: Picture.Colors = .rgb
  ) throws -> Tensor {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "picture.png")
    return try Picture.load(folder.path + "/picture.png", as: colors)
  }

  @Test func readsEveryKind() throws {
    let gray = try load(PNGMaker(width: 2, height: 1).file([[0, 51]]))
    #expect(gray.shape == [1, 2, 3])
    #expect(gray.scalars == [0, 0, 0, 0.2, 0.2, 0.2])
    let bits = try load(
      PNGMaker(width: 3, height: 2, depth: 1).file([[0b1010_0000], [0]]), as: .gray)
    #expect(bits.shape == [2, 3, 1])
    #expect(bits.scalars == [1, 0, 1, 0, 0, 0])
    let wide = try load(PNGMaker(width: 2, height: 1, depth: 16).file([[0x33, 0x33, 0xFF, 0xFF]]))
    #expect(wide.scalars == [0.2, 0.2, 0.2, 1, 1, 1])
    let color = try load(PNGMaker(width: 1, height: 1, kind: 2).file([[255, 51, 0]]))
    #expect(color.scalars == [1, 0.2, 0])
    let palette = PNGMaker(
      width: 2, height: 1, kind: 3, extra: [("PLTE", [255, 0, 0, 0, 0, 255])])
    #expect(try load(palette.file([[1, 0]])).scalars == [0, 0, 1, 1, 0, 0])
  }

  @Test func laysTransparentPixelsOnWhite() throws {
    let shades = PNGMaker(width: 3, height: 1, kind: 6)
      .file([[0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 51]])
    let scalars = try load(shades).scalars
    for (found, expected) in zip(scalars, [1, 1, 1, 0, 0, 0, 1, 0.8, 0.8] as [Float]) {
      #expect(abs(found - expected) < 1e-6)
    }
    let palette = PNGMaker(
      width: 2, height: 1, kind: 3,
      extra: [("PLTE", [255, 0, 0, 0, 0, 255]), ("tRNS", [0])])
    #expect(try load(palette.file([[1, 0]])).scalars == [0, 0, 1, 1, 1, 1])
  }

  @Test func weighsColours() throws {
    let file = PNGMaker(width: 4, height: 1, kind: 2)
      .file([[255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]])
    let scalars = try load(file, as: .gray).scalars
    for (found, expected) in zip(scalars, [0.299, 0.587, 0.114, 1] as [Float]) {
      #expect(abs(found - expected) < 1e-6)
    }
  }

  @Test(arguments: [
    ([], "it is empty"),
    (Array("GIF89a".utf8), "it does not begin like a PNG file"),
    (Array(PNGMaker(width: 1, height: 1).file([[7]]).dropLast(5)), "the file is cut off"),
    (
      PNGMaker(width: 60000, height: 60000).file([[7]]),
      "it has 60000 × 60000 pixels; 20000 a side and 50000000 in all are read"
    ),
    (
      PNGMaker(width: 10000, height: 10000).file([[7]]),
      "it has 10000 × 10000 pixels; 20000 a side and 50000000 in all are read"
    ),
    (PNGMaker(width: 0, height: 1).file([]), "Invalid IHDR data"),
    (PNGMaker(width: 9, height: 9).file([[7]]), "Not enough image data"),
  ])
  func refusesWhatIsNoPicture(_ bytes: [UInt8], reason: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "picture.png")
    let path = folder.path + "/picture.png"
    #expect {
      try Picture.load(path)
    } throws: { error in
      "\(error)" == """
        \(path): this is no PNG file that can be read: \(reason)
          help: open it in a drawing program and export it as PNG
        """
    }
  }

  @Test func saysThatAFileIsMissing() {
    #expect {
      try Picture.load("none.png")
    } throws: { error in
      "\(error)" == """
        none.png: the file is missing
          help: give the path of a PNG file; a relative one begins where `practical` was started
        """
    }
  }

  @Test func noticesEveryChangedByte() throws {
    let intact = PNGMaker(width: 4, height: 2, kind: 2).file([
      [UInt8](repeating: 9, count: 12), [UInt8](repeating: 200, count: 12),
    ])
    _ = try DecodedPNG(intact)
    for place in intact.indices {
      var bytes = intact
      bytes[place] ^= 0x10
      #expect(throws: DecodedPNG.Fault.self) { try DecodedPNG(bytes) }
      #expect(throws: DecodedPNG.Fault.self) { try DecodedPNG(Array(intact[..<place])) }
    }
  }

  /// Wrong contents with right checksums reach libpng.
  @Test func hostileFilesNeverTrap() {
    var generator = SystemRandomNumberGenerator()
    let kinds: [(UInt8, UInt8)] = [
      (0, 8), (2, 8), (3, 8), (4, 8), (6, 8), (0, 16), (3, 2), (6, 16),
    ]
    var (read, refused) = (0, 0)
    for round in 0..<4000 {
      let (kind, depth) = kinds[round % kinds.count]
      func random(_ limit: Int) -> [UInt8] {
        (0..<Int.random(in: 0...limit, using: &generator)).map { _ in .random(in: 0...255) }
      }
      let names = ["PLTE", "tRNS", "gAMA", "iCCP", "cHRM", "sBIT", "zTXt", "bKGD", "IDAT", "IHDR"]
      var maker = PNGMaker(
        width: .random(in: 1...6), height: .random(in: 1...6), depth: depth, kind: kind)
      if kind == 3 { maker.extra.append(("PLTE", [UInt8](repeating: 7, count: 768))) }
      for _ in 0..<Int.random(in: 0...2) {
        maker.extra.append((names.randomElement() ?? "tEXt", random(40)))
      }
      let file = maker.file((0..<maker.height).map { _ in random(60) })
      do throws(DecodedPNG.Fault) {
        let png = try DecodedPNG(file)
        #expect(png.bytes.count == png.width * png.height * png.channels)
        read += 1
      } catch {
        #expect(!error.message.isEmpty)
        refused += 1
      }
    }
    #expect(read > 0 && refused > 0)
  }

  @Test("Declarations agree with the header")
  func declarations() {
    expectSameType(pngReaderMeasure, png_reader_measure)
    expectSameType(pngReaderDecode, png_reader_decode)
    #expect(PNG_READER_MESSAGE_SIZE == 96)
  }
}
