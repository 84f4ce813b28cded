import Tensors

/// A network whose layers form any graph without cycles: several inputs, several outputs, skip
/// connections, layers that are used more than once.
///
///     let network = Graph { g in
///       let image = g.input("image")
///       let hidden = g.apply(ReLU(), to: g.apply(Linear(784, 100, seed: 1), to: image, named: "hidden"))
///       g.output(g.apply(Linear(100, 10, seed: 2), to: hidden, named: "digit"))
///       g.output(g.apply(Linear(100, 1, seed: 3), to: hidden, named: "slant"))
///     }
///     network.outputNames                                    // ["digit", "slant"]
///     network.namedTensors.map(\.path)                       // ["hidden.weight", "hidden.bias", …]
///     print(try network.describe(inputs: [[1, 784]]))
///
/// Values flow from the inputs to the outputs, derivatives back: where a value is used more than
/// once its derivatives add up, and what nobody asks for is not computed. A graph with one input
/// and one output is a ``Layer``, too, and can stand in a ``Sequential``.
///
/// **Shapes:** those of the layers; ``outputShapes(for:)`` names the node that something does not fit.
///
/// **Errors:** building ends the program when a name is used twice, a value is of another graph, or
/// there is no output.
///
/// **Source:** lecture 1: a chain of layers can be replaced by a DAG; multitask learning.
public struct Graph: MultiLayer {
  /// The names of the inputs, in the order in which tensors are passed.
  public let inputNames: [String]
  /// The names of the outputs, in the order in which they are returned.
  public let outputNames: [String]

  /// The layers, each once however often it is used.
  internal var parts: [Part]
  internal let nodes: [Node]
  internal let outputs: [Int]
  internal let valueCount: Int
  /// The nodes that lead to an output, in the order of computation.
  internal let order: [Int]

  /// Creates a graph.
  ///
  /// - Parameter build: Names the inputs, applies the layers, and names the outputs.
  public init(_ build: (inout GraphBuilder) -> Void) {
    var builder = GraphBuilder()
    build(&builder)
    if builder.outputs.isEmpty {
      GraphBuilder.end(
        "the graph has no output", expected: "g.output(value)", actual: "no output",
        help: "name what the graph computes")
    }
    inputNames = builder.inputNames
    outputNames = builder.outputs.map(\.name)
    outputs = builder.outputs.map(\.value)
    parts = builder.parts
    nodes = builder.nodes
    valueCount = builder.valueCount
    order = Graph.nodesThatMatter(builder.nodes, outputs: outputs)
  }

  /// The number of outputs.
  public var outputCount: Int { outputs.count }

  /// What the network is in one line, such as `Graph(1 input → 2 outputs, 4 layers)`.
  public var summary: String {
    func number(_ count: Int, _ name: String) -> String {
      "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    return
      "Graph(\(number(inputNames.count, "input")) → \(number(outputs.count, "output")), \(number(parts.count, "layer")))"
  }

  /// A layer by its name, to look at it or to replace it: a new head, for example.
  ///
  ///     network["digit"] = Linear(100, 26, seed: 4)
  ///
  /// **Errors:** ends the program when there is no such layer, or it has several inputs or outputs.
  ///
  /// - Parameter name: The name of the layer.
  /// - Returns: The layer.
  public subscript(name: String) -> any Layer {
    get {
      guard case .layer(let layer) = parts[partIndex(name)].module else { return missing(name) }
      return layer
    }
    set {
      let index = partIndex(name)
      guard case .layer = parts[index].module else { return missing(name) }
      parts[index] = Part(name: name, module: .layer(newValue))
    }
  }

  /// Visits the tensors of all layers, such as `hidden.weight`; a shared layer once.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    for index in parts.indices {
      let path = path.appending(parts[index].name)
      switch parts[index].module {
      case .layer(var layer):
        // Held once only, so that a visitor changes tensors in place.
        parts[index].module = .none
        layer.visitTensors(at: path, visit)
        parts[index].module = .layer(layer)
      case .multi(var layer):
        parts[index].module = .none
        layer.visitTensors(at: path, visit)
        parts[index].module = .multi(layer)
      case .none: break
      }
    }
  }

  private func partIndex(_ name: String) -> Int {
    parts.firstIndex { $0.name == name } ?? missing(name)
  }

  private func missing<T>(_ name: String) -> T {
    GraphBuilder.end(
      "there is no layer \"\(name)\" with one input and one output",
      expected: parts.map(\.name).joined(separator: ", "), actual: name,
      help: "the paths of the parameters begin with the names of the layers")
  }
}

extension Graph {
  /// A layer with its name, which its parameters' paths begin with.
  internal struct Part: Sendable {
    let name: String
    var module: Module
    /// Whether the layer has tensors with derivatives.
    let hasGradients: Bool

    init(name: String, module: Module) {
      self.name = name
      self.module = module
      var hasGradients = false
      module.visitTensors { role, _ in hasGradients = hasGradients || role.hasGradient }
      self.hasGradients = hasGradients
    }

    var summary: String {
      switch module {
      case .layer(let layer): layer.summary
      case .multi(let layer): layer.summary
      case .none: ""
      }
    }
  }

  /// A layer of either kind; none while its tensors are visited.
  internal enum Module: Sendable {
    case layer(any Layer)
    case multi(any MultiLayer)
    case none

    /// Shows every tensor with its role.
    func visitTensors(_ body: (TensorRole, Tensor) -> Void) {
      func visit(_ layer: some Parameterized) {
        var copy = layer
        copy.visitTensors(at: .unnamed) { body($1, $2) }
      }
      switch self {
      case .layer(let layer): visit(layer)
      case .multi(let layer): visit(layer)
      case .none: break
      }
    }
  }

  /// One use of a layer. A node reads only values that were there before it, so the nodes are in the
  /// order of computation.
  internal struct Node: Sendable {
    let name: String
    let part: Int
    let inputs: [Int]
    /// The number of the first output among all values; the others follow.
    let firstOutput: Int
    let outputCount: Int

    var outputs: Range<Int> { firstOutput..<(firstOutput + outputCount) }
  }

  private static func nodesThatMatter(_ nodes: [Node], outputs: [Int]) -> [Int] {
    var matters = Set(outputs)
    var order: [Int] = []
    for index in nodes.indices.reversed()
    where nodes[index].outputs.contains(where: { matters.contains($0) }) {
      matters.formUnion(nodes[index].inputs)
      order.append(index)
    }
    return order.reversed()
  }
}
