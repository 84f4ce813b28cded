/// What decides the result of a cell, beside the cells before it.
enum CellIdentity {
  /// A text that changes when the cell has to be run again.
  ///
  /// Neither the place of a cell nor what only matters to the judgement of its checks is in it.
  static func key(of cell: Cell, in practical: Practical) -> String {
    // Only code that asks for its line knows where it stands.
    let offset = CellPlace.naming(cell, path: practical.source.path).lineOffset
    let timeout = cell.timeout ?? practical.frontMatter.timeout
    let memory = cell.memory ?? practical.frontMatter.memory
    return Digest.sha256([cell.id, cell.code, "\(offset) \(timeout) \(memory)"])
  }
}
