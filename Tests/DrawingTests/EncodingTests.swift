import CCairo
import Plots
import Testing

@testable import Drawing

struct EncodingTests {
  @Test(arguments: [
    Figure(title: "colour").scatter(0..<200, 0..<200).line([1, 5]),
    Figure().size(width: 100, height: 80),
    Figure().images(ImageValues(count: 1, height: 1, width: 2, channels: 1, values: [0, 1])),
  ])
  func filesHoldTheDrawnPixels(figure: Figure) throws {
    let canvas = try FigureRenderer().canvas(of: figure)
    let file = ByteSource(try canvas.encoded())
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
    #expect(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    #expect(Int(cairo_image_surface_get_width(surface)) == canvas.width)
    #expect(Int(cairo_image_surface_get_height(surface)) == canvas.height)
    let data = try #require(cairo_image_surface_get_data(surface))
    let stride = Int(cairo_image_surface_get_stride(surface)) / 4
    let pixels = UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self)
    let differences = canvas.withPixels { drawn in
      (0..<canvas.height).reduce(0) { sum, row in
        sum
          + (0..<canvas.width).count { column in
            drawn[row * canvas.stride + column] & 0xFFFFFF
              != pixels[row * stride + column] & 0xFFFFFF
          }
      }
    }
    #expect(differences == 0)
  }

  @Test func aPointIsTwoPixels() throws {
    let file = try FigureRenderer().png(Figure().line([1, 2]))
    #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(Array(file[16..<24]) == [0, 0, 5, 0, 0, 0, 3, 32])
  }

  @Test func equalFiguresMakeEqualFiles() throws {
    let figure = Figure(title: "again").scatter(0..<50, 0..<50, label: "x")
    #expect(try FigureRenderer().png(figure) == FigureRenderer().png(figure))
    #expect(try FigureRenderer(theme: .dark).png(figure) != FigureRenderer().png(figure))
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
