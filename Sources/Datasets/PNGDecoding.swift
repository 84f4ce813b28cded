// The C functions of CPNGReader, declared here by hand: importing their module would make every client
// of the kit need its module map. A test compares these declarations with the header.

@_extern(c, "png_reader_measure")
internal func pngReaderMeasure(
  _ bytes: UnsafePointer<UInt8>, _ count: Int, _ width: UnsafeMutablePointer<Int>,
  _ height: UnsafeMutablePointer<Int>, _ isTransparent: UnsafeMutablePointer<Bool>,
  _ message: UnsafeMutablePointer<UInt8>
) -> Bool

@_extern(c, "png_reader_decode")
internal func pngReaderDecode(
  _ bytes: UnsafePointer<UInt8>, _ count: Int, _ channels: Int,
  _ out: UnsafeMutablePointer<UInt8>, _ outCount: Int, _ message: UnsafeMutablePointer<UInt8>
) -> Bool

/// The pixels of a PNG file, 8 bits a channel.
struct DecodedPNG: Equatable {
  /// Why bytes are no PNG file that can be read.
  struct Fault: Error, Equatable {
    var message: String
  }

  /// What a file may ask for at most.
  struct Limits {
    var bytes = 100_000_000
    var side = 20_000
    var pixels = 50_000_000
  }

  let width: Int
  let height: Int
  /// 3 for red, green and blue, 4 when opacity follows.
  let channels: Int
  /// The rows from top to bottom, each from left to right: `height * width * channels` bytes.
  let bytes: [UInt8]

  /// Decodes a whole file. Nothing is allocated for the pixels before the size was compared with the limits.
  init(_ file: [UInt8], limits: Limits = Limits()) throws(Fault) {
    guard file.count <= limits.bytes else {
      throw Fault(
        message: "it has \(file.count) bytes, more than the \(limits.bytes) that are read")
    }
    guard !file.isEmpty else { throw Fault(message: "it is empty") }
    var (width, height, isTransparent) = (0, 0, false)
    var message = [UInt8](repeating: 0, count: 96)
    guard
      unsafe pngReaderMeasure(file, file.count, &width, &height, &isTransparent, &message)
    else { throw Fault(message) }
    guard width <= limits.side, height <= limits.side, width * height <= limits.pixels else {
      throw Fault(
        message: "it has \(width) × \(height) pixels; \(limits.side) a side and "
          + "\(limits.pixels) in all are read")
    }
    let channels = isTransparent ? 4 : 3
    var bytes = [UInt8](repeating: 0, count: width * height * channels)
    guard
      unsafe pngReaderDecode(file, file.count, channels, &bytes, bytes.count, &message)
    else { throw Fault(message) }
    (self.width, self.height, self.channels, self.bytes) = (width, height, channels, bytes)
  }
}

extension DecodedPNG.Fault {
  fileprivate init(_ message: [UInt8]) {
    self.init(message: String(decoding: message.prefix { $0 != 0 }, as: UTF8.self))
  }
}
