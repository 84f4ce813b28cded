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
      [names[label]] + counts[label].map(String.init) + [threeDecimals(recall(of: label))]
    }
    let footer =
      ["precision"] + (0..<classes).map { threeDecimals(precision(of: $0)) } + [
        threeDecimals(accuracy)
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

  /// A share of 1 with three decimals.
  private func threeDecimals(_ share: Double) -> String {
    let thousandths = Int((share * 1000).rounded())
    let decimals = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - decimals.count) + decimals
  }
}
