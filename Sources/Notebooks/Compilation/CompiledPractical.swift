/// What compiling a practical came to: the modules to load, the functions to call, and what went wrong.
public struct CompiledPractical: Sendable, Equatable, Codable {
  /// One module, in loading order.
  struct Module: Sendable, Equatable, Codable {
    /// The path of its library.
    var library: String
    /// The numbers of the cells in it.
    var cells: [Int]
  }

  /// The modules, in loading order.
  var modules: [Module] = []
  /// The name of the function that runs a cell, by the cell's number.
  var symbols: [Int: String] = [:]
  /// The errors of the cells that do not compile, or need one that does not, by the cell's number.
  var errors: [Int: CellError] = [:]
}
