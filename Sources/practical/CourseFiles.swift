import Foundation
import Notebooks
import Reports

/// Writes the page of a course.
struct CourseFiles {
  /// The course.
  var course: Course
  /// The folder to write to.
  var folder: String

  /// Writes `index.html`; returns its path.
  func write() throws -> String {
    let paths = course.practicalPaths()
    guard !paths.isEmpty else {
      throw UsageError(
        "there are no practicals in \(Course.shortened(course.root))/practicals",
        help: "go to the folder of the course, or write one report with `practical report FILE.md`")
    }
    let page = CoursePage.html(try paths.map(entry), date: RunFiles.words(for: Date()))
    try OutputFolder.make(folder, help: "choose a folder that can be written to with --out")
    try RunFiles(folder: folder, cache: "").write(Data(page.utf8), to: "index.html")
    return "\(folder)/index.html"
  }

  private func entry(at path: String) throws -> CoursePage.Entry {
    let practical = try PracticalParser.read(path: path)
    let runs = ".practical/\(practical.slug)"
    let result = RunResult(folder: runs)
    // A machine without a toolchain still lists.
    let states = result.flatMap { _ in
      try? StatusCommand.states(of: practical, in: runs, course: course)
    }
    let report = "\(runs)/report.html"
    let hasReport = result != nil && FileManager.default.fileExists(atPath: report)
    return CoursePage.Entry(
      practical: practical, result: result, points: practical.declaredPoints,
      date: result.flatMap { _ in ReportRecord(folder: runs)?.details.date },
      report: hasReport ? Self.path(from: folder, to: report) : nil,
      staleCells: states?.count { $0.state == .stale } ?? 0)
  }

  /// The path of a file from a folder.
  static func path(from folder: String, to file: String) -> String {
    let start = URL(fileURLWithPath: folder).standardizedFileURL.pathComponents
    let end = URL(fileURLWithPath: file).standardizedFileURL.pathComponents
    let shared = zip(start, end).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - shared) + end.dropFirst(shared))
      .joined(separator: "/")
  }
}
