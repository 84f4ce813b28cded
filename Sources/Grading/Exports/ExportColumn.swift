import Foundation

/// What students got for one practical, to be handed to a learning platform.
public struct ExportColumn: Sendable, Equatable {
  /// The practical's slug.
  public var slug: String
  /// The practical's title.
  public var title: String
  /// The points that could be reached.
  public var maxScore: Double
  /// Where each student stands.
  public var standings: [String: Standing]

  /// Gathers what students got.
  ///
  /// - Parameters:
  ///   - slug: the practical's slug.
  ///   - title: the practical's title.
  ///   - maxScore: the points that could be reached.
  ///   - standings: where students stand.
  public init(slug: String, title: String, maxScore: Double, standings: [Standing]) {
    self.slug = slug
    self.title = title
    self.maxScore = maxScore
    self.standings = Dictionary(
      standings.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The points that count, of so many that a platform gives at most; nil where there are none to hand over,
  /// because nobody knows the student or the grader failed.
  func points(of student: String, worth most: Double?) -> Double? {
    guard let standing = standings[student], let final = standing.final else { return nil }
    guard let most, standing.maxScore > 0 else { return final }
    return final / standing.maxScore * most
  }

  /// Whether a platform's name of an assignment means this practical: its title, its slug, `Practical 2`, or
  /// `Practical 2: …`.
  func isNamed(_ name: String) -> Bool {
    func plain(_ text: String) -> String {
      text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    let name = name.trimmingCharacters(in: .whitespaces)
    if [slug, title].contains(where: { plain($0) == plain(name) }) { return true }
    guard let number = Int(slug.prefix { $0.isASCII && $0.isNumber }),
      let match = name.lowercased().wholeMatch(of: /practical\s*(\d+)(?:\s*[:.\-–—].*)?/)?.output
    else { return false }
    return Int(match.1) == number
  }
}
