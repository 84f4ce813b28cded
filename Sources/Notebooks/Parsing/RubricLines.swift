/// The rubric at the end of an answer: a line that is `Rubric:`, and a list of `- POINTS: what for`.
struct RubricLines {
  /// The items.
  private(set) var items: [FreeAnswer.RubricItem] = []
  /// How many lines of the answer stand before the rubric.
  private(set) var lineCountBefore: Int

  /// Reads the rubric of an answer; nil where there is none.
  ///
  /// - Parameters:
  ///   - content: the lines of the answer.
  ///   - points: the points that the answer is said to give, if any.
  /// - Throws: what is wrong with the list, or with its sum.
  init?(of content: FenceContent, points: Double?) throws(Diagnostic) {
    guard let start = content.lines.firstIndex(where: { $0.trimmed == "Rubric:" }) else {
      return nil
    }
    lineCountBefore = start
    for (index, line) in content.lines.enumerated().dropFirst(start + 1) {
      let text = line.trimmed
      if text.isEmpty { continue }
      if let first = text.first, "-*+".contains(first), text.dropFirst().first == " " {
        items.append(try Self.item(text, line: line, at: index, in: content))
      } else if !items.isEmpty, line.first == " " || line.first == "\t" {
        items[items.count - 1].text += " " + text
      } else {
        throw Self.error(
          "this line of the rubric is no item", at: index, line, in: content,
          help:
            "write `- 1: what the point is for`, or indent the line to go on with the item above")
      }
    }
    let place = content.location(of: start, byte: 0)
    guard !items.isEmpty else {
      throw content.source.diagnostic(
        "the rubric has no items", at: place,
        help: "write a line like `- 1: what the point is for` for each, below `Rubric:`")
    }
    let sum = items.reduce(0) { $0 + max(0, $1.points) }
    if let points, abs(sum - points) > 1e-9 {
      throw content.source.diagnostic(
        "the rubric gives \(Self.text(sum)) points, but the answer \(Self.text(points))", at: place,
        help: "make the points of the items add up to `points=`; what is taken off does not count")
    }
  }

  private static func item(
    _ text: String, line: String, at index: Int, in content: FenceContent
  ) throws(Diagnostic) -> FreeAnswer.RubricItem {
    let body = String(text.dropFirst()).trimmed
    let parts = body.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
    let isDeduction = parts.first.map { $0.hasPrefix("-") || $0.hasPrefix("−") } ?? false
    guard parts.count == 2, !parts[1].isEmpty,
      let points = OptionValue.points(isDeduction ? String(parts[0].dropFirst()) : parts[0])
    else {
      throw error(
        "the item does not say how many points it is for", at: index, line, in: content,
        help: "write `- 1: what the point is for`, or `- -1: what a point is taken off for`")
    }
    return FreeAnswer.RubricItem(
      points: isDeduction ? -points : points, text: parts[1], line: content.sourceLine(of: index))
  }

  private static func error(
    _ message: String, at index: Int, _ line: String, in content: FenceContent, help: String
  ) -> Diagnostic {
    let byte = line.utf8.prefix(while: FenceInfo.isSpace).count
    return content.source.diagnostic(
      message, at: content.location(of: index, byte: byte), help: help)
  }

  private static func text(_ points: Double) -> String {
    points == points.rounded() ? String(Int(points)) : "\(points)"
  }
}
