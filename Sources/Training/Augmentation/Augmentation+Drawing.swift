import Tensors

extension Augmentation {
  /// Room for the displacements of a picture, used again for each.
  struct Workspace {
    let height: Int
    let width: Int
    var picture: [Float]
    var moveX: [Float]
    var moveY: [Float]
    var scratch: [Float]

    init(height: Int, width: Int) {
      self.height = height
      self.width = width
      picture = [Float](repeating: 0, count: height * width)
      moveX = picture
      moveY = picture
      scratch = picture
    }
  }

  /// Changes one picture.
  @unsafe
  func apply(
    _ picture: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, sample: Int, epoch: Int,
    _ workspace: inout Workspace
  ) {
    var random = generator(sample: sample, epoch: epoch)
    let (height, width) = (workspace.height, workspace.width)
    var map = PlaneMap(width: width, height: height)
    var strength: Float?
    for change in changes {
      switch change {
      case .shift(let pixels):
        let (x, y) = (random.symmetric(pixels), random.symmetric(pixels))
        map.shift(x, y)
      case .rotate(let degrees): map.rotate(random.symmetric(degrees))
      case .scale(let range):
        let width = range.upperBound - range.lowerBound
        map.scale(range.lowerBound + width * random.uniform())
      case .shear(let degrees): map.shear(random.symmetric(degrees))
      case .elastic(let factor, _):
        strength = factor
        random.fill(&workspace.moveX, factor)
        random.fill(&workspace.moveY, factor)
      case .noise, .erase: break
      }
    }
    if strength != nil {
      smooth(&workspace.moveX, &workspace.scratch, height, width)
      smooth(&workspace.moveY, &workspace.scratch, height, width)
      unsafe kernelsResample(
        picture, height, width, map.coefficients, workspace.moveX, workspace.moveY, background, out)
    } else if map.isIdentity {
      unsafe out.update(from: picture, count: height * width)
    } else {
      unsafe kernelsResample(
        picture, height, width, map.coefficients, nil, nil, background, out)
    }
    unsafe changePixels(out, height, width, &random)
  }

  private func smooth(
    _ field: inout [Float], _ scratch: inout [Float], _ height: Int, _ width: Int
  ) {
    unsafe kernelsSmooth(&field, height, width, smoothing, smoothing.count - 1, &scratch)
  }

  /// The changes that move nothing.
  @unsafe
  private func changePixels(
    _ out: UnsafeMutablePointer<Float>, _ height: Int, _ width: Int,
    _ random: inout RandomGenerator
  ) {
    for change in changes {
      switch change {
      case .noise(let deviation):
        for index in 0..<height * width {
          unsafe out[index] += random.normal(standardDeviation: deviation)
        }
      case .erase(let probability, let share):
        let isErased = random.uniform() < probability
        let hole = Hole(height, width, share, &random)
        guard isErased else { continue }
        for y in hole.rows {
          for x in hole.columns { unsafe out[y * width + x] = background }
        }
      default: break
      }
    }
  }
}

/// A rectangle to erase.
private struct Hole {
  let rows: Range<Int>
  let columns: Range<Int>

  /// Draws a rectangle of a share of the picture, between three times as high as wide and the opposite.
  init(
    _ height: Int, _ width: Int, _ share: ClosedRange<Float>, _ random: inout RandomGenerator
  ) {
    let part = share.lowerBound + (share.upperBound - share.lowerBound) * random.uniform()
    let aspect = Float.exponential(random.symmetric(1.1))
    let area = part * Float(height * width)
    let rowCount = min(max(Int((area * aspect).squareRoot().rounded()), 1), height)
    let columnCount = min(max(Int((area / aspect).squareRoot().rounded()), 1), width)
    let top = random.index(below: height - rowCount + 1)
    let left = random.index(below: width - columnCount + 1)
    rows = top..<top + rowCount
    columns = left..<left + columnCount
  }
}

extension Float {
  fileprivate static func exponential(_ x: Float) -> Float { exp(Tensor(x)).scalar }
}

extension RandomGenerator {
  /// A number drawn uniformly from −extent to extent.
  fileprivate mutating func symmetric(_ extent: Float) -> Float { extent * (2 * uniform() - 1) }

  /// Fills a field with numbers from −extent to extent, two from every 64 bits.
  fileprivate mutating func fill(_ field: inout [Float], _ extent: Float) {
    let step = extent * 0x1p-23
    var index = 0
    while index + 1 < field.count {
      let bits = next()
      field[index] = Float(Int32(truncatingIfNeeded: bits >> 40)) * step - extent
      field[index + 1] = Float(Int32(truncatingIfNeeded: bits >> 8 & 0xff_ffff)) * step - extent
      index += 2
    }
    if index < field.count { field[index] = symmetric(extent) }
  }
}
