import Notebooks

/// How a part of a practical stands, as a sign and in words.
enum ReportMark: Equatable {
  /// All its checks passed.
  case passed
  /// It ran, and nothing checked it.
  case ran
  /// It was meant to fail, and did.
  case expectedError
  /// It failed, or a check of it did.
  case failed
  /// The student has not written it yet.
  case todo
  /// Its checks found nothing to judge.
  case notGradable
  /// It was not run.
  case skipped
  /// It will run.
  case waiting
  /// It runs.
  case running
  /// A question that the student has answered and nobody has graded.
  case answered
  /// A question without an answer.
  case unanswered

  /// The sign.
  var sign: StaticString {
    switch self {
    case .passed, .ran, .expectedError, .answered: "✓"
    case .failed: "✗"
    case .todo: "…"
    case .notGradable, .skipped: "–"
    case .waiting, .unanswered: "○"
    case .running: "▸"
    }
  }

  /// The words.
  var words: StaticString {
    switch self {
    case .passed: "passed"
    case .ran: "ran"
    case .expectedError: "failed as expected"
    case .failed: "failed"
    case .todo: "not implemented"
    case .notGradable: "not gradable"
    case .skipped: "not run"
    case .waiting: "waiting"
    case .running: "running"
    case .answered: "answered"
    case .unanswered: "not answered"
    }
  }

  /// The class of its sign in the page.
  var className: StaticString {
    switch self {
    case .passed: "passed"
    case .ran, .expectedError, .answered: "ran"
    case .failed: "failed"
    case .todo: "todo"
    case .notGradable, .skipped: "skipped"
    case .waiting, .unanswered: "waiting"
    case .running: "running"
    }
  }

  /// Writes the sign with its words for those who cannot see it.
  func write(to html: inout HTMLWriter) {
    html.markup("<span class=\"mark ")
    html.markup(className)
    html.markup("\" title=\"")
    html.markup(words)
    html.markup("\"><span aria-hidden=\"true\">")
    html.markup(sign)
    html.markup("</span><span class=\"unseen\">")
    html.markup(words)
    html.markup("</span></span>")
  }
}

extension CheckStatus {
  /// How the check stands.
  var mark: ReportMark {
    switch self {
    case .passed: .passed
    case .failed: .failed
    case .notGradable: .notGradable
    }
  }
}
