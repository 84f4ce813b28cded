import Drawing
import Foundation
import Gradebook
import Grading
import Notebooks
import Plots
import Reports

/// Writes the pages of a folder of marks: each student's feedback, and the class report.
struct ClassPages {
  /// The author's version.
  let author: Practical
  private let starter: Practical
  private let marks: MarksFolder
  /// The gradebook with what was marked by hand; it need not be there.
  private let gradebook: String
  /// What the rules of the course make of the scores, by student.
  private let standings: [String: Standing]
  private let policy: LatePolicy?

  /// The name of the class report.
  static let fileName = "class.html"

  /// Prepares to write.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - folder: the folder of marks.
  ///   - setup: the rules of the course, and where its gradebook is.
  /// - Throws: why the students' copy is no practical, or the gradebook cannot be read.
  init(author: Practical, folder: String, setup: CourseSetup) throws {
    self.author = author
    starter = try PracticalParser.parse(
      SourceFile(path: author.source.path, text: StudentCopy(of: author).text), slug: author.slug)
    marks = MarksFolder(path: folder)
    gradebook = setup.gradebook(in: folder)
    var setup = setup
    setup.rules = try LateRules(keptIn: marks, of: author.slug).applied(
      to: author.slug, of: setup.rules)
    standings = try setup.standings(for: author.slug, gradebook: gradebook)
    policy = setup.rules?.policy(for: author.slug)
  }

  /// Writes all pages; returns the path of the class report.
  @discardableResult
  func write() throws -> String {
    let entries = marks.results(of: author.slug)
    guard !entries.isEmpty else {
      throw UsageError(
        "there are no marks of `\(author.slug)` in `\(Course.shortened(marks.path))`",
        help: "run `practical grade` first, and name its --out folder")
    }
    let manual = try manualMarks()
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: entries.count) { index in
      let entry = entries[index]
      do {
        let page = feedback(entry, manual: manual?[entry.graded.student] ?? [:], of: manual != nil)
        let path = "\(marks.path)/\(entry.folder)/feedback.html"
        try Data(page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        failures.note("\(entry.folder)/feedback.html: \(OutputFolder.reason(for: error))")
      }
    }
    if let failure = failures.first {
      throw UsageError("\(failure)", help: "check the folder of marks and the space on the disk")
    }
    let path = "\(marks.path)/\(Self.fileName)"
    try Data(ClassReportPage.html(classReport(entries, manual: manual)).utf8).write(
      to: URL(fileURLWithPath: path), options: .atomic)
    return Course.shortened(path)
  }

  // MARK: What people gave

  /// What was marked by hand, by student and question; nil where nothing was.
  private func manualMarks() throws -> [String: [String: AnswerMark]]? {
    guard !author.answers.isEmpty, FileManager.default.fileExists(atPath: gradebook) else {
      return nil
    }
    let book = MarkingBook(gradebook: try GradebookFile(path: gradebook), grader: "")
    let marks = try book.marks(of: MarkingRound(author: author, answers: [:], secret: ""))
    guard marks.values.contains(where: { !$0.isEmpty }) else { return nil }
    return marks.values.flatMap(\.values).reduce(into: [:]) {
      $0[$1.student, default: [:]][$1.question] = $1
    }
  }

  /// The checks of a student with what people gave, which counts as soon as they have begun.
  private func checks(
    _ checks: [CheckResult], manual: [String: AnswerMark], hasBegun: Bool
  ) -> [CheckResult] {
    guard hasBegun else { return checks }
    return checks
      + author.answers.flatMap { answer in
        manual[answer.id]?.checks(for: answer) ?? [AnswerMark.missing(for: answer)]
      }
  }

  // MARK: Feedback

  private func feedback(
    _ entry: MarksFolder.Entry, manual: [String: AnswerMark], of hasBegun: Bool
  ) -> String {
    let visible = Feedback(entry.graded, author: author)
    let shown = Set(visible.cells.map(\.id))
    var practical = entry.graded.work?.practical(of: author, starter: starter) ?? starter
    if entry.graded.work == nil { practical.blocks = [] }
    let cells = entry.graded.cells.filter { shown.contains($0.id) }.map { result in
      var result = result
      // Lines of given cells are those of the author's file, which the student does not have.
      if result.kind != .exercise { result.error?.line = 0 }
      return result
    }
    let checks = checks(visible.checks, manual: manual, hasBegun: hasBegun)
    var content = FeedbackContent(
      student: visible.student, practical: practical,
      result: RunResult(
        practical: visible.practical, title: visible.title, seed: entry.graded.seed,
        score: sum(checks.map(\.score)), maxScore: sum(checks.map(\.maxScore)),
        seconds: entry.graded.seconds, compileSeconds: entry.graded.compileSeconds, cells: cells,
        checks: checks),
      isSandboxed: visible.isSandboxed)
    content.submitted = entry.graded.submitted.map(Self.readable)
    content.reason =
      switch visible.status {
      case .graded: nil
      case .missing: "Nothing was handed in."
      case .notGradable: "Not gradable: \(visible.reason ?? "nothing could be judged")"
      case .graderError: visible.reason
      }
    if visible.status == .missing, let other = standings[visible.student]?.attempt?.student,
      other != visible.student
    {
      content.reason = "You handed in nothing yourself: what `\(other)` handed in counts for you."
      content.result.checks = []
    }
    content.deduction = deduction(of: visible.student)
    content.group = standings[visible.student]?.groupRemarks ?? []
    content.remarks = visible.remarks.map { .init(id: $0.id, message: $0.message) }
    content.comments = author.answers.compactMap { answer in
      manual[answer.id].map { .init(id: answer.id, text: $0.comment) }
    }
    return FeedbackPage.html(content) { plot($0, of: entry) }
  }

