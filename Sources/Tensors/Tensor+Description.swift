extension Tensor: CustomStringConvertible {
  /// The scalars in nested brackets with aligned columns.
  ///
  ///     [[1.0, -2.5],
  ///      [0.5, 10.0]]
  ///
  /// A large tensor is headed by its shape, and shows three rows and columns from each end, or fewer
  /// where it has many axes.
  public var description: String {
    if isEmpty { return "an empty tensor of shape \(shape)" }
    let shortened = count > 1000
    var picks = shape.dimensions.map { Array(0..<$0) }
    var shown = 3
    while shortened && shown > 0 && picks.reduce(1, { $0 * $1.count }) > 1000 {
      picks = shape.dimensions.map { Tensor.pick($0, shown) }
      shown -= 1
    }
    let writer = DescriptionWriter(tensor: self, picks: picks)
    return (shortened ? "a tensor of shape \(shape)\n" : "") + writer.text(axis: 0, offset: 0)
  }

  /// The positions to show along an axis, so many from each end, with -1 where some are left out.
  private static func pick(_ size: Int, _ shown: Int) -> [Int] {
    if size <= 2 * shown { return Array(0..<size) }
    return Array(0..<shown) + [-1] + Array((size - shown)..<size)
  }
}

/// Writes a tensor axis by axis.
private struct DescriptionWriter {
  private let tensor: Tensor
  private let picks: [[Int]]
  private let strides: [Int]
  private let format: NumberFormat

  /// Where a line of numbers is broken.
  private static let lineWidth = 80

  init(tensor: Tensor, picks: [[Int]]) {
    self.tensor = tensor
    self.picks = picks
    let strides = picks.indices.map { tensor.shape.split(at: $0).inner }
    var offsets = [0]
    for (axis, positions) in picks.enumerated() {
      offsets = offsets.flatMap { offset in
        positions.filter { $0 >= 0 }.map { offset + $0 * strides[axis] }
      }
    }
    self.strides = strides
    format = NumberFormat(for: offsets.map { tensor.storage[$0] })
  }

  func text(axis: Int, offset: Int) -> String {
    if axis == picks.count { return format.padded(tensor.storage[offset]) }
    let parts = picks[axis].map { position in
      position < 0 ? "…" : text(axis: axis + 1, offset: offset + position * strides[axis])
    }
    let indent = String(repeating: " ", count: axis + 1)
    if axis == picks.count - 1 { return "[" + line(parts, indent: indent) + "]" }
    // Matrices of a larger tensor stand apart by a blank line.
    let breaks = String(repeating: "\n", count: picks.count - 1 - axis)
    return "[" + parts.joined(separator: "," + breaks + indent) + "]"
  }

  private func line(_ parts: [String], indent: String) -> String {
    var text = ""
    var column = indent.count
    for (index, part) in parts.enumerated() {
      if index > 0 {
        let fits = column + part.count + 2 < DescriptionWriter.lineWidth
        text += fits ? ", " : ",\n" + indent
        column = fits ? column + 2 : indent.count
      }
      text += part
      column += part.count
    }
    return text
  }
}
