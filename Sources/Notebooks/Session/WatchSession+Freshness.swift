/// Which results still hold.
extension WatchSession {
  /// The number of the first cell that has to run.
  func firstStale(_ keys: [String]) -> Int {
    var first = zip(keys, records).prefix { $0.0 == $0.1.key && !$0.1.record.isUncertain }.count
    for (index, (_, record)) in records.prefix(first).enumerated()
    where !(record.outcome?.files.inputs.allSatisfy(\.isUnchanged) ?? true) {
      first = index
      break
    }
    // What cells have written stays when their process goes back: whoever wrote has to write again.
    if hasLostWriter || records.dropFirst(first).contains(where: { $0.record.hasWritten }) {
      first = records.prefix(first).firstIndex { $0.record.hasWritten } ?? first
    }
    hasLostWriter = false
    return first
  }

  /// The files that cells have read or looked for, by the ids of the cells.
  func inputs(of practical: Practical) -> [String: [InputFile]] {
    var inputs: [String: [InputFile]] = [:]
    for (cell, entry) in zip(practical.cells, records) {
      inputs[cell.id] = entry.record.outcome?.files.inputs ?? []
    }
    return inputs
  }

  /// Notes which cell was edited.
  func noteEdit(of ids: [String], _ keys: [String], _ first: Int) {
    if first < ids.count, !lastKeys.isEmpty, lastKeys[ids[first]] != keys[first] {
      editedCells = Array(([ids[first]] + editedCells.filter { $0 != ids[first] }).prefix(8))
    }
    lastKeys = Dictionary(uniqueKeysWithValues: zip(ids, keys))
  }
}
