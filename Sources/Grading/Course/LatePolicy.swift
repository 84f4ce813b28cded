/// What handing in late costs.
public enum LatePolicy: Sendable, Equatable {
  /// Nothing.
  case free
  /// Nothing is taken after the deadline.
  case reject
  /// A share of the score, the same however late; nothing is taken after so many seconds.
  case constant(share: Double, seconds: Int?)
  /// A share of the score for each day begun, at most a cap; nothing is taken after so many days.
  case perDay(share: Double, cap: Double, days: Int?)
  /// Each student has some days for the whole course, of which a practical may take so many; each day begun
  /// uses one, and nothing is taken when they are used up.
  case bank(days: Int, each: Int?)

  /// The lectures' rule: up to 24 hours late for a tenth of the score.
  public static let lectures = LatePolicy.constant(share: 0.1, seconds: secondsOfDay)

  /// The seconds of a day, whatever the clocks of a country do on it.
  static let secondsOfDay = 86_400

  /// What happens to something that is handed in.
  public enum Ruling: Sendable, Equatable {
    /// It is taken for a share of its score, and uses days of the student's bank.
    case taken(share: Double, days: Int)
    /// It is too late.
    case refused
  }

  /// Decides on something that is handed in.
  ///
  /// - Parameters:
  ///   - seconds: how much after the deadline it came; 0 and less is in time.
  ///   - bank: the days that the student has left.
  /// - Returns: what happens to it.
  public func ruling(late seconds: Int, bank: Int) -> Ruling {
    guard seconds > 0 else { return .taken(share: 0, days: 0) }
    let days = (seconds + Self.secondsOfDay - 1) / Self.secondsOfDay
    switch self {
    case .free: return .taken(share: 0, days: 0)
    case .reject: return .refused
    case .constant(let share, let limit):
      return seconds <= limit ?? .max ? .taken(share: share, days: 0) : .refused
    case .perDay(let share, let cap, let limit):
      return days <= limit ?? .max
        ? .taken(share: min(cap, share * Double(days)), days: 0) : .refused
    case .bank(_, let each):
      return days <= bank && days <= each ?? .max ? .taken(share: 0, days: days) : .refused
    }
  }

  /// The days that a student has at the start of the course.
  public var bank: Int { if case .bank(let days, _) = self { days } else { 0 } }

  /// The policy in words, for feedback.
  public var words: String {
    func percent(_ share: Double) -> String { "\(CourseNumber.short(share * 100)) %" }
    func counted(_ count: Int, _ word: String) -> String {
      "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    switch self {
    case .free: return "handing in late costs nothing"
    case .reject: return "nothing is taken after the deadline"
    case .constant(let share, let limit):
      let until = limit.map { ", until \(CourseTime.words($0)) after the deadline" } ?? ""
      return "handing in late costs \(percent(share))\(until)"
    case .perDay(let share, let cap, let limit):
      let most = cap < 1 ? ", at most \(percent(cap))" : ""
      let until = limit.map { ", for \(counted($0, "day"))" } ?? ""
      return "each day late costs \(percent(share))\(most)\(until)"
    case .bank(let days, let each):
      let most = each.map { ", at most \($0) for one practical" } ?? ""
      return "\(counted(days, "day")) late for the whole course\(most)"
    }
  }
}
