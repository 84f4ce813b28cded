import Tensors

/// Builds a ``Graph``: names its inputs, applies layers to values, names its outputs.
///
///     Graph { g in
///       let x = g.input("features")
///       let tower = g.layer(Linear(8, 4, seed: 1), named: "tower")     // one layer, used twice
///       let y = g.apply(Sum(), to: g.apply(tower, to: x), g.apply(tower, to: g.apply(Tanh(), to: x)))
///       g.output(y)
///     }
///
/// Layers without a name get that of their type, numbered from the second on: `linear`, `linear2`.
public struct GraphBuilder {
  /// A value in a graph: an input, or an output of a layer.
  public struct Value: Sendable {
    internal let index: Int
    /// What the value is called in texts.
    internal let name: String
  }

  /// A layer of a graph that can be used more than once, with one set of weights.
  public struct SharedLayer: Sendable {
    internal let part: Int
  }

  internal private(set) var inputNames: [String] = []
  internal private(set) var outputs: [(name: String, value: Int)] = []
  internal private(set) var parts: [Graph.Part] = []
  internal private(set) var nodes: [Graph.Node] = []
  internal private(set) var valueCount = 0

  /// Adds an input.
  ///
  /// - Parameter name: What it is called; no two inputs share a name.
  /// - Returns: The value.
  public mutating func input(_ name: String) -> Value {
    if !nodes.isEmpty {
      Self.end(
        "the input \"\(name)\" comes after a layer", expected: "all inputs first",
        actual: "an input after \(nodes.count) layers",
        help: "move g.input(…) to the top of the graph")
    }
    if inputNames.contains(name) { Self.endForDuplicate("input", name) }
    inputNames.append(name)
    valueCount += 1
    return Value(index: valueCount - 1, name: name)
  }

  /// Applies a layer to a value.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - value: Its input.
  ///   - name: What the layer is called, in the paths of its parameters and in texts.
  /// - Returns: Its output.
  @discardableResult
  public mutating func apply(_ layer: some Layer, to value: Value, named name: String? = nil)
    -> Value
  {
    let part = add(.layer(layer), type: "\(type(of: layer))", name: name)
    return append(part, to: [value], outputs: 1)[0]
  }

  /// Applies a layer with several inputs and one output, such as ``Sum`` or ``Concatenate``.
  ///
  /// **Errors:** ends the program when the layer has not one output.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - values: Its inputs.
  ///   - name: What the layer is called.
  /// - Returns: Its output.
  @discardableResult
  public mutating func apply(
    _ layer: some MultiLayer, to values: Value..., named name: String? = nil
  ) -> Value {
    if layer.outputCount != 1 {
      Self.end(
        "\(layer.summary) has not one output", expected: "1 output",
        actual: "\(layer.outputCount) outputs",
        help: "put its inputs in brackets to get its outputs in an array: g.apply(layer, to: [x])")
    }
    return apply(layer, to: values, named: name)[0]
  }

  /// Applies a layer with several outputs, such as ``Split``.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - values: Its inputs.
  ///   - name: What the layer is called.
  /// - Returns: Its outputs.
  @discardableResult
  public mutating func apply(
    _ layer: some MultiLayer, to values: [Value], named name: String? = nil
  ) -> [Value] {
    let part = add(.multi(layer), type: "\(type(of: layer))", name: name)
    return append(part, to: values, outputs: layer.outputCount)
  }

  /// Adds a layer to be used more than once; all uses have the same weights.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - name: What the layer is called.
  /// - Returns: What to apply.
  public mutating func layer(_ layer: some Layer, named name: String? = nil) -> SharedLayer {
    SharedLayer(part: add(.layer(layer), type: "\(type(of: layer))", name: name))
  }

  /// Applies a layer that was added with ``layer(_:named:)``.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - value: Its input.
  /// - Returns: Its output.
  @discardableResult
  public mutating func apply(_ layer: SharedLayer, to value: Value) -> Value {
    if layer.part >= parts.count { Self.endForStranger("layer") }
    return append(layer.part, to: [value], outputs: 1)[0]
  }

  /// Makes a value an output of the graph.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - name: What the output is called; the name of the layer that computes it when there is none.
  public mutating func output(_ value: Value, named name: String? = nil) {
    if value.index >= valueCount { Self.endForStranger("value") }
    let name = name ?? value.name
    if outputs.contains(where: { $0.name == name }) { Self.endForDuplicate("output", name) }
    outputs.append((name, value.index))
  }

  private mutating func add(_ module: Graph.Module, type: String, name: String?) -> Int {
    func isTaken(_ name: String) -> Bool { parts.contains { $0.name == name } }
    if let name, isTaken(name) { Self.endForDuplicate("layer", name) }
    var unique = name ?? String(type.prefix { $0 != "<" }).lowercased()
    if name == nil && isTaken(unique) {
      unique += String((2...).first { !isTaken("\(unique)\($0)") } ?? 2)
    }
    parts.append(Graph.Part(name: unique, module: module))
    return parts.count - 1
  }

  private mutating func append(_ part: Int, to values: [Value], outputs: Int) -> [Value] {
    if values.contains(where: { $0.index >= valueCount }) { Self.endForStranger("value") }
    let uses = nodes.count { $0.part == part }
    let base = parts[part].name
    let name = uses == 0 ? base : "\(base)#\(uses + 1)"
    nodes.append(
      Graph.Node(
        name: name, part: part, inputs: values.map(\.index), firstOutput: valueCount,
        outputCount: outputs))
    defer { valueCount += outputs }
    return (0..<outputs).map {
      Value(index: valueCount + $0, name: outputs == 1 ? name : "\(name)[\($0)]")
    }
  }

  private static func endForDuplicate(_ kind: String, _ name: String) -> Never {
    end(
      "two \(kind)s are called \"\(name)\"", expected: "a name for each", actual: "the same name",
      help: kind == "layer"
        ? "to use one layer twice, add it with g.layer(…) and apply that" : "pick another name")
  }

  private static func endForStranger(_ kind: String) -> Never {
    end(
      "the \(kind) is of another graph", expected: "a \(kind) of this graph",
      actual: "one that is not there", help: "build every graph in one closure")
  }

  internal static func end(
    _ problem: String, expected: String, actual: String, help: String
  ) -> Never {
    ShapeError(
      operation: "Graph", problem: problem, expected: expected, actual: actual, help: help
    ).end()
  }
}
