import Tensors

extension Layer {
  /// A table of the layers of a network: names, output shapes, numbers of parameters.
  ///
  ///     print(try network.describe(input: [1, 784]))
  ///
  ///     name   layer              output    parameters
  ///     ─────  ─────────────────  ────────  ──────────
  ///     0      Linear(784 → 10)   [1, 10]        7,850
  ///     1      Softmax            [1, 10]            0
  ///     total                                    7,850
  ///
  /// Only shapes are worked on, so a mistake is found before any data is read.
  ///
  /// - Parameter input: The shape of the input, with the axis of samples.
  /// - Returns: The table.
  /// - Throws: `ShapeError` with the place of the first layer that cannot take what it gets.
  public func describe(input: Shape) throws(ShapeError) -> String {
    var table = NetworkTable()
    _ = try table.add(self, name: "", input: input)
    return table.text
  }
}

extension Graph {
  /// A table of the layers of a graph: names, output shapes, numbers of parameters.
  ///
  /// A layer that is used more than once has its parameters counted in the row of its first use.
  ///
  /// - Parameter inputs: The shape of every input, with the axis of samples.
  /// - Returns: The table.
  /// - Throws: `ShapeError` with the name of the first layer that cannot take what it gets.
  public func describe(inputs: [Shape]) throws(ShapeError) -> String {
    var table = NetworkTable()
    _ = try table.add(self, name: "", inputs: inputs)
    return table.text
  }
}

/// The rows of a description.
private struct NetworkTable {
  private var rows: [[String]] = []
  private var parameters = 0
  private var fixed = 0

  /// Adds a layer, or the layers it is made of, and gives its output.
  mutating func add(_ layer: any Layer, name: String, input: Shape) throws(ShapeError) -> Shape {
    if let graph = layer as? Graph {
      // Checks, too, that the graph has one input and one output.
      let output = try graph.outputShape(for: input)
      _ = try add(graph, name: name, inputs: [input])
      return output
    }
    guard let sequence = layer as? Sequential else {
      let output = try layer.outputShape(for: input)
      append(layer, name: name, layer: layer.summary, shapes: [output], isShared: false)
      return output
    }
    var shape = input
    for (index, layer) in sequence.layers.enumerated() {
      do throws(ShapeError) {
        shape = try add(layer, name: join(name, "\(index)"), input: shape)
      } catch { throw error.inPart("\(index)") }
    }
    return shape
  }

  mutating func add(_ graph: Graph, name: String, inputs: [Shape]) throws(ShapeError) {
    let shapes = try graph.shapesOfValues(for: inputs)
    for (input, shape) in zip(graph.inputNames, inputs) {
      rows.append([join(name, input), "input", "\(shape)", ""])
    }
    var used: Set<Int> = []
    for index in graph.order {
      let node = graph.nodes[index]
      let part = graph.parts[node.part]
      let isShared = !used.insert(node.part).inserted
      switch part.module {
      case .layer(let layer) where !isShared && (layer is Sequential || layer is Graph):
        _ = try add(layer, name: join(name, node.name), input: shapes[node.inputs[0]])
      case .layer(let layer):
        append(
          layer, name: join(name, node.name), layer: part.summary,
          shapes: node.outputs.map { shapes[$0] }, isShared: isShared)
      case .multi(let layer):
        append(
          layer, name: join(name, node.name), layer: part.summary,
          shapes: node.outputs.map { shapes[$0] }, isShared: isShared)
      case .none: break
      }
    }
  }

  /// The lines of the table.
  var text: String {
    var rows = [["name", "layer", "output", "parameters"]] + rows
    rows.append(["total", "", "", NetworkTable.grouped(parameters)])
    if fixed > 0 { rows.append(["not trained", "", "", NetworkTable.grouped(fixed)]) }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    // As under the header of a table that is shown, so that a report makes a table of it.
    rows.insert(widths.map { String(repeating: "─", count: $0) }, at: 1)
    return rows.map { row in
      let padded = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 3 ? space + row[column] : row[column] + space
      }
      let line = padded.joined(separator: "  ")
      // The row of an input has no number at its end.
      return String(
        line.prefix(upTo: line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.endIndex))
    }.joined(separator: "\n")
  }

  private mutating func append(
    _ layer: some Parameterized, name: String, layer summary: String, shapes: [Shape],
    isShared: Bool
  ) {
    var trained = 0
    var other = 0
    var copy = layer
    copy.visitTensors(at: .unnamed) { _, role, value in
      if role.isTrainable { trained += value.count } else { other += value.count }
    }
    if !isShared {
      parameters += trained
      fixed += other
    }
    rows.append([
      name.isEmpty ? "-" : name, summary, shapes.map(\.description).joined(separator: " "),
      isShared ? "shared" : NetworkTable.grouped(trained),
    ])
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// A count with a comma after every third digit from the right.
  private static func grouped(_ count: Int) -> String {
    var result = ""
    for (index, digit) in "\(count)".reversed().enumerated() {
      if index > 0 && index % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }
}
