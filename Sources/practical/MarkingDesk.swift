import Foundation
import Gradebook
import Grading
import LiveChannel
import Notebooks
import Reports

/// Answers the requests of the pages on which people mark, and keeps what they give.
struct MarkingDesk {
  let round: MarkingRound
  let book: MarkingBook
  /// Whether students are named.
  let showsNames: Bool

  /// Answers a request.
  func answer(_ request: PageRequest) -> PageReply {
    do {
      let marks = try book.marks(of: round)
      let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
      if parts == [""], !request.isPost { return overview(marks) }
      guard parts.count == 4, parts[0] == "mark", parts[3].isEmpty,
        let question = round.questions.first(where: { $0.id == parts[1] }),
        let paper = round.paper(of: question.id, code: String(parts[2]))
      else { return PageReply(.notFound) }
      let place = Place(question: question, paper: paper, marks: marks[question.id] ?? [:])
      return request.isPost ? try save(request.body, at: place) : page(place)
    } catch {
      return PageReply(.invalid, body: Array("not saved: \(error)".utf8))
    }
  }

  /// One answer, and the marks of all answers to its question.
  private struct Place {
    var question: FreeAnswer
    var paper: MarkingRound.Paper
    var marks: [String: AnswerMark]
  }

  private func overview(_ marks: [String: [String: AnswerMark]]) -> PageReply {
    let questions = round.questions.map { question in
      let papers = round.papers(of: question.id)
      let own = marks[question.id] ?? [:]
      return MarkingOverview.Progress(
        question: question, count: papers.count,
        marked: papers.count { own[$0.student] != nil },
        next: (papers.first { own[$0.student] == nil } ?? papers.first)?.code)
    }
    let page = MarkingOverview.html(round.author, questions)
    return PageReply(.page, body: page.html, policy: page.policy)
  }

  private func page(_ place: Place) -> PageReply {
    let papers = round.papers(of: place.question.id)
    let page = MarkingPage.html(
      MarkingPage.Content(
        round: round, question: place.question, paper: place.paper,
        mark: place.marks[place.paper.student], showsNames: showsNames,
        position: (papers.firstIndex(of: place.paper) ?? 0) + 1, count: papers.count,
        markedCount: papers.count { place.marks[$0.student] != nil }))
    return PageReply(.page, body: page.html, policy: page.policy)
  }

  private func save(_ body: [UInt8], at place: Place) throws -> PageReply {
    let form = FormFields(body)
    guard let extra = NumberField.value(form["extra"] ?? "") else {
      return PageReply(.invalid, body: Array("not saved: the points are no number".utf8))
    }
    let given = form.all("item").compactMap { Int($0) }.filter {
      place.question.rubric.indices.contains($0 - 1)
    }
    let mark = AnswerMark(
      student: place.paper.student, question: place.question.id,
      items: Set(given.map { place.question.rubric[$0 - 1].text }), extra: extra,
      comment: String((form["comment"] ?? "").prefix(4000)), content: place.paper.content,
      grader: book.grader, marked: Date())
    try book.record([mark], of: round)
    if form["then"] == "stay" {
      let points = RunView.points(mark.points(for: place.question))
      return PageReply(.done, body: Array("Saved: \(points) points".utf8))
    }
    return PageReply(.redirect, body: Array(next(form["then"] ?? "next", from: place).utf8))
  }

  /// Where to go after saving: an address below the secret.
  private func next(_ then: String, from place: Place) -> String {
    let papers = round.papers(of: place.question.id)
    let index = papers.firstIndex(of: place.paper) ?? 0
    let found: MarkingRound.Paper? =
      switch then {
      case "previous": index > 0 ? papers[index - 1] : nil
      case "unmarked":
        (papers[(index + 1)...] + papers[..<index]).first { place.marks[$0.student] == nil }
      default: index + 1 < papers.count ? papers[index + 1] : nil
      }
    return found.map { "mark/\(place.question.id)/\($0.code)/" } ?? ""
  }
}

/// The fields of a form as a browser sends them.
struct FormFields {
  private var fields: [(name: String, value: String)] = []

  /// Reads fields; what cannot be read is left out.
  init(_ body: [UInt8]) {
    for field in body.split(separator: UInt8(ascii: "&")).prefix(200) {
      let parts = field.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      fields.append((Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : ""))
    }
  }

  /// The first value of a field.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// All values of a field.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        result.append(0x20)
      } else if byte == UInt8(ascii: "%"),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}
