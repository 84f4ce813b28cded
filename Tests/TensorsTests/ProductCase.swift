@testable import Tensors

/// A product of two matrices that lie in larger ones, with everything that the kernels can do.
struct ProductCase: CustomStringConvertible {
  var rows: Int
  var columns: Int
  var inner: Int
  var transposeLeft = false
  var transposeRight = false
  /// How many numbers lie between the rows of each matrix, beside its own.
  var gap = 0
  var start = Start.zero
  var rectified = false
  /// A row of the left side that begins with NaN.
  var rowOfNaN: Int?

  /// What the sums start from.
  enum Start: CaseIterable { case zero, out, bias }

  var description: String {
    let left = transposeLeft ? "T" : "N"
    let right = transposeRight ? "T" : "N"
    return "\(rows)×\(columns)×\(inner) \(left)\(right), gap \(gap), from \(start)"
      + (rectified ? ", rectified" : "")
  }

  /// Memory with one value between the rows, which a kernel must neither read nor change.
  static let untouched: Float = 12345

  /// A matrix of `rows` rows, a stored row being `columns + gap` long.
  static func stored(
    _ rows: Int, _ columns: Int, gap: Int, transposed: Bool, _ value: (Int, Int) -> Float
  ) -> [Float] {
    let height = transposed ? columns : rows
    let width = transposed ? rows : columns
    // The last row has no gap behind it: its end is the end of the memory.
    let count = height == 0 ? 0 : height * (width + gap) - gap
    var result = [Float](repeating: untouched, count: count)
    for row in 0..<rows {
      for column in 0..<columns {
        result[
          transposed ? column * (width + gap) + row : row * (width + gap) + column] =
          value(row, column)
      }
    }
    return result
  }

  /// Numbers between −1 and 1 that look random and are the same at every place.
  static func number(_ salt: Int, _ row: Int, _ column: Int) -> Float {
    var bits = UInt64(truncatingIfNeeded: (salt &* 1009 &+ row) &* 8191 &+ column)
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return Float(Int64(truncatingIfNeeded: bits >> 40)) / Float(1 << 23) - 1
  }

  func left(_ row: Int, _ column: Int) -> Float {
    row == rowOfNaN && column == 0 ? .nan : Self.number(1, row, column)
  }
  func right(_ row: Int, _ column: Int) -> Float { Self.number(2, row, column) }
  func initial(_ row: Int, _ column: Int) -> Float {
    start == .zero ? .nan : Self.number(3, start == .bias ? 0 : row, column)
  }

  /// The memory of the result, as a kernel leaves it; `nil` where it cannot compute the product.
  ///
  /// - Parameters:
  ///   - kernel: The kernel.
  ///   - part: The rows to compute; all when `nil`.
  /// - Returns: The rows of the result with their gaps.
  func run(_ kernel: ProductKernel, rows part: Range<Int>? = nil) -> [Float]? {
    let part = part ?? 0..<rows
    let a = Self.stored(part.count, inner, gap: gap, transposed: transposeLeft) {
      left($0 + part.lowerBound, $1)
    }
    let b = Self.stored(inner, columns, gap: gap, transposed: transposeRight, right)
    var out = Self.stored(part.count, columns, gap: gap, transposed: false) {
      start == .out ? initial($0 + part.lowerBound, $1) : .nan
    }
    let bias = (0..<columns).map { initial(0, $0) }
    let aRow = (transposeLeft ? part.count : inner) + gap
    let bRow = (transposeRight ? inner : columns) + gap
    let done = unsafe out.withUnsafeMutableBufferPointer { out in
      guard let out = out.baseAddress else { return kernel == .automatic }
      return unsafe bias.withUnsafeBufferPointer { bias in
        unsafe kernelsProductBy(
          kernel.rawValue, transposeLeft, transposeRight, part.count, columns, inner, a, aRow, b,
          bRow, out, columns + gap, start == .bias ? bias.baseAddress : nil, start == .out,
          rectified)
      }
    }
    return done ? out : nil
  }

  /// The result by sums in Double, and how much each may be wrong.
  func expected() -> (values: [Float], tolerance: Float) {
    let values = Self.stored(rows, columns, gap: gap, transposed: false) { row, column in
      var sum = start == .zero ? 0 : Double(initial(row, column))
      for p in 0..<inner { sum += Double(left(row, p)) * Double(right(p, column)) }
      return rectified ? max(0, Float(sum)) : Float(sum)
    }
    return (values, 1e-7 * Float(inner + 4))
  }
}
