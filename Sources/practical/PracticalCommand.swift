import ArgumentParser
import Foundation
import Notebooks

/// The command line.
@main
struct PracticalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "practical",
    abstract: "Runs the practicals of a first deep-learning course.",
    discussion: """
      A practical is a Markdown file with Swift cells. `practical run 1` compiles the first one, runs its \
      cells in order, draws its plots, grades its checks and writes a report.
      """,
    version: ProgramVersion.text,
    subcommands: [
      ListCommand.self, RunCommand.self, WatchCommand.self, StatusCommand.self, HintCommand.self,
      ShowCommand.self, EditorCommand.self, LanguageServerCommand.self, DatasetsCommand.self,
      LintCommand.self, ReleaseCommand.self, SubmitCommand.self, GradeCommand.self,
      RegradeCommand.self, MarkCommand.self, GradebookCommand.self, GradeSubmissionCommand.self,
      GradeForGradescopeCommand.self, ReportCommand.self, DoctorCommand.self,
    ])

  /// Parses, runs, and ends with the statuses that the documentation promises.
  static func main() {
    // A reader of our output that goes away is told by the write, not by death.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        StandardOutput.writeLine(fullMessage(for: error))
        Foundation.exit(ExitStatus.success)
      }
      if code == .validationFailure {
        writeError(fullMessage(for: error))
        Foundation.exit(ExitStatus.usage)
      }
      let text = String(describing: error)
      writeError(text.contains("error: ") ? text : "error: \(text)")
      Foundation.exit(ExitStatus.status(for: error))
    }
  }
}

/// The program's version.
enum ProgramVersion {
  static let text = "0.1.0"
}
