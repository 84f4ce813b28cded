public import Tensors

/// Pictures from PNG files, as tensors.
///
///     let drawing = try Picture.load("drawing.png", as: .gray)      // [height, width, 1]
public enum Picture {
  /// What the numbers of a pixel mean.
  public enum Colors: Sendable, CaseIterable {
    /// One number: 0.299 red + 0.587 green + 0.114 blue, the brightness of ITU-R BT.601.
    case gray
    /// Three numbers: red, green, blue.
    case rgb
  }

  /// Reads a PNG file of any kind.
  ///
  /// Pixels that are transparent lie on white. The values are those that the file stores, which are about even steps
  /// for the eye (sRGB), divided by 255.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - colors: Whether a pixel is one number or three.
  /// - Returns: Numbers from 0 to 1 of shape `[height, width, 1]` or `[height, width, 3]`.
  /// - Throws: A ``DatasetError`` when the file is missing, is no whole PNG file, has more than 100 MB,
  ///   or the picture has more than 50 million pixels or 20,000 in a row or a column.
  public static func load(
    _ path: String, as colors: Colors = .rgb
  ) throws(DatasetError) -> Tensor {
    let png = try decode(path)
    switch colors {
    case .rgb:
      return Tensor(
        over(png, paper: 255), shape: [png.height, png.width, 3])
    case .gray:
      return Tensor(brightness(of: over(png, paper: 255)), shape: [png.height, png.width, 1])
    }
  }

  /// Reads a file that a person chose: what is wrong with it is theirs to mend.
  static func decode(_ path: String) throws(DatasetError) -> DecodedPNG {
    let limits = DecodedPNG.Limits()
    let bytes: [UInt8]
    do throws(DatasetError) {
      bytes = try FileContents.read(path, maximumByteCount: limits.bytes)
    } catch {
      throw DatasetError(
        path: path, message: error.message,
        help: "give the path of a PNG file; a relative one begins where `practical` was started")
    }
    do throws(DecodedPNG.Fault) {
      return try DecodedPNG(bytes, limits: limits)
    } catch {
      throw DatasetError(
        path: path, message: "this is no PNG file that can be read: \(error.message)",
        help: "open it in a drawing program and export it as PNG")
    }
  }

  /// The colours on paper of one brightness, three numbers from 0 to 1 a pixel.
  static func over(_ png: DecodedPNG, paper: Int) -> [Float] {
    guard png.channels == 4 else { return png.bytes.map { Float($0) / 255 } }
    var values: [Float] = []
    values.reserveCapacity(png.width * png.height * 3)
    for place in stride(from: 0, to: png.bytes.count, by: 4) {
      let opacity = Int(png.bytes[place + 3])
      for channel in 0..<3 {
        let mixed = Int(png.bytes[place + channel]) * opacity + paper * (255 - opacity)
        values.append(Float(mixed) / 65025)
      }
    }
    return values
  }

  /// The brightness of colours, one number for three.
  static func brightness(of colors: [Float]) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(colors.count / 3)
    for place in stride(from: 0, to: colors.count, by: 3) {
      let (red, green, blue) = (colors[place], colors[place + 1], colors[place + 2])
      values.append(min(1, 0.299 * red + 0.587 * green + 0.114 * blue))
    }
    return values
  }
}
