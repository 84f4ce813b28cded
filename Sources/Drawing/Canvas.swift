import CCairo
import CPNGWriter

/// Why a figure could not be drawn.
public enum DrawingError: Error, Equatable {
  /// There was no memory for the pixels.
  case outOfMemory
}

/// A picture being drawn, in points; two pixels of the picture make a point, for sharp screens.
final class Canvas {
  /// Pixels a point.
  static let scale = 2.0

  let width: Int
  let height: Int
  let context: OpaquePointer
  private let surface: OpaquePointer
  /// Pixels from one row to the next.
  let stride: Int
  private let storage: UnsafeMutablePointer<UInt32>
  /// The pixels of markers used so far; series often share them.
  var stamps: [Stamp: [[UInt32]]] = [:]
  /// How many markers are kept, a megabyte each at most.
  static let stampLimit = 32
  /// What is drawn, written down a second time as the elements of an SVG picture; nil where nobody asks for it.
  var vectors: VectorRecording?

  /// Makes an empty picture of a size in points.
  init(width: Double, height: Double, background: PixelColor) throws(DrawingError) {
    self.width = max(1, Int((width * Self.scale).rounded()))
    self.height = max(1, Int((height * Self.scale).rounded()))
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(self.width), Int32(self.height))
    context = cairo_create(surface)
    guard cairo_status(context) == CAIRO_STATUS_SUCCESS,
      let data = cairo_image_surface_get_data(surface)
    else {
      cairo_destroy(context)
      cairo_surface_destroy(surface)
      throw .outOfMemory
    }
    storage = UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self)
    stride = Int(cairo_image_surface_get_stride(surface)) / 4
    cairo_scale(context, Self.scale, Self.scale)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    useFont()
    fill(Rectangle(x: 0, y: 0, width: width, height: height), background)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Runs drawing that does not reach beyond a rectangle.
  func clipped(to rectangle: Rectangle, _ draw: () -> Void) {
    cairo_save(context)
    addRectangle(rectangle)
    cairo_clip(context)
    vectors?.beginClip(to: rectangle)
    draw()
    vectors?.endClip()
    cairo_restore(context)
  }

  /// Reads and changes the pixels, 0x??RRGGBB each.
  func withPixels<Result>(_ body: (UnsafeMutablePointer<UInt32>) -> Result) -> Result {
    cairo_surface_flush(surface)
    defer { cairo_surface_mark_dirty(surface) }
    return body(storage)
  }

  /// The picture as a PNG file, with its name and what it shows in words.
  func encoded(title: String = "", description: String = "") throws(DrawingError) -> [UInt8] {
    // 72 points an inch.
    let density = UInt32((72 * Self.scale / 0.0254).rounded())
    let bytes: [UInt8]? = withPixels { pixels in
      var bytes: UnsafeMutablePointer<UInt8>?
      var count = 0
      guard
        png_writer_encode(
          pixels, width, height, stride, density, title, description, &bytes, &count) == 0,
        let bytes
      else { return nil }
      defer { png_writer_free(bytes) }
      return Array(UnsafeBufferPointer(start: bytes, count: count))
    }
    guard let bytes else { throw .outOfMemory }
    return bytes
  }
}
