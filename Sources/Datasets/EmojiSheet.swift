internal import Tensors

/// The sheet that holds the pictures of all emoji.
struct EmojiSheet {
  /// The pixels of a side of a picture, and the pictures in a row of the sheet.
  static let (side, columns) = (32, 64)
  /// The numbers of a picture.
  static let scalarCount = side * side * 3

  /// For every picture the place of the first that has the same pixels.
  let numbers: [Int]
  private let bytes: [UInt8]

  /// Reads the sheet, row by row of pictures.
  init(path: String, count: Int) throws(DatasetError) {
    let file = try FileContents.read(path, maximumByteCount: 20_000_000)
    let png: DecodedPNG
    do throws(DecodedPNG.Fault) {
      png = try DecodedPNG(file, limits: .init(side: 4096, pixels: 10_000_000))
    } catch {
      throw .damaged(path, "this is no PNG file that can be read: \(error.message)")
    }
    let (width, rows) = (Self.columns * Self.side, (count + Self.columns - 1) / Self.columns)
    guard png.width == width, png.height == rows * Self.side, png.channels == 3 else {
      throw .damaged(
        path,
        "the sheet has \(png.width) × \(png.height) pixels, but should have "
          + "\(width) × \(rows * Self.side) opaque ones")
    }
    bytes = png.bytes
    numbers = Self.numbers(of: png.bytes, count: count)
  }

  /// The place of the first byte of a row of a picture.
  private static func start(_ picture: Int, row: Int) -> Int {
    let (line, column) = (picture / columns, picture % columns)
    return ((line * side + row) * columns + column) * side * 3
  }

  private static func numbers(of bytes: [UInt8], count: Int) -> [Int] {
    var first: [UInt64: [Int]] = [:]
    return (0..<count).map { picture in
      var hash: UInt64 = 0
      for row in 0..<side {
        let start = start(picture, row: row)
        // A few bytes a row tell most pictures apart.
        for place in stride(from: start + row % 5, to: start + side * 3, by: 5) {
          hash = (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01b3
        }
      }
      // Two pictures may have the same hash; only their pixels decide.
      let same = first[hash, default: []].first { other in
        (0..<side).allSatisfy { row in
          let (one, two) = (start(picture, row: row), start(other, row: row))
          return bytes[one..<one + side * 3] == bytes[two..<two + side * 3]
        }
      }
      if let same { return same }
      first[hash, default: []].append(picture)
      return picture
    }
  }

  /// The pictures at some places, numbers from 0 to 1 of shape `[count, 32, 32, 3]`.
  func images(_ places: [Int]) -> Tensor {
    var scalars = [Float](repeating: 0, count: places.count * Self.scalarCount)
    var target = scalars.mutableSpan
    let source = bytes.span
    var next = 0
    for place in places {
      for row in 0..<Self.side {
        let start = Self.start(place, row: row)
        let pixels = source.extracting(start..<start + Self.side * 3)
        for index in pixels.indices { target[next + index] = Float(pixels[index]) / 255 }
        next += pixels.count
      }
    }
    return Tensor(scalars, shape: [places.count, Self.side, Self.side, 3])
  }
}