  /// What lateness costs a student, where what counts is the student's own.
  private func deduction(of student: String) -> FeedbackContent.Deduction? {
    guard let standing = standings[student], standing.late > 0, let final = standing.final,
      standing.attempt?.student == student
    else { return nil }
    return FeedbackContent.Deduction(
      penalty: standing.penalty, final: final, reason: standing.lateness(policy))
  }

  /// A plot of a student; that of the submission that counts, where there are several.
  private func plot(_ path: String, of entry: MarksFolder.Entry) -> PlotFile? {
    let folder = "\(marks.path)/\(entry.folder)"
    let attempt = "\(folder)/attempt-\(entry.graded.attempt)"
    let isOneOfSeveral = FileManager.default.fileExists(atPath: attempt)
    return PlotFolder(path: isOneOfSeveral ? attempt : folder).plot(
      at: path, alternativeText: entry.graded.plotTexts?[path] ?? "")
  }

  /// `2026-11-21T13:05:00Z` for people: `2026-11-21 13:05 UTC`.
  private static func readable(_ time: String) -> String {
    guard time.hasSuffix("Z"), time.count >= 17 else { return time }
    return time.prefix(16).replacing("T", with: " ") + " UTC"
  }

  private func sum(_ points: [Double]) -> Double { (points.reduce(0, +) * 1e6).rounded() / 1e6 }

  // MARK: The class

  private func classReport(
    _ entries: [MarksFolder.Entry], manual: [String: [String: AnswerMark]]?
  ) -> ClassReportContent {
    let members = entries.map { entry -> ClassReportContent.Member in
      let graded = entry.graded
      var member = ClassReportContent.Member(
        student: graded.student,
        status: ClassReportContent.Member.Status(rawValue: graded.status.rawValue) ?? .graderError)
      member.folder = entry.folder
      member.reason = graded.reason
      member.submitted = graded.submitted.map(Self.readable)
      member.checks = checks(
        graded.checks, manual: manual?[graded.student] ?? [:], hasBegun: manual != nil)
      member.score = sum(member.checks.map(\.score))
      let deduction = deduction(of: graded.student)
      member.penalty = deduction?.penalty ?? 0
      member.final = deduction?.final ?? member.score
      if let standing = standings[graded.student], let other = standing.attempt?.student,
        other != graded.student
      {
        member.through = other
        member.final = standing.final ?? 0
      }
      member.seconds = graded.seconds
      member.remarkCount = graded.remarks.count
      return member
    }
    let most = members.map { sum($0.checks.map(\.maxScore)) }.max() ?? 0
    var content = ClassReportContent(
      title: author.frontMatter.title, maxScore: most, members: members,
      isSandboxed: entries.allSatisfy(\.graded.isSandboxed))
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB")
    formatter.dateFormat = "d MMMM yyyy, HH:mm"
    content.date = formatter.string(from: Date())
    let scores = members.filter {
      $0.status == .graded || $0.status == .notGradable || $0.through != nil
    }.map(\.final)
    content.histogram = Histogram(scores: scores, most: most).plot
    let compared = entries.compactMap { $0.graded.work?.compared(as: $0.graded.student) }
    content.comparedCount = compared.count
    // Who hands in together may have the same.
    let pairs = SimilaritySearch().pairs(among: compared, given: author.codeOfAuthor)
    content.pairs = pairs.filter { !(standings[$0.first]?.group.contains($0.second) ?? false) }
    return content
  }
}

/// How the scores of a class lie, as a picture.
private struct Histogram {
  var scores: [Double]
  var most: Double

  /// The picture; nil where there is nothing to draw.
  var plot: PlotFile? {
    guard !scores.isEmpty, most > 0 else { return nil }
    // A bar for each point, or for some of them, with whole points in the middle of bars; the last one has room
    // for full marks.
    let width = max(1, (most / 30).rounded(.up))
    let bins = Int((most / width).rounded()) + 1
    var figure = Figure(title: "Scores", xLabel: "points", yLabel: "students")
      .size(width: 640, height: 280)
      .histogram(
        scores, bins: bins, range: -width / 2...(Double(bins) - 0.5) * width)
    figure.xAxis.isWhole = true
    guard let light = try? FigureRenderer(theme: .light).files(figure) else { return nil }
    var plot = PlotFile(png: light.png, alternativeText: figure.altText)
    plot.svg = light.svg
    if let dark = try? FigureRenderer(theme: .dark).files(figure) {
      plot.darkPNG = dark.png
      plot.darkSVG = dark.svg
    }
    return plot
  }
}

/// What went wrong on several threads; the first counts.
private final class Failures: @unchecked Sendable {
  // Touched within the lock only.
  private var texts: [String] = []
  private let lock = NSLock()

  func note(_ text: String) { lock.withLock { texts.append(text) } }

  var first: String? { lock.withLock { texts.first } }
}
