/// Finds what was written on a picture of paper.
enum Ink {
  /// Less contrast than this is an empty page: a photograph of white paper has about this much by itself.
  static let leastContrast: Float = 0.15

  /// The ink of a picture, from 0 for paper to 1, or `nil` when there is none.
  ///
  /// The brightness of the paper is the median of the pixels at the edge. Ink is what differs from it, in the direction that most
  /// of the difference has; Otsu's threshold tells it from shades of the paper, and specks far smaller than the rest are left out.
  static func find(in picture: GrayPlane) -> GrayPlane? {
    let paper = median(ofEdge: picture)
    let darker = picture.values.reduce(0) { $0 + max(0, paper - $1) }
    let brighter = picture.values.reduce(0) { $0 + max(0, $1 - paper) }
    let sign: Float = darker >= brighter ? -1 : 1
    var ink = picture
    for index in ink.values.indices {
      ink.values[index] = max(0, sign * (picture.values[index] - paper))
    }
    guard let strongest = ink.values.max(), strongest >= leastContrast else { return nil }

    let threshold = otsuThreshold(ink.values, upTo: strongest)
    let written = ink.values.filter { $0 > threshold }
    let full = written.reduce(0, +) / Float(written.count)
    let kept = withoutSpecks(ink, above: threshold)
    for index in ink.values.indices {
      // Half the threshold is paper, the mean of the strokes is full ink; the edges of strokes keep their greys.
      let value = (ink.values[index] - threshold / 2) / (full - threshold / 2)
      ink.values[index] = kept[index] ? min(max(value, 0), 1) : 0
    }
    return ink
  }

  private static func median(ofEdge picture: GrayPlane) -> Float {
    var edge: [Float] = []
    for row in 0..<picture.height {
      let start = row * picture.width
      if row == 0 || row == picture.height - 1 {
        edge += picture.values[start..<start + picture.width]
      } else {
        edge += [picture.values[start], picture.values[start + picture.width - 1]]
      }
    }
    return edge.sorted()[edge.count / 2]
  }

  /// The value that parts numbers from 0 to `limit` into two groups with the smallest variance within.
  ///
  /// **Source:** N. Otsu, A Threshold Selection Method from Gray-Level Histograms, IEEE Transactions on Systems, Man,
  /// and Cybernetics 9(1), 1979.
  static func otsuThreshold(_ values: [Float], upTo limit: Float) -> Float {
    let bins = 256
    var counts = [Double](repeating: 0, count: bins)
    for value in values { counts[min(bins - 1, Int(value / limit * Float(bins)))] += 1 }
    let total = Double(values.count)
    let sum = counts.indices.reduce(0) { $0 + Double($1) * counts[$1] }
    var (below, sumBelow, best, place) = (0.0, 0.0, -1.0, 0)
    for bin in 0..<bins - 1 {
      below += counts[bin]
      sumBelow += Double(bin) * counts[bin]
      guard below > 0, below < total else { continue }
      let distance = sumBelow / below - (sum - sumBelow) / (total - below)
      let between = below * (total - below) * distance * distance
      if between > best { (best, place) = (between, bin) }
    }
    return limit * Float(place + 1) / Float(bins)
  }

  /// Which pixels belong to a stroke or lie beside one: connected areas above the threshold, but not those with less than a twentieth of the
  /// pixels of the largest.
  private static func withoutSpecks(_ ink: GrayPlane, above threshold: Float) -> [Bool] {
    var areas: [[Int]] = []
    var seen = [Bool](repeating: false, count: ink.values.count)
    for start in ink.values.indices where ink.values[start] > threshold && !seen[start] {
      var area = [start]
      seen[start] = true
      var next = 0
      while next < area.count {
        for place in neighbours(of: area[next], in: ink)
        where !seen[place] && ink.values[place] > threshold {
          seen[place] = true
          area.append(place)
        }
        next += 1
      }
      areas.append(area)
    }
    let least = (areas.map(\.count).max() ?? 0) / 20
    var kept = [Bool](repeating: false, count: ink.values.count)
    for area in areas where area.count >= least {
      for place in area {
        kept[place] = true
        for neighbour in neighbours(of: place, in: ink) { kept[neighbour] = true }
      }
    }
    return kept
  }

  private static func neighbours(of place: Int, in plane: GrayPlane) -> [Int] {
    let (row, column) = (place / plane.width, place % plane.width)
    var places: [Int] = []
    for y in max(0, row - 1)...min(plane.height - 1, row + 1) {
      for x in max(0, column - 1)...min(plane.width - 1, column + 1) {
        places.append(y * plane.width + x)
      }
    }
    return places
  }
}
