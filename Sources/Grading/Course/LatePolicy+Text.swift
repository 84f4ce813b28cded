import Foundation

extension LatePolicy {
  /// How policies are written, for help lines.
  public static let forms = """
    write `lectures`, `none`, `reject`, `constant 10% 24h`, `per-day 10% cap 50% days 5` or \
    `bank 5 each 2`
    """

  /// Reads a policy as it stands in `course.yaml` and after `--policy`: words divided by spaces or colons.
  ///
  /// - Parameter text: the text.
  /// - Throws: `Malformed` with what is wrong.
  public init(_ text: String) throws(Malformed) {
    var words = text.split { $0 == " " || $0 == ":" || $0 == "\t" }.map(String.init)[...]
    guard let name = words.popFirst() else { throw Malformed("there is no policy") }
    switch name {
    case "lectures": self = .lectures
    case "none": self = .free
    case "reject": self = .reject
    case "constant":
      let share = try Self.share(words.popFirst())
      let seconds = try words.popFirst().map { (word) throws(Malformed) in try Self.seconds(word) }
      self = .constant(share: share, seconds: seconds)
    case "per-day":
      let share = try Self.share(words.popFirst())
      var cap = 1.0
      var days: Int?
      while let word = words.popFirst() {
        switch word {
        case "cap": cap = try Self.share(words.popFirst())
        case "days": days = try Self.days(words.popFirst())
        default: throw Malformed("`\(word.prefix(40))` means nothing after `per-day`")
        }
      }
      self = .perDay(share: share, cap: cap, days: days)
    case "bank":
      let days = try Self.days(words.popFirst())
      var each: Int?
      if let word = words.popFirst() {
        guard word == "each" else {
          throw Malformed("`\(word.prefix(40))` means nothing after `bank`")
        }
        each = try Self.days(words.popFirst())
      }
      self = .bank(days: days, each: each)
    default: throw Malformed("there is no late policy `\(name.prefix(40))`")
    }
    if let word = words.first {
      throw Malformed("`\(word.prefix(40))` is too much after `\(name)`")
    }
  }

  /// What is wrong with the text of a policy.
  public struct Malformed: Error, Equatable {
    /// What is wrong, in one line.
    public var message: String

    init(_ message: String) { self.message = message }
  }

  /// A percentage from 0 to 100 as a share.
  private static func share(_ word: String?) throws(Malformed) -> Double {
    guard let word, word.hasSuffix("%"), let percent = CourseNumber.read(String(word.dropLast())),
      (0...100).contains(percent)
    else { throw Malformed("a penalty is a percentage from 0% to 100%") }
    return percent / 100
  }

  private static func seconds(_ word: String) throws(Malformed) -> Int {
    guard let seconds = CourseTime.duration(word) else {
      throw Malformed("`\(word.prefix(40))` is no duration: write `24h`, `90m` or `2d`")
    }
    return seconds
  }

  private static func days(_ word: String?) throws(Malformed) -> Int {
    guard let word, let days = Int(word), (0...1000).contains(days) else {
      throw Malformed("days are a whole number from 0 to 1000")
    }
    return days
  }
}
