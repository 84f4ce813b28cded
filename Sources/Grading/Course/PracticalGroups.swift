/// Who hands in a practical together.
///
/// What `course.yaml` lists holds. For others, where the course lets students form groups (`group-size`), what
/// they handed in last says with whom. A student can name anybody, so a name alone binds nobody who has said
/// something else: who handed in is in a group only by naming the very same one, and who handed in nothing can
/// only gain.
public struct PracticalGroups: Sendable, Equatable {
  /// A group that a student is in.
  struct Group: Sendable, Equatable {
    /// All of the group, by name.
    var members: [String]
    /// Whether the course lists it.
    var isListed = false
  }

  /// The groups of those who are in one with others; only who handed in nothing can be in several.
  private(set) var groups: [String: [Group]] = [:]
  /// Those who are in a group by the word of others only.
  private(set) var silent: Set<String> = []
  /// What students are told about it.
  public private(set) var remarks: [String: [String]] = [:]

  private let claims: GroupClaims

  /// Finds the groups.
  ///
  /// - Parameters:
  ///   - rules: the rules of the course.
  ///   - slug: the practical.
  ///   - attempts: what was handed in for it.
  init(_ rules: CourseRules, slug: String, attempts: [Attempt]) {
    claims = GroupClaims(rules, slug: slug, attempts: attempts)
    for members in rules.groups(for: slug) where members.count > 1 {
      for member in members where groups[member] == nil {
        groups[member] = [Group(members: members, isListed: true)]
      }
    }
    guard claims.most > 1 else { return }
    for student in claims.claims.keys.sorted() { settle(student) }
    for student in claims.silent { settle(silent: student) }
  }

  /// Those who hand in with a student, the student among them.
  public func members(with student: String) -> [String] {
    Set(groups[student, default: []].flatMap(\.members)).union([student]).sorted()
  }

  /// All who are in a group in which somebody has handed in something.
  var participants: [String] {
    groups.filter { $0.value.contains { $0.members.contains { claims.claims[$0] != nil } } }.map(
      \.key)
  }

  /// Where a student stands: among several groups, in that with the best outcome.
  ///
  /// - Parameters:
  ///   - student: the student.
  ///   - outcome: where the student stands in a group.
  /// - Returns: the standing, with what the student is told of the group.
  func standing(of student: String, in outcome: (Group) -> Standing) -> Standing {
    let own = groups[student, default: []]
    var standing = outcome(own.first ?? Group(members: [student]))
    for group in own.dropFirst() {
      let other = outcome(group)
      // What the grader failed on could be as good as can be.
      if other.final ?? other.maxScore > standing.final ?? standing.maxScore { standing = other }
    }
    let members = members(with: student)
    standing.group = members.count > 1 ? members : []
    standing.groupRemarks = remarks[student, default: []]
    if members.count > 1 {
      let others = members.filter { $0 != student }.map { "`\($0)`" }.joined(separator: ", ")
      standing.groupRemarks.insert("you are in a group with \(others)", at: 0)
    }
    if let attempt = standing.attempt, attempt.student != student {
      let late =
        standing.penalty > 0 ? " (\(CourseNumber.text(standing.penalty)) less for being late)" : ""
      let points = standing.final.map { ", with \(CourseNumber.text($0)) points\(late)" } ?? ""
      standing.groupRemarks.append("what `\(attempt.student)` handed in counts for you\(points)")
    }
    return standing
  }

  /// Settles the group of who handed in.
  private mutating func settle(_ student: String) {
    guard let own = claims.claims[student] else { return }
    if claims.listed.contains(student) {
      if own.count > 1, own != Set(members(with: student)) {
        tell(student, "you name others than the group that your instructor lists, which holds")
      }
      return
    }
    for other in claims.namers[student, default: []].sorted() where claims.claims[other] != own {
      tell(
        student,
        "`\(other)` names you; you handed in too and do not name the same group: you are marked apart"
      )
    }
    guard own.count <= claims.most else {
      return tell(
        student,
        "you name \(own.count - 1) others, and a group has at most \(claims.most): nobody is in yours"
      )
    }
    for other in own.sorted() where other != student {
      if let words = claims.objection(to: other, in: own) { tell(student, words) }
    }
    let members = own.filter { claims.objection(to: $0, in: own) == nil }
    if members.count > 1 { groups[student] = [Group(members: members.sorted())] }
  }

