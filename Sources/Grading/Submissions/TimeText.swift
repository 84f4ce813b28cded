import Foundation

/// Times in names and in files of platforms.
enum TimeText {
  /// Reads a time: `2026-11-21T13:05:00Z`, `2026-11-21 13:05:00.123 +0100`, `2026-11-21_13-05`,
  /// `20261121130500`, or seconds since 1970. Without a zone it is meant in UTC.
  ///
  /// - Parameter text: the text.
  /// - Returns: the time; nil where the text says none.
  static func date(_ text: String) -> Date? {
    if let match = text.wholeMatch(of: #/[0-9]{9,11}/#), let seconds = Double(match.output) {
      return Date(timeIntervalSince1970: seconds)
    }
    guard
      let match = text.wholeMatch(
        of:
          #/(\d{4})-?(\d\d)-?(\d\d)(?:[T _\-]?(\d\d)[:.\-_]?(\d\d)(?:[:.\-_]?(\d\d)(?:[.,]\d+)?)?)?(?: ?(Z|UTC|[+\-]\d\d:?\d\d))?/#
      )
    else { return nil }
    func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
    let (_, year, month, day, hour, minute, second, zone) = match.output
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(
      year: number(year), month: number(month), day: number(day), hour: number(hour),
      minute: number(minute), second: number(second))
    guard (1...12).contains(number(month)), (1...31).contains(number(day)), number(hour) < 24,
      number(minute) < 60, number(second) < 61, let date = calendar.date(from: parts)
    else { return nil }
    return date.addingTimeInterval(-Double(offset(zone)))
  }

  /// The seconds that a zone is ahead of UTC.
  private static func offset(_ zone: Substring?) -> Int {
    guard let zone, let sign = zone.first, "+-".contains(sign) else { return 0 }
    let digits = zone.filter(\.isNumber)
    guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)) else { return 0 }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// A time in UTC, as files hold it.
  static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
