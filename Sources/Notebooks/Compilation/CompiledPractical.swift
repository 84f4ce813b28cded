/// What compiling a practical came to: the libraries to load, the functions to call, and what went wrong.
public struct CompiledPractical: Sendable, Equatable, Codable {
  /// An error of a cell, with its place relative to the cell's code.
  struct Failure: Sendable, Equatable, Codable {
    /// `compile`, or `missing` when the fault lies in another cell.
    var kind: CellErrorKind
    /// What is wrong.
    var message: String
    /// The 1-based line in the cell's code.
    var line: Int
    /// The 1-based column in the cell's code, in bytes.
    var column: Int
  }

  /// The paths of the libraries, in loading order.
  var libraries: [String] = []
  /// The names of the modules in the libraries.
  var names: [String] = []
  /// For each cell that is kept apart: the libraries to load for it alone, in loading order.
  var librariesApart: [String: [String]] = [:]
  /// Whether exercises share libraries, which their order does not ask for (`CellStages`).
  var isInStages = false
  /// The names of the functions that run cells, by the cells' ids.
  var symbols: [String: String] = [:]
  /// Which library each cell is in, by the cells' ids; it and those before it are loaded for the cell.
  var modules: [String: Int] = [:]
  /// The errors of the cells that do not compile, or need one that does not, by the cells' ids.
  var failures: [String: Failure] = [:]
}
