import Notebooks

extension ClassReportPage {
  /// An order in which the students can be read.
  private struct Order {
    let name: StaticString
    let members: [ClassReportContent.Member]
  }

  /// Writes the table of all students, once for each order; without a script, boxes choose which is seen.
  func writeStudents(to page: inout HTMLWriter) {
    guard !content.members.isEmpty else { return }
    let byFinal = content.members.sorted { $0.final > $1.final }
    let bySubmission = content.members.sorted {
      ($0.submitted ?? "\u{10FFFF}") < ($1.submitted ?? "\u{10FFFF}")
    }
    let orders = [
      Order(name: "by name", members: content.members),
      Order(name: "best first", members: byFinal),
      Order(name: "weakest first", members: Array(byFinal.reversed())),
      Order(name: "by time of submission", members: bySubmission),
    ]
    page.markup("<h2 id=\"students\">Students</h2>\n<div class=\"orders\">\n")
    for (index, order) in orders.enumerated() {
      page.markup("<input type=\"radio\" name=\"order\"")
      page.attribute("id", prefix: "order-", index)
      page.markup(index == 0 ? " checked><label" : "><label")
      page.attribute("for", prefix: "order-", index)
      page.markup(">")
      page.markup(order.name)
      page.markup("</label>\n")
    }
    let hasPenalty = content.members.contains { $0.penalty != 0 || $0.through != nil }
    let exercises = exerciseNames
    for order in orders {
      page.markup("<div class=\"order scroll\" tabindex=\"0\"><table class=\"wide\"><thead><tr>")
      page.markup("<th scope=\"col\">Student</th><th scope=\"col\">Status</th>")
      page.markup("<th scope=\"col\" class=\"right\">Score</th>")
      if hasPenalty {
        page.markup("<th scope=\"col\" class=\"right\">Taken off</th>")
        page.markup("<th scope=\"col\" class=\"right\">Counts</th>")
      }
      for exercise in exercises {
        page.markup("<th scope=\"col\" class=\"right part\">")
        page.text(exercise)
        page.markup("</th>")
      }
      page.markup("<th scope=\"col\">Handed in</th></tr></thead>\n<tbody>\n")
      for member in order.members {
        writeRow(of: member, exercises: exercises, hasPenalty: hasPenalty, to: &page)
      }
      page.markup("</tbody></table></div>\n")
    }
    page.markup("</div>\n")
  }

  /// The exercises and questions that give points, in the order of the practical.
  private var exerciseNames: [String] {
    var names: [String] = []
    let checks = content.members.first { !$0.checks.isEmpty }?.checks ?? []
    for check in checks where !names.contains(check.exercise) { names.append(check.exercise) }
    return names
  }

  private func writeRow(
    of member: ClassReportContent.Member, exercises: [String], hasPenalty: Bool,
    to page: inout HTMLWriter
  ) {
    page.markup("<tr><td>")
    write(member, to: &page)
    if member.remarkCount > 0 {
      page.markup(" <span class=\"tag\">")
      page.text(Quantity.count(member.remarkCount, "remark"))
      page.markup("</span>")
    }
    page.markup(member.status == .graded ? "</td><td>" : "</td><td class=\"poor\">")
    page.text(member.status.words)
    if let other = member.through { page.text("; what \(other) handed in counts") }
    page.markup("</td><td class=\"right\">")
    let hasMarks = member.status != .graderError && member.status != .missing
    page.text(hasMarks ? Quantity.points(member.score) : "–")
    if hasPenalty {
      page.markup("</td><td class=\"right\">")
      page.text(member.penalty == 0 ? "" : Quantity.points(member.penalty))
      page.markup("</td><td class=\"right\">")
      page.text(hasMarks || member.through != nil ? Quantity.points(member.final) : "–")
    }
    for exercise in exercises {
      let checks = member.checks.filter { $0.exercise == exercise }
      let score = checks.reduce(0) { $0 + $1.score }
      let isFull = score >= checks.reduce(0) { $0 + $1.maxScore }
      page.markup(
        isFull && hasMarks ? "</td><td class=\"right whole\">" : "</td><td class=\"right\">")
      page.text(hasMarks ? Quantity.points(score) : "–")
    }
    page.markup("</td><td class=\"time\">")
    page.text(member.submitted ?? "–")
    page.markup("</td></tr>\n")
  }
}