  /// Settles the groups of who handed in nothing and is named.
  private mutating func settle(silent student: String) {
    let named = Set(claims.namers[student, default: []].compactMap { claims.claims[$0] })
    let open = named.filter {
      $0.count <= claims.most && claims.objection(to: student, in: $0) == nil
    }
    guard !open.isEmpty else { return }
    silent.insert(student)
    groups[student] = open.map { group in
      Group(members: group.filter { claims.objection(to: $0, in: group) == nil }.sorted())
    }.sorted { $0.members.lexicographicallyPrecedes($1.members) }
    if open.count > 1 {
      tell(
        student,
        "\(open.count) groups name you: the better mark is yours; ask your instructor which one you are in"
      )
    }
  }

  private mutating func tell(_ student: String, _ words: String) {
    remarks[student, default: []].append(words)
  }
}

/// Whom students name in what they handed in last.
private struct GroupClaims: Sendable, Equatable {
  /// The most members of a group.
  let most: Int
  /// For each who handed in: the student and those who are named.
  private(set) var claims: [String: Set<String>] = [:]
  /// For each who is named: who does, but for those whose group the course lists.
  private(set) var namers: [String: Set<String>] = [:]
  /// Those of whom the course says with whom they are.
  let listed: Set<String>
  private let enrolled: Set<String>?

  /// Those who are named and handed in nothing, by name.
  var silent: [String] { namers.keys.filter { claims[$0] == nil }.sorted() }

  init(_ rules: CourseRules, slug: String, attempts: [Attempt]) {
    most = rules.groupSize(for: slug)
    listed = Set(rules.groups(for: slug).joined())
    enrolled = rules.enrolled
    let handedIn = attempts.filter { $0.status != .missing }
    let names = MemberNames(Set(handedIn.map(\.student)).union(enrolled ?? []).union(listed))
    for (student, own) in Dictionary(grouping: handedIn, by: \.student) {
      let last = own.max {
        ($0.submitted ?? .distantPast, $0.number) < ($1.submitted ?? .distantPast, $1.number)
      }
      let members = last?.members.filter { $0.contains { $0.isLetter || $0.isNumber } }
      let named = Set(members?.map(names.student) ?? []).subtracting([student])
      claims[student] = named.union([student])
      guard !listed.contains(student) else { continue }
      for name in named { namers[name, default: []].insert(student) }
    }
  }

  /// Why somebody who is named in a group is not in it, in words for who names; nil where nothing is against it.
  func objection(to other: String, in group: Set<String>) -> String? {
    if listed.contains(other) {
      return "`\(other)` is in a group that your instructor lists, and not in yours"
    }
    if let theirs = claims[other] {
      return theirs == group
        ? nil : "`\(other)` handed in too and does not name the same group: you are marked apart"
    }
    if let enrolled, !enrolled.contains(other) {
      return "you name `\(other)`, who is not in the course"
    }
    return nil
  }
}

/// Whom the names in submissions mean.
private struct MemberNames {
  private let known: Set<String>
  private let alike: [String: [String]]

  init(_ known: Set<String>) {
    self.known = known
    alike = Dictionary(grouping: known, by: StudentName.simplified)
  }

  /// The student whom a name means: one of that name, else the only one whose name differs in case, spaces and
  /// hyphens, else whoever hands in under it.
  func student(_ name: String) -> String {
    if known.contains(name) { return name }
    let found = alike[StudentName.simplified(name)] ?? []
    return found.count == 1 ? found[0] : StudentName.filePart(name)
  }
}
