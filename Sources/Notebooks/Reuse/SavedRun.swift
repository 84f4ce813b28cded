import Foundation

/// What is written beside a result so that later it can be told which of its cells are still as they were,
/// and why others are not.
public struct SavedRun: Sendable, Equatable, Codable {
  /// What is known of one cell that ran.
  public struct Step: Sendable, Equatable, Codable {
    /// The cell's id.
    public var id: String
    /// A digest of the cell's code.
    public var code: String
    /// The cell's own key; see ``CellKeys/Key/own``.
    public var own: String
    /// The key of its result; see ``CellKeys/Key/result``.
    public var result: String
    /// The files that it read.
    public var inputs: [InputFile]
    /// How it ended.
    public var status: CellStatus
    /// What ended it, if something did.
    public var error: CellError?
    /// The line of the error, from the line of the cell.
    public var errorOffset: Int?
    /// The names of its checks that did not pass.
    public var failedChecks: [String]

    /// The digest of a cell's code.
    static func digest(of cell: Cell) -> String { Digest.sha256([cell.code]) }
  }

  /// The format's version.
  public var version = SavedRun.currentVersion
  /// The seed of the run.
  public var seed: UInt64
  /// The settings of the run.
  public var settings: [String: String]
  /// The ids of all cells, in the order of the file.
  public var cells: [String]
  /// The cells that ran, in order.
  public var steps: [Step]
  /// What else decided the results.
  public var surroundings: RunSurroundings

  /// The name of the file, beside `result.json`.
  public static let fileName = "state.json"
  static let currentVersion = 1

  /// Makes the record of a run.
  ///
  /// - Parameters:
  ///   - practical: what was run.
  ///   - keys: the keys of the run.
  ///   - seed: its seed.
  ///   - settings: all its settings.
  ///   - surroundings: what else decided the results.
  ///   - result: what the run came to; cells that it did not reach are left out.
  ///   - inputs: the files that each cell read, by its id.
  public init(
    _ practical: Practical, keys: CellKeys, seed: UInt64, settings: [String: String],
    surroundings: RunSurroundings, result: RunResult, inputs: [String: [InputFile]]
  ) {
    self.seed = seed
    self.settings = settings
    self.surroundings = surroundings
    cells = practical.cells.map(\.id)
    steps = []
    for (index, cell) in practical.cells.enumerated() {
      guard let key = keys.keys[index], result.cells.indices.contains(index) else { continue }
      let kept = result.cells[index]
      if kept.status == .skipped && kept.error == nil { continue }
      steps.append(
        Step(
          id: cell.id, code: Step.digest(of: cell), own: key.own, result: key.result,
          inputs: inputs[cell.id] ?? [], status: kept.status, error: kept.error,
          errorOffset: kept.error.map { $0.line - cell.line },
          failedChecks: result.checks.filter { $0.cell == cell.id && $0.status != .passed }
            .map(\.name)))
    }
  }

  /// Reads what a run in a folder saved; nil when there is nothing that can be read.
  public init?(folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(Self.fileName)"),
      let saved = try? JSONDecoder().decode(SavedRun.self, from: data),
      saved.version == Self.currentVersion
    else { return nil }
    self = saved
  }

  /// The contents of the file.
  public func fileContents() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
