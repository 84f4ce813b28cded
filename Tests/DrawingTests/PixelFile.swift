import CCairo

@testable import Drawing

extension PixelImage {
  /// The picture of a PNG file, read by Cairo; nil when it is none.
  init?(png: [UInt8]) {
    let file = ByteSource(png)
    let surface = withExtendedLifetime(file) {
      cairo_image_surface_create_from_png_stream(
        { closure, target, count in
          guard let closure, let target else { return CAIRO_STATUS_READ_ERROR }
          let source = Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
          return source.read(into: target, Int(count))
            ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR
        }, Unmanaged.passUnretained(file).toOpaque())
    }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let data = cairo_image_surface_get_data(surface)
    else { return nil }
    self.init(
      width: Int(cairo_image_surface_get_width(surface)),
      height: Int(cairo_image_surface_get_height(surface)), fill: 0)
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    let source = UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self)
    for row in 0..<height {
      for column in 0..<width {
        pixels[row * width + column] = source[row * stride + column] & 0xFFFFFF
      }
    }
  }

  /// The picture at half its size, each pixel the mean of four.
  var halved: PixelImage {
    var half = PixelImage(width: width / 2, height: height / 2, fill: 0)
    for row in 0..<half.height {
      for column in 0..<half.width {
        let first = 2 * row * width + 2 * column
        let four = [first, first + 1, first + width, first + width + 1].map { pixels[$0] }
        var mean: UInt32 = 0
        for shift: UInt32 in [16, 8, 0] {
          mean = mean << 8 | (four.reduce(2) { $0 + ($1 >> shift & 255) } / 4)
        }
        half.pixels[row * half.width + column] = mean
      }
    }
    return half
  }

  /// The picture as a PNG file.
  func png() throws -> [UInt8] {
    let canvas = try Canvas(
      width: Double(width) / Canvas.scale, height: Double(height) / Canvas.scale, background: 0)
    canvas.copy(self, toColumn: 0, row: 0)
    return try canvas.encoded()
  }
}

/// A part of a PNG file.
struct PNGChunk {
  let name: String
  let bytes: [UInt8]

  /// The parts of a file, in order.
  static func all(in file: [UInt8]) -> [PNGChunk] {
    var chunks: [PNGChunk] = []
    var position = 8
    while position + 12 <= file.count {
      let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      guard position + 12 + length <= file.count else { break }
      let start = position + 8
      chunks.append(
        PNGChunk(
          name: String(decoding: file[position + 4..<start], as: UTF8.self),
          bytes: Array(file[start..<start + length])))
      position = start + length + 4
    }
    return chunks
  }
}

/// Bytes that a C function asks for piece by piece.
private final class ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into target: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    guard bytes.count - position >= count else { return false }
    for offset in 0..<count { target[offset] = bytes[position + offset] }
    position += count
    return true
  }
}
