extension String {
  /// One line without control characters, and no longer than a number of characters.
  ///
  /// Labels come from student code; in a picture, a terminal or an alternative text they must neither steer what
  /// shows them nor flood it. Marks that reverse the direction of text go too.
  package func cleaned(limit: Int) -> String {
    var scalars = String.UnicodeScalarView()
    var count = 0
    for scalar in unicodeScalars {
      if count == limit {
        scalars.append("…")
        break
      }
      count += 1
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: scalars.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
        continue
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
