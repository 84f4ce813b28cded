import Foundation
import Notebooks
import Yams

extension CourseFile {
  func practicals(_ node: Node) throws(Diagnostic) -> [CourseRules.PracticalRules] {
    var practicals: [CourseRules.PracticalRules] = []
    for entry in try entries(node, of: "`practicals`") {
      let name = entry.name
      guard !name.isEmpty, name.utf8.count <= 100 else {
        throw error(
          "\(name.quotedForMessage) is no practical", at: entry.key,
          help: "write its number or its slug, as in `2:` or `02-feed-forward-net:`")
      }
      if let other = practicals.first(where: {
        CourseRules.isName($0.name, of: name) || CourseRules.isName(name, of: $0.name)
          || (Int(name) != nil && Int(name) == Int($0.name))
      }) {
        throw error(
          "\(name.quotedForMessage) and \(other.name.quotedForMessage) are the same practical",
          at: entry.key, help: "keep one of the two")
      }
      var rules = CourseRules.PracticalRules(name: name)
      if !yaml.isNull(entry.value) {
        let keys = ["due", "points", "late", "counts", "group-size"]
        for option in try entries(entry.value, of: "practical \(name)", keys: keys) {
          switch option.name {
          case "due": rules.due = try date(option.value, of: "due")
          case "points": rules.points = try number(option.value, of: "points", above: 0)
          case "late": rules.late = try policy(option.value)
          case "group-size": rules.groupSize = try groupSize(option.value)
          default: rules.counts = try counting(option.value)
          }
        }
      }
      practicals.append(rules)
    }
    return practicals
  }

  func extensions(_ node: Node) throws(Diagnostic) -> [CourseRules.Extension] {
    let form = "write `- {student: ada, practical: 2, until: 2026-10-05 23:59}` or `hours: 48`"
    var extensions: [CourseRules.Extension] = []
    for item in try items(node, of: "extensions", help: form) {
      var student: String?
      var practical: String?
      var length: CourseRules.Extension.Length?
      let keys = ["student", "practical", "until", "hours"]
      for option in try entries(item, of: "an extension", keys: keys) {
        switch option.name {
        case "student": student = try text(option.value, of: "student")
        case "practical": practical = try self.practical(option.value)
        default:
          guard length == nil else {
            throw error("there are both `until` and `hours`", at: option.key, help: "keep one")
          }
          if option.name == "until" {
            length = .until(try date(option.value, of: "until"))
          } else {
            let hours = try number(option.value, of: "hours", above: 0)
            length = .seconds(Int((hours * 3600).rounded()))
          }
        }
      }
      guard let student, let length else {
        throw error(
          "an extension needs a `student` and `until` or `hours`", at: item, help: form)
      }
      extensions.append(
        CourseRules.Extension(student: student, practical: practical, length: length))
    }
    return extensions
  }

  /// The most members of a group.
  private static var largestGroup: Int { 3 }

  func groups(_ node: Node) throws(Diagnostic) -> [CourseRules.Group] {
    let form = "write `- {practical: 5, members: [ada, ben]}`, or without `practical` for all"
    var groups: [CourseRules.Group] = []
    for item in try items(node, of: "groups", help: form) {
      var group = CourseRules.Group(members: [])
      for option in try entries(item, of: "a group", keys: ["practical", "members"]) {
        if option.name == "practical" {
          group.practical = try practical(option.value)
          continue
        }
        for member in try items(option.value, of: "members", help: form) {
          let name = try text(member, of: "members")
          guard !group.members.contains(name) else {
            throw error(
              "\(name.quotedForMessage) is in this group twice", at: member, help: "name each once")
          }
          group.members.append(name)
        }
      }
      guard (1...Self.largestGroup).contains(group.members.count) else {
        throw error(
          "a group has one to \(Self.largestGroup) members, not \(group.members.count)", at: item,
          help: form)
      }
      for other in groups where other.practical == group.practical {
        if let name = group.members.first(where: other.members.contains) {
          throw error(
            "\(name.quotedForMessage) is in two groups", at: item, help: "keep one of the two")
        }
      }
      groups.append(group)
    }
    return groups
  }

  /// The most members of groups that students form.
  func groupSize(_ node: Node) throws(Diagnostic) -> Int {
    let text = try yaml.scalar(node, of: "group-size").string
    guard let size = Int(text), (1...Self.largestGroup).contains(size) else {
      throw error(
        "`group-size` is not \(text.quotedForMessage)", at: node,
        help: "write the most members of a group that students form, from 1 (none) to "
          + "\(Self.largestGroup)")
    }
    return size
  }

  func exams(_ node: Node) throws(Diagnostic) -> [CourseRules.Exam] {
    var exams: [CourseRules.Exam] = []
    for entry in try entries(node, of: "`exams`") {
      guard entry.name != "practicals", !entry.name.isEmpty else {
        throw error(
          "an exam cannot be called \(entry.name.quotedForMessage)", at: entry.key,
          help: "call it `midterm` or `final`")
      }
      let what = "the exam \(entry.name.quotedForMessage)"
      var sources: [CourseRules.Exam.Source] = []
      var points: Double?
      for option in try entries(entry.value, of: what, keys: ["scores", "practical", "points"]) {
        switch option.name {
        case "scores": sources.append(.scores(try text(option.value, of: "scores")))
        case "practical": sources.append(.practical(try practical(option.value)))
        default: points = try number(option.value, of: "points", above: 0)
        }
      }
      guard sources.count == 1 else {
        throw error(
          "\(what) needs either `scores` or `practical`", at: entry.key,
          help: "write `{scores: midterm.csv, points: 50}` or `{practical: 6}`")
      }
      exams.append(CourseRules.Exam(name: entry.name, source: sources[0], points: points))
    }
    return exams
  }

  func weights(_ node: Node) throws(Diagnostic) -> [CourseRules.Weight] {
    let names = ["practicals"] + rules.exams.map(\.name)
    var weights: [CourseRules.Weight] = []
    for entry in try entries(node, of: "`weights`") {
      guard names.contains(entry.name) else {
        throw error(
          "there is no exam \(entry.name.quotedForMessage)", at: entry.key,
          help: "name it under `exams`; there are \(names.joined(separator: ", "))")
      }
      weights.append(
        CourseRules.Weight(entry.name, try number(entry.value, of: entry.name, above: 0)))
    }
    let sum = weights.map(\.weight).reduce(0, +)
    guard abs(sum - 1) < 1e-6 else {
      throw error(
        "the weights add up to \(CourseNumber.text(sum)), not to 1", at: node,
        help: "write shares such as `practicals: 0.4`")
    }
    return weights
  }

  private func practical(_ node: Node) throws(Diagnostic) -> String {
    try text(node, of: "practical")
  }
}
