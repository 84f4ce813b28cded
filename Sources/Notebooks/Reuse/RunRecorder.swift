import CellChannel
import Foundation
import Plots

/// Takes down a run as it goes, and decides at its end whether it can be kept.
final class RunRecorder {
  /// The compiled cells.
  var libraries: [String] = []
  /// The files that the process of the cells had loaded.
  var programs: [InputFile] = []
  private var steps: [String: RunRecord.Step] = [:]
  private var current: String?
  private var files: [String: FileLedger] = [:]
  /// Whether something came to pass that another run need not repeat.
  private var isUnsteady = false

  /// Takes in what happens.
  func note(_ event: RunEvent) {
    switch event {
    case .cellStarted(let cell):
      current = cell.id
      steps[cell.id] = RunRecord.Step()
    case .output(let text): append(.output(text))
    case .figure(_, let path): append(.figure(path))
    case .cellEnded(let cell, let result, _):
      steps[cell.id]?.status = result.status
      steps[cell.id]?.error = result.error
    case .began, .compiled, .progress, .ended: break
    }
  }

  private func append(_ piece: RunRecord.Piece) {
    guard let current, var step = steps[current] else { return }
    if case .output(let text) = piece, case .output(let before) = step.pieces.last {
      step.pieces[step.pieces.count - 1] = .output(before + text)
    } else {
      step.pieces.append(piece)
    }
    steps[current] = step
  }

  /// Takes in how a cell ran.
  func note(_ outcome: CellRun.Outcome, of cell: Cell) {
    files[cell.id] = outcome.files
    // The process of a check ended without words, or with some that another machine need not repeat.
    let silent = outcome.ledger.entries.count { $0.value == nil }
    let steady = outcome.checkFailures.count { Self.isSteady($0.kind) }
    if outcome.isInterrupted || outcome.isHostLost || silent > steady { isUnsteady = true }
  }

  private static func isSteady(_ kind: CellFailure.Kind) -> Bool {
    kind == .thrown || kind == .todo || kind == .missing
  }

  /// Whether an error would come again: what the compiler rejects and what is not written yet does;
  /// a crash, a lack of time or memory can be the machine's.
  private static func isSteady(_ cell: CellResult, of source: Cell) -> Bool {
    switch cell.error?.kind {
    case nil, .compile, .todo, .missing: true
    case .thrown, .trap: source.expectsError
    case .timeout, .memory: false
    }
  }

  /// The files that each cell read, by its id, with their checksums where these could be taken.
  private(set) lazy var inputs: [String: [InputFile]] = {
    var room = InputFile.checksumLimit
    var known: [InputFile: InputFile?] = [:]
    return files.mapValues { ledger in
      ledger.inputs.map { input in
        let settled = known[input] ?? input.settled(room: &room)
        known[input] = .some(settled)
        if settled == nil { isUnsteady = true }
        return settled ?? input
      }
    }
  }()

  /// The run as it can be kept, or nil when it cannot.
  ///
  /// - Parameters:
  ///   - outcome: what the run came to.
  ///   - key: the run's key.
  ///   - practical: what was run.
  ///   - toolchain: the toolchain that compiled the cells.
  /// - Returns: the record.
  func record(
    of outcome: RunOutcome, key: String, practical: Practical, toolchain: Toolchain
  ) -> RunRecord? {
    for (id, inputs) in inputs { steps[id]?.inputs = inputs }
    guard !isUnsteady, !outcome.isInterrupted,
      files.values.allSatisfy({ $0.isComplete && !$0.hasWritten }),
      zip(outcome.result.cells, practical.cells).allSatisfy(Self.isSteady),
      RepeatableCode(toolchain: toolchain).obstacles(in: libraries) == []
    else { return nil }
    return RunRecord(
      key: key, result: outcome.result, steps: steps, figures: outcome.figures,
      kernels: outcome.kernels, programs: programs)
  }
}
