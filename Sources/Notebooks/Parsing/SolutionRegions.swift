/// Finds the author's solution in the code of an exercise.
enum SolutionRegions {
  private static let begin = "// BEGIN SOLUTION"
  private static let end = "// END SOLUTION"

  /// The regions of a cell as lines of the source, both markers included.
  static func find(
    in content: FenceContent, role: BlockRole
  ) throws(Diagnostic) -> [ClosedRange<Int>] {
    let source = content.source
    var regions: [ClosedRange<Int>] = []
    var opening: Location?
    for (index, line) in content.lines.enumerated() {
      guard let marker = try marker(in: line, at: index, of: content) else { continue }
      let place = location(of: line, at: index, in: content)
      guard role == .exercise else {
        throw source.diagnostic(
          "`\(marker)` stands in \(role.description)", at: place,
          help: "only exercises hold solutions; give the cell the class .exercise")
      }
      if marker == begin {
        if let opening {
          throw source.diagnostic(
            "the solution of line \(opening.line) is still open here", at: place,
            help: "write `\(end)` on a line above this one")
        }
        opening = place
      } else {
        guard let first = opening else {
          throw source.diagnostic(
            "`\(end)` has no `\(begin)`", at: place,
            help: "write `\(begin)` on the line where the solution starts")
        }
        regions.append(first.line...place.line)
        opening = nil
      }
    }
    if let opening {
      throw source.diagnostic(
        "the solution is not closed", at: opening,
        help: "write `\(end)` on the line where the solution ends")
    }
    return regions
  }

  /// The marker that a line is, if it is one. One with a slip in it is an error: release would not
  /// find it, and give the solution away.
  private static func marker(
    in line: String, at index: Int, of content: FenceContent
  ) throws(Diagnostic) -> String? {
    guard line.utf8.contains(UInt8(ascii: "/")) else { return nil }
    let text = line.trimmed
    guard text.hasPrefix("//"), text.utf8.count <= 64 else { return nil }
    let letters = text.uppercased().utf8.filter { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
    for marker in [begin, end] where letters == Array(marker.utf8).filter({ $0 >= 65 }) {
      guard text == marker else {
        throw content.source.diagnostic(
          "\(text.quotedForMessage) looks like `\(marker)`, but is not the same",
          at: location(of: line, at: index, in: content), help: "write `\(marker)`, nothing else")
      }
      return marker
    }
    return nil
  }

  private static func location(
    of line: String, at index: Int, in content: FenceContent
  ) -> Location {
    content.location(of: index, byte: line.utf8.prefix(while: FenceInfo.isSpace).count)
  }
}
