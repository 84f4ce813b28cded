import Foundation
import Grading
import Notebooks

/// Shows what is handed in, and what is still open.
struct SubmitView {
  private let handIn: HandIn
  private let isSilent: Bool
  private let style = TerminalStyle.detect()

  init(_ handIn: HandIn, isSilent: Bool) {
    self.handIn = handIn
    self.isSilent = isSilent
  }

  /// Says who hands in what, and what is not done.
  func begin(_ identity: StudentIdentity, with others: [String]) {
    let title = TerminalStyle.harmless(handIn.practical.frontMatter.title)
    let names = ([identity.name] + others).joined(separator: ", ")
    show("\(style.bold(title))  \(TerminalStyle.harmless(names))")
    if let source = identity.source {
      show(style.dim("the name is that of \(source); --student 'Your Name' says another"))
    }
    if handIn.practical.holdsSolutions {
      warn("this is the author's version: it holds solutions")
    }
    for cell in handIn.unimplemented {
      show(open("exercise `\(cell.id)`", "not implemented yet", line: cell.todoLine ?? cell.line))
    }
    for quiz in handIn.unticked {
      show(open("quiz `\(quiz.id)`", "no box is ticked", line: quiz.line))
    }
    for answer in handIn.unanswered {
      show(open("answer `\(answer.id)`", "nothing is written", line: answer.line))
    }
    for name in handIn.leftOut {
      warn("\(TerminalStyle.harmless(name)) is left out: it is too large")
    }
  }

  /// Says what the checks gave, and what was written.
  func end(_ result: RunResult?, at path: String, bytes: Int) {
    if let result { show(result) } else { show("the checks were not run") }
    let names = [handIn.markdownName] + handIn.files.map(\.path) + [Manifest.fileName]
    show(
      "wrote \(path) (\(Self.size(bytes))): \(TerminalStyle.harmless(names.joined(separator: ", ")))"
    )
    show("hand in this file where your course collects the practicals")
  }

  private func show(_ result: RunResult) {
    let open = Set(handIn.unimplemented.map(\.id))
    for cell in result.cells {
      guard let error = cell.error, cell.status != .ok, error.kind != .todo else { continue }
      let words = TerminalStyle.harmless(String(error.message.prefix(200)))
        .replacingOccurrences(of: "\n", with: " ")
      show(
        "\(style.red("✗")) cell `\(cell.id)` \(error.kind.words): \(words)  "
          + style.dim(place(error.line)))
    }
    for check in result.checks where check.status == .failed && !open.contains(check.exercise) {
      let words = TerminalStyle.harmless(String(check.message.prefix(200)))
        .replacingOccurrences(of: "\n", with: " ")
      show("\(style.red("✗")) \(TerminalStyle.harmless(check.name)): \(words)")
    }
    let score = "\(RunView.points(result.score)) of \(RunView.points(result.maxScore)) points"
    show("visible checks: \(style.bold(result.isClean ? style.green(score) : style.red(score)))")
  }

  private func open(_ what: String, _ state: String, line: Int) -> String {
    "\(style.yellow("–")) \(what): \(state)  \(style.dim(place(line)))"
  }

  private func place(_ line: Int) -> String { "\(handIn.practical.source.path):\(line)" }

  private func warn(_ text: String) { show(style.yellow("warning: ") + text) }

  private func show(_ text: String) {
    if !isSilent { StandardOutput.writeLine(text) }
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1000
      ? "\(bytes) bytes"
      : bytes < 1_000_000
        ? String(format: "%.1f kB", Double(bytes) / 1e3)
        : String(format: "%.1f MB", Double(bytes) / 1e6)
  }
}

/// What `practical submit --json` prints.
struct SubmitDocument: Encodable {
  private let archive: String
  private let bytes: Int
  private let sha256: String
  private let manifest: Manifest
  private let unimplemented: [String]
  private let unanswered: [String]
  private let isClean: Bool?

  init(
    _ handIn: HandIn, _ manifest: Manifest, archive: String, bytes: [UInt8], result: RunResult?
  ) {
    self.archive = archive
    self.bytes = bytes.count
    sha256 = ContentKey.make(bytes)
    self.manifest = manifest
    unimplemented = handIn.unimplemented.map(\.id)
    unanswered = handIn.unticked.map(\.id) + handIn.unanswered.map(\.id)
    isClean = result?.isClean
  }

  /// Writes the document to standard output.
  func print() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    StandardOutput.writeLine(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}
