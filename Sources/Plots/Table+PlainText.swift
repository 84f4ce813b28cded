extension Table {
  /// The table as lines of text of one width, for a terminal: texts to the left, numbers to the right.
  ///
  ///     model                parameters  accuracy
  ///     ───────────────────  ──────────  ────────
  ///     logistic regression        7850    0.9213
  ///     two layers               101770    0.9788
  ///
  /// Numbers have four significant digits and, within a column, equally many after the point. Of a long table the
  /// first rows and the last ones are shown.
  public var plainText: String { plainText(maximumRows: 40) }

  /// The table as lines of text, with no more than a number of rows.
  ///
  /// - Parameter maximumRows: The rows to show, at least 2: more than half of them from the start.
  /// - Returns: The lines, with line breaks between them.
  public func plainText(maximumRows: Int) -> String {
    let limit = max(2, maximumRows)
    let tail = limit / 4
    let isFolded = rows.count > limit
    let shown = isFolded ? rows.prefix(limit - tail) + rows.suffix(tail) : rows[...]
    var lines: [[String]] = shown.map { _ in [] }
    var header: [String] = []
    var rule: [String] = []
    for (index, name) in columns.enumerated() {
      let cells = shown.map { $0[index] }
      let texts = Self.texts(of: cells)
      let title = name.cleaned(limit: 60)
      let width = max(title.count, texts.map(\.count).max() ?? 0)
      let isNumeric = cells.contains(where: \.isNumber)
      header.append(title.padded(to: width, atStart: isNumeric))
      rule.append(String(repeating: "─", count: width))
      for (row, text) in texts.enumerated() {
        lines[row].append(text.padded(to: width, atStart: cells[row].isNumber))
      }
    }
    var output = ([header, rule] + lines).map { $0.joined(separator: "  ").trimmedAtEnd }
    if isFolded {
      output.insert("… \(rows.count - limit) more rows …", at: 2 + limit - tail)
    }
    if !title.isEmpty { output.insert(title.cleaned(limit: 200), at: 0) }
    return output.joined(separator: "\n")
  }

  /// The texts of the cells of one column, numbers with equally many digits after the point.
  package static func texts(of cells: [Cell]) -> [String] {
    let numbers = cells.compactMap { if case .number(let value) = $0 { value } else { nil } }
    let decimals = commonDecimals(of: numbers)
    return cells.map { cell in
      switch cell {
      case .empty: ""
      case .text(let text): text.cleaned(limit: 80)
      case .integer(let number): number.description
      case .number(let number):
        if let decimals, number.isFinite {
          NumberText.fixed(number, decimals: decimals)
        } else {
          NumberText.significant(number)
        }
      }
    }
  }

  /// How many digits after the point show every number well, or nil when they are too far apart for that.
  private static func commonDecimals(of numbers: [Double]) -> Int? {
    let finite = numbers.filter(\.isFinite)
    let sizes = finite.lazy.map(\.magnitude).filter { $0 > 0 }
    guard let largest = sizes.max(), let smallest = sizes.min() else {
      return finite.isEmpty ? nil : 0
    }
    guard largest < 1e7, smallest >= 1e-4, largest / smallest < 1e5 else { return nil }
    return finite.map { NumberText.decimals($0) }.max()
  }
}

extension Table.Cell {
  /// Whether the cell is set to the right.
  package var isNumber: Bool {
    switch self {
    case .number, .integer: true
    case .text, .empty: false
    }
  }
}

extension String {
  fileprivate func padded(to width: Int, atStart: Bool) -> String {
    let padding = String(repeating: " ", count: max(0, width - count))
    return atStart ? padding + self : self + padding
  }

  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
