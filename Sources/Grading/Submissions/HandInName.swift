import Foundation

/// What the name of a file or folder says of a submission.
struct HandInName: Equatable {
  /// Who handed it in.
  var student: String
  /// The number by which the platform knows the student.
  var identifier: String?
  /// Whether the platform says that it came late.
  var isLate = false
  /// When it was handed in, where the name says so.
  var time: Date?
  /// Which of the student's submissions it is, where the name says so.
  var attempt: Int?
  /// The name of the file on the student's own machine, where it stands in the name.
  var fileName: String?

  /// Whether a platform gave the name, so that whatever is named so was handed in.
  var isFromPlatform = false

  init(student: String) { self.student = student }

  /// A name that Canvas gives in a download: `lastfirst_LATE_12345_67890_name.md`, where `_LATE` may be
  /// missing, with the numbers of the student and of the submission.
  ///
  /// - Parameter name: the name of the file.
  init?(canvas name: String) {
    guard
      let match = name.wholeMatch(
        of: #/(?<student>[^_/]+)(?<late>_LATE)?_(?<id>[0-9]{1,20})_[0-9]{1,20}_(?<file>.+)/#)
    else { return nil }
    student = String(match.student)
    identifier = String(match.id)
    isLate = match.late != nil
    fileName = String(match.file)
    isFromPlatform = true
  }

  /// A name that Moodle gives in a download: `Full Name_1234567_assignsubmission_file_`, of a folder, or
  /// with the student's own name of the file behind it.
  ///
  /// - Parameter name: the name of the folder or file.
  init?(moodle name: String) {
    guard
      let match = name.wholeMatch(
        of: #/(?<student>.+)_(?<id>[0-9]{1,20})_assignsubmission_(?<kind>[a-z]+)(_(?<file>.*))?/#)
    else { return nil }
    student = String(match.student)
    identifier = String(match.id)
    if let file = match.file, !file.isEmpty { fileName = String(file) }
    isFromPlatform = true
  }

  /// The name of a file without the number that a system adds when there is one of this name already:
  /// `name-2`, `name (2)`.
  ///
  /// - Parameter stem: the name without its ending.
  /// - Returns: the name, and the number, where there is one.
  static func numbered(_ stem: String) -> (name: String, number: Int?) {
    guard
      let match = stem.wholeMatch(
        of: #/(?<name>.+?)(?:-(?<number>[0-9]{1,3})| ?\((?<other>[0-9]{1,3})\))/#)
    else { return (stem, nil) }
    return (String(match.name), (match.number ?? match.other).flatMap { Int($0) })
  }
}
