import Foundation

/// Dates, times and durations in the files of a course.
public enum CourseTime {
  /// Why a text is no point in time.
  public enum Problem: Error, Equatable {
    /// It is not written as one.
    case malformed
    /// The clocks go forward over it.
    case skipped
    /// The clocks go back, and it comes twice.
    case twice
  }

  /// How points in time are written, for help lines.
  public static let forms = """
    write `2026-09-18T23:59:00-04:00`, or `2026-09-18 23:59` in the zone of the course, or \
    `2026-09-18` for the end of that day
    """

  /// Reads an ISO 8601 date, with or without a time, with or without an offset.
  ///
  /// - Parameters:
  ///   - text: the text; a date alone means the end of that day.
  ///   - zone: the zone of a text without an offset.
  /// - Returns: the point in time.
  /// - Throws: why it is none.
  public static func date(_ text: String, in zone: TimeZone) throws(Problem) -> Date {
    let pattern =
      /(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)? ?([Zz]|[+\-]\d\d:?\d\d)?)?/
    guard text.utf8.count <= 64, let match = text.wholeMatch(of: pattern)?.output else {
      throw .malformed
    }
    func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
    var parts = DateComponents()
    parts.year = number(match.1)
    parts.month = number(match.2)
    parts.day = number(match.3)
    let hour = number(match.4)
    let minute = number(match.5)
    let second = number(match.6)
    guard hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second < 60 else {
      throw .malformed
    }
    // Days are counted in UTC, where each has 24 hours.
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    guard let day = calendar.date(from: parts),
      calendar.dateComponents([.year, .month, .day], from: day) == parts
    else { throw .malformed }
    let isDay = match.4 == nil
    let clock = day.addingTimeInterval(
      isDay ? Double(LatePolicy.secondsOfDay) : Double(hour * 3600 + minute * 60 + second))
    guard let offset = match.7 else { return try date(clock: clock, in: zone) }
    guard offset.uppercased() != "Z" else { return clock }
    let digits = offset.dropFirst().replacing(":", with: "")
    let hours = number(digits.prefix(2))
    let minutes = number(digits.suffix(2))
    guard hours <= 15, minutes < 60 else { throw .malformed }
    return clock.addingTimeInterval(
      Double((hours * 3600 + minutes * 60) * (offset.hasPrefix("-") ? 1 : -1)))
  }

  /// The point in time at which the clocks of a zone show what those in Greenwich show at another.
  private static func date(clock: Date, in zone: TimeZone) throws(Problem) -> Date {
    let day = Double(LatePolicy.secondsOfDay)
    let offsets = Set(
      [-day, 0, day].map { zone.secondsFromGMT(for: clock.addingTimeInterval($0)) })
    let matches = offsets.map { clock.addingTimeInterval(-Double($0)) }.filter {
      $0.addingTimeInterval(Double(zone.secondsFromGMT(for: $0))) == clock
    }
    guard let first = matches.first else { throw .skipped }
    guard matches.count == 1 else { throw .twice }
    return first
  }

  /// Reads a duration such as `24h`, `90m` or `2d`, in seconds; up to a year.
  static func duration(_ text: String) -> Int? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }),
      let count = CourseNumber.read(String(text.dropLast())), count * unit <= 366 * 86_400
    else { return nil }
    return Int((count * unit).rounded())
  }

  /// A duration in words, such as `24 h`, `1 h 2 min` or `1 s`.
  ///
  /// - Parameter seconds: the duration.
  /// - Returns: the words.
  public static func words(_ seconds: Int) -> String {
    if seconds % 86_400 == 0, seconds > 86_400 { return "\(seconds / 86_400) d" }
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return words.isEmpty ? "0 s" : words.joined(separator: " ")
  }
}
