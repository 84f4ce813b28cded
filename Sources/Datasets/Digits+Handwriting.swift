public import Tensors

extension Digits {
  /// Reads a digit that somebody drew or photographed, and makes it look like one of MNIST's.
  ///
  ///     let mine = try Digits.handwriting("my-seven.png")
  ///     let scores = network(mine)
  ///
  /// The picture may have any size, and be dark on bright or bright on dark; it should show one digit on plain,
  /// evenly lit paper, clear of the edges. What is done to it is what MNIST's makers did: the digit is cut out, scaled with antialiasing so
  /// that its longer side has 20 pixels, and laid into 28 × 28 so that its centre of mass is in the middle.
  ///
  /// **Source:** Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-Based Learning Applied to Document Recognition,
  /// Proceedings of the IEEE 86(11), 1998, section III.A.
  ///
  /// - Parameter path: The path of a PNG file.
  /// - Returns: The picture, 0 for paper and 1 for ink, of shape `[1, 28, 28, 1]`.
  /// - Throws: A ``DatasetError`` when the file cannot be read (see ``Picture/load(_:as:)``) or nothing is on it.
  public static func handwriting(_ path: String) throws(DatasetError) -> Tensor {
    let png = try Picture.decode(path)
    // White strokes on nothing are not seen on white paper; then black paper shows them.
    for paper in png.channels == 4 ? [255, 0] : [255] {
      let picture = GrayPlane(
        height: png.height, width: png.width,
        values: Picture.brightness(of: Picture.over(png, paper: paper)))
      guard let digit = digit(in: picture) else { continue }
      return Tensor(digit.values, shape: [1, digit.height, digit.width, 1])
    }
    throw DatasetError(
      path: path,
      message: "the picture is empty: there is no ink on it that differs from the paper",
      help: "draw one digit with a thick dark pen on plain white paper, clear of the edges")
  }

  /// The digit of a picture as MNIST has it, or `nil` when there is none.
  static func digit(in picture: GrayPlane) -> GrayPlane? {
    // A photograph has far more pixels than the strokes need, and noise that goes away in a smaller one.
    let side = max(picture.height, picture.width)
    let small =
      side <= 400
      ? picture
      : picture.resized(
        height: max(1, picture.height * 400 / side), width: max(1, picture.width * 400 / side))
    guard let ink = Ink.find(in: small), let (rows, columns) = box(of: ink) else { return nil }

    let longer = max(rows.count, columns.count)
    func scaled(_ count: Int) -> Int { max(1, (20 * count + longer / 2) / longer) }
    var glyph = ink.cropped(rows: rows, columns: columns)
      .resized(height: scaled(rows.count), width: scaled(columns.count))
    // A thin pen fades when its strokes become narrower than a pixel; MNIST's digits all have full ink somewhere.
    let strongest = glyph.values.max() ?? 1
    glyph.values = glyph.values.map { $0 / strongest }
    return centered(glyph, side: 28)
  }

  /// The rows and the columns with ink.
  private static func box(of ink: GrayPlane) -> (rows: Range<Int>, columns: Range<Int>)? {
    var (top, bottom, left, right) = (ink.height, 0, ink.width, 0)
    for row in 0..<ink.height {
      for column in 0..<ink.width where ink.values[row * ink.width + column] >= 0.5 {
        (top, bottom) = (min(top, row), row + 1)
        (left, right) = (min(left, column), max(right, column + 1))
      }
    }
    return top < bottom ? (top..<bottom, left..<right) : nil
  }

  /// The glyph in a square, moved by whole pixels so that its centre of mass is nearest to the pixel in the middle.
  private static func centered(_ glyph: GrayPlane, side: Int) -> GrayPlane {
    var (mass, down, right) = (Float(0), Float(0), Float(0))
    for row in 0..<glyph.height {
      for column in 0..<glyph.width {
        let value = glyph.values[row * glyph.width + column]
        mass += value
        down += value * Float(row)
        right += value * Float(column)
      }
    }
    func start(_ moment: Float, _ count: Int) -> Int {
      // MNIST's own pictures have their centre of mass at 14.0 in both directions, counting from 0.
      min(max(side / 2 - Int((moment / mass).rounded()), 0), side - count)
    }
    let (top, left) = (start(down, glyph.height), start(right, glyph.width))
    var values = [Float](repeating: 0, count: side * side)
    for row in 0..<glyph.height {
      for column in 0..<glyph.width {
        values[(top + row) * side + left + column] = glyph.values[row * glyph.width + column]
      }
    }
    return GrayPlane(height: side, width: side, values: values)
  }
}
