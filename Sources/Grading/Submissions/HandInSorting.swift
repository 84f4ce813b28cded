import Foundation

/// Tells which files are whose.
struct HandInSorting {
  /// The students, by what tells them apart.
  private(set) var students: [String: HandInStudent] = [:]
  /// What belongs to no student.
  private(set) var passedOver: [String] = []

  private let found: HandedInFiles
  private let options: SubmissionCollection.Options
  private let export: GradescopeExport?

  init(_ found: HandedInFiles, options: SubmissionCollection.Options) {
    self.found = found
    self.options = options
    let metadata = found.files.first { $0.path == [GradescopeExport.fileName] }
    let bytes = metadata.flatMap { try? $0.bytes(limit: GradescopeExport.maximumSize) }
    export = bytes.map { GradescopeExport(String(decoding: $0, as: UTF8.self)) }
  }

  mutating func sort() throws {
    // Folders first: who has one and nothing in it has handed nothing in.
    if options.pattern == nil {
      for folder in found.folders where folder.count == 1 { addFolder(folder[0]) }
    }
    for file in found.files where file.path != [GradescopeExport.fileName] { try add(file) }
    tellApart()
  }

  private mutating func addFolder(_ folder: String) {
    let (name, members) = owner(ofFolder: folder)
    student(name, members: members) { _ in }
  }

  /// Whose a folder is.
  private func owner(ofFolder folder: String) -> (name: HandInName, members: [String]) {
    if let entry = export?.entries[folder] {
      var name = HandInName(student: entry.names.first ?? folder)
      name.identifier = entry.identifier
      name.time = entry.created
      name.isFromPlatform = true
      return (name, Array(entry.names.dropFirst()))
    }
    if let name = HandInName(moodle: folder) { return (name, []) }
    return (HandInName(student: folder), [])
  }

  private mutating func add(_ file: HandedInFile) throws {
    if let pattern = options.pattern {
      guard let name = try pattern.name(of: file.shown) else {
        passedOver.append(file.shown)
        return
      }
      student(name) { $0.items.append(HandInStudent.Item(file: file, name: name)) }
      return
    }
    if file.path.count > 1 {
      var (name, members) = owner(ofFolder: file.path[0])
      // What Moodle puts behind the folder's name is no name of a file.
      name.fileName = file.path.last
      student(name, members: members) {
        $0.items.append(HandInStudent.Item(file: file, name: name))
      }
      return
    }
    let platform = HandInName(moodle: file.name) ?? HandInName(canvas: file.name)
    guard platform != nil || file.isMarkdown || file.isArchive else {
      passedOver.append(file.shown)
      return
    }
    let name = platform ?? HandInName(student: plainStudent(file))
    student(name) { $0.items.append(HandInStudent.Item(file: file, name: name)) }
  }

  /// The student whom the name of a file says: `STUDENT.md`, `SLUG-STUDENT.zip`.
  private func plainStudent(_ file: HandedInFile) -> String {
    let stem = file.stem
    guard file.isArchive, stem.hasPrefix(options.slug + "-") else { return stem }
    let rest = String(stem.dropFirst(options.slug.count + 1))
    return rest.isEmpty ? stem : HandInName.browserCopy(of: rest)
  }

  private mutating func student(
    _ name: HandInName, members: [String] = [], change: (inout HandInStudent) -> Void
  ) {
    let key = name.student + "\u{0}" + (name.identifier ?? "")
    var student =
      students[key] ?? HandInStudent(name: name.student, identifier: name.identifier)
    for member in members where !student.members.contains(member) { student.members.append(member) }
    change(&student)
    students[key] = student
  }

  /// Two students of one name get their numbers behind it.
  private mutating func tellApart() {
    let counts = Dictionary(students.values.map { ($0.name, 1) }, uniquingKeysWith: +)
    for (key, student) in students where counts[student.name, default: 0] > 1 {
      guard let identifier = student.identifier else { continue }
      students[key]?.name = "\(student.name)_\(identifier)"
    }
  }
}

extension HandInName {
  /// A name without what a browser adds when a file of that name is there already: `name (2)`.
  static func browserCopy(of stem: String) -> String {
    guard let match = stem.wholeMatch(of: #/(?<name>.+?) ?\([0-9]{1,3}\)/#) else { return stem }
    return String(match.name)
  }
}
