extension ConfusionMatrix: CustomStringConvertible {
  /// The counts as a table, with the recall of each class at the right, its precision below, and
  /// the accuracy in the corner.
  ///
  ///     actual \ predicted  benign  malignant  recall
  ///     benign                 355          2   0.994
  ///     malignant                6        206   0.972
  ///     precision            0.983      0.990   0.986
  public var description: String {
    let header = ["actual \\ predicted"] + names + ["recall"]
    let body = (0..<classes).map { label in
      [names[label]] + counts[label].map(String.init) + [decimals(recall(of: label), 3)]
    }
    let footer =
      ["precision"] + (0..<classes).map { decimals(precision(of: $0), 3) } + [
        decimals(accuracy, 3)
      ]
    let rows = [header] + body + [footer]
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// A number of 0 or more with so many decimals.
internal func decimals(_ number: Double, _ places: Int) -> String {
  let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
  let units = Int((number * Double(scale)).rounded())
  let fraction = String(units % scale)
  return "\(units / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
}
