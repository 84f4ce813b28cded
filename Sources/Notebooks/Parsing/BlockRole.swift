/// What a fence that means something is for.
enum BlockRole: String, CaseIterable {
  case cell, exercise, check, quiz, answer, hint

  /// The options that it takes.
  var options: [OptionName] {
    switch self {
    case .cell: [.title, .timeout, .memory, .expectError]
    case .exercise: [.points, .title, .timeout, .memory, .expectError]
    case .check: [.points, .for, .title, .timeout, .memory]
    case .quiz: [.points, .title]
    case .answer: [.points, .title, .rubric]
    case .hint: [.for]
    }
  }

  /// As it is called in messages, with its article.
  var description: String {
    switch self {
    case .cell, .exercise, .check: "a `.\(rawValue)` cell"
    case .answer: "an answer"
    case .quiz, .hint: "a \(rawValue)"
    }
  }
}

/// The options of fences.
enum OptionName: String, CaseIterable {
  case points
  case `for`
  case timeout
  case memory
  case title
  case expectError = "expect-error"
  case rubric

  /// What to say about a value that means nothing.
  func problem(_ value: String) -> String {
    let rule =
      switch self {
      case .points: "must be a number from 0 to 1000"
      case .for: "must be an id"
      case .timeout: "must be a duration above 0 and up to 24h"
      case .memory: "must be an amount above 0 and up to 1024GiB"
      case .title: "must not be empty"
      case .expectError: "must be true or false"
      case .rubric: "must be public or hidden"
      }
    return "`\(rawValue)` \(rule)\(self == .title ? "" : ", not \(value.quotedForMessage)")"
  }

  /// How the value is written.
  var help: String {
    switch self {
    case .points: "write it like 2 or 0.5"
    case .for: "write the id that stands after the `#` of the exercise"
    case .timeout: "write it like 500ms, 30s, 10m or 1h; a number alone is seconds"
    case .memory: "write it like 64KB, 512MB, 2GB or 1GiB; a number alone is bytes"
    case .title: "write a few words, in double quotes"
    case .rubric: "write public when students may read it, else leave it out"
    case .expectError: "write true when the cell is meant to fail, else leave it out"
    }
  }
}
