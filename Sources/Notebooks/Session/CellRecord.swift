import Glibc
import Plots

/// What came of a cell, in terms that stay true when the cell moves in its file.
struct CellRecord {
  /// Why it was not compiled, if it was not.
  var failure: CompiledPractical.Failure?
  /// What came of running it; nil too when the host was gone.
  var outcome: CellRun.Outcome?
  /// The error that ended it.
  var error: MovableError?
  /// What it showed.
  var figures: [(path: String, figure: Figure)] = []
  /// Whether it was taken over from an earlier run.
  var isKept = false

  /// Whether it has written files.
  var hasWritten: Bool { outcome?.files.hasWritten ?? false }

  /// Whether it can be the doing of somebody outside: the cell was ended by force, and not for its limits,
  /// or has not run because the processes were gone. Such a result is shown, and not relied upon.
  var isUncertain: Bool {
    guard failure == nil else { return false }
    guard let outcome else { return true }
    return outcome.failure == nil
      && (outcome.isHostLost || outcome.end == .signaled(Int(SIGKILL)))
  }
}

/// An error whose place is told relative to a cell.
struct MovableError: Sendable, Equatable {
  private var kind: CellErrorKind
  private var message: String
  /// The cell that the line is in.
  private var cell: String
  /// The line, counted from the cell's fence.
  private var line: Int
  /// The column, counted from where the cell's code begins.
  private var column: Int

  /// Takes the place of an error apart.
  ///
  /// - Parameters:
  ///   - error: the error, its cells not yet followed by their lines.
  ///   - own: the cell that it ended.
  ///   - cells: the cells of the practical.
  init(_ error: CellError, of own: Cell, in cells: [Cell]) {
    let owner =
      cells.first { $0.line <= error.line && error.line < $0.codeLine + $0.lineCount } ?? own
    kind = error.kind
    message = ModuleNames.removed(from: error.message)
    cell = owner.id
    line = error.line - owner.line
    column = error.column - (line > 0 ? owner.codeIndentation : 0)
  }

  /// The error in a practical where the cells stand perhaps elsewhere.
  func placed(in cells: [Cell]) -> CellError? {
    guard let owner = cells.first(where: { $0.id == cell }) else { return nil }
    return CellError(
      kind: kind, message: CellMention.placed(message, cells: cells), line: owner.line + line,
      column: column + (line > 0 ? owner.codeIndentation : 0))
  }
}

extension CellError {
  /// The error of a cell that could not be run because the host is gone.
  static func hostLost(before cell: Cell) -> CellError {
    CellError(
      kind: .missing, message: "the process with the cells before this one is gone",
      line: cell.line, column: 1)
  }
}

/// The names of the modules that cells are compiled to, which Swift puts before the names of types.
enum ModuleNames {
  /// A text without them: `Point(x: 1)` instead of `Cells_5b1c22d0_e1f0a7c3.Point(x: 1)`.
  static func removed(from text: String) -> String {
    guard text.contains("Cells_") else { return text }
    return text.replacing(/Cells_[0-9a-f]{8}_[0-9a-f]{8}\./, with: "")
  }
}
